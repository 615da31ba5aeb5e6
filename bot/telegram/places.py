"""Where a city is on the map."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from nlp.facts import Frozen


class Places(Frozen):
    """places.yaml: cities as latitude and longitude in degrees."""

    cities: Mapping[str, tuple[float, float]]


@cache
def places() -> Places:
    """The places at hand."""
    return Places.model_validate(yaml.safe_load(files("bot.telegram").joinpath("places.yaml").read_text("utf-8")))
