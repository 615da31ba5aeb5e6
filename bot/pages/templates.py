"""The HTML templates of this folder; what is put into them is escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.pages import colours


def rendered(template: str, **fields: object) -> str:
    """A template filled in, e.g. "summary.html"; it knows the colours as well."""
    return _templates().get_template(template).render(colours=colours, **fields)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("bot.pages", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
