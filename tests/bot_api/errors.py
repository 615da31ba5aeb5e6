"""What the Bot API answers where it refuses: a code and a description, worded as Telegram words it."""

from __future__ import annotations


class ApiError(Exception):
    """A request that is refused; code is the HTTP status too."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


class Dropped(Exception):  # noqa: N818 - no error of anybody's: the wire is cut on purpose
    """The connection is cut instead of an answer."""


def bad_request(what: str) -> ApiError:
    return ApiError(400, f"Bad Request: {what}")
