"""The stand-in over real HTTP: tokens, faults on purpose, and answers in the Bot API's form."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.bot_api.control import control_routes
from tests.bot_api.errors import ApiError, Dropped
from tests.bot_api.faults import Call
from tests.bot_api.methods import METHODS
from tests.bot_api.params import read_params
from tests.bot_api.state import Asked, BotApi

UPLOAD_BYTES = 60_000_000
BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>"
REFUSALS = {"429": "Too Many Requests: retry after {seconds:.0f}", "500": "Internal Server Error", "502": "Bad Gateway"}


@asynccontextmanager
async def serve(port: int = 0) -> AsyncIterator[BotApi]:
    """Telegram for one bot on this port of the own machine (0: a free one), until the block ends."""
    api = BotApi()
    app = web.Application(client_max_size=UPLOAD_BYTES)
    answering = Answering(api)
    app.router.add_route("*", "/bot{token}/{method}", answering.method)
    app.router.add_get("/file/bot{token}/{path:.+}", answering.file)
    app.add_routes(control_routes(api))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield api
    finally:
        api.goes_down()
        if api.webhook:
            await api.webhook.close()
        await runner.cleanup()


class Answering:
    def __init__(self, api: BotApi) -> None:
        self.api = api

    async def method(self, request: web.Request) -> web.StreamResponse:
        call = Call(request.match_info["method"], await read_params(request))
        answer: int | str = 200
        try:
            self.check(request)
            response: web.StreamResponse = web.json_response({"ok": True, "result": await self.perform(call, request)})
        except ApiError as error:
            answer, response = error.code, refusal(error)
        except Dropped:
            answer, response = "dropped", drop(request)
        if request.transport is None and answer != "dropped":
            answer = "hung up"
        chat_id = call.params.values.get("chat_id")
        self.api.asked.append(Asked(call.method, int(chat_id) if chat_id else None, answer))
        self.api.touch()
        return response

    async def file(self, request: web.Request) -> web.StreamResponse:
        try:
            self.check(request)
        except ApiError as error:
            return refusal(error)
        except Dropped:
            return drop(request)
        found = [file for file in self.api.files.values() if file.path == request.match_info["path"]]
        if not found:
            return refusal(ApiError(404, "Not Found"))
        return web.Response(body=found[0].content, content_type="application/octet-stream")

    def check(self, request: web.Request) -> None:
        """The token: malformed, Telegram finds nothing there; of the right form but nobody's, it is unauthorized."""
        if self.api.down:
            raise Dropped
        if not re.fullmatch(r"\d+:[\w-]{30,}", request.match_info["token"]):
            raise ApiError(404, "Not Found")
        if request.match_info["token"] != self.api.token:
            raise ApiError(401, "Unauthorized")

    async def perform(self, call: Call, request: web.Request) -> Any:
        """What the method gives, unless it is to fail before or after its deed."""
        if call.method.lower() not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        fault = self.api.faults.take(call)
        kind, seconds = (fault.kind, fault.seconds) if fault else (None, 0)
        if kind in REFUSALS:
            again = {"retry_after": round(seconds)} if kind == "429" else {}
            raise ApiError(int(kind), REFUSALS[kind].format(seconds=seconds), **again)
        if kind == "drop before":
            raise Dropped
        if kind == "delay":
            await asyncio.sleep(seconds)
        result = await METHODS[call.method.lower()](self.api, call.params)
        if kind == "late":
            await asyncio.sleep(seconds)
        if kind == "drop after" or self.api.down:
            raise Dropped
        if call.method.lower() == "getupdates" and request.transport:  # otherwise who asked hung up meanwhile
            self.api.updates.delivered.update(update["update_id"] for update in result)
        return result


def refusal(error: ApiError) -> web.Response:
    if error.code == 502:  # a proxy in front of the Bot API says so, not the Bot API
        return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
    body = {"ok": False, "error_code": error.code, "description": error.description}
    more = {"parameters": error.parameters} if error.parameters else {}
    return web.json_response({**body, **more}, status=error.code)


def drop(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
