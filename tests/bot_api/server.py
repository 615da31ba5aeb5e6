"""The stand-in over real HTTP: tokens, faults on purpose, and answers in the Bot API's form."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from tests.bot_api.control import control_routes
from tests.bot_api.errors import ApiError, Dropped
from tests.bot_api.faults import Call
from tests.bot_api.methods import METHODS
from tests.bot_api.params import Params, read_params
from tests.bot_api.state import Asked, BotApi

UPLOAD_BYTES = 60_000_000
BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>"
PAGE = "<html><body>This page is blocked by the network of St. Example Hospital.</body></html>"
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
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield api
    finally:
        api.goes_down()
        if api.webhook:
            await api.webhook.close()
        for task in answering.unfinished:
            task.cancel()
        await runner.cleanup()


Deed = Callable[[], Awaitable[web.Response]]


class Answering:
    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.unfinished: set[asyncio.Task[web.Response]] = set()

    async def method(self, request: web.Request) -> web.Response:
        call = Call(request.match_info["method"], await read_params(request))

        async def deed() -> web.Response:
            name = call.method.lower()
            if name not in METHODS:
                raise ApiError(404, "Not Found: method not found")
            result = await METHODS[name](self.api, call.params)
            if name == "getupdates":
                self.api.updates.delivered.update(update["update_id"] for update in result)
            return web.json_response({"ok": True, "result": result})

        if call.method.lower() == "getupdates":
            return await self.answer(request, call, deed)  # ends where the bot hangs up
        task = asyncio.create_task(self.answer(request, call, deed))  # is done though the bot hangs up
        self.unfinished.add(task)
        task.add_done_callback(self.unfinished.discard)
        return await asyncio.shield(task)

    async def file(self, request: web.Request) -> web.Response:
        async def deed() -> web.Response:
            for file in self.api.files.values():
                if file.path == request.match_info["path"]:
                    return web.Response(body=file.content, content_type="application/octet-stream")
            raise ApiError(404, "Not Found")

        return await self.answer(request, Call("file", Params({})), deed)

    async def answer(self, request: web.Request, call: Call, deed: Deed) -> web.Response:
        """Does the deed and notes what was answered."""
        answer: int | str = "hung up"
        try:
            self.check(request)
            response = await self.perform(call, deed)
            answer = response.status
        except ApiError as error:
            answer, response = error.code, refusal(error)
        except Dropped:
            answer, response = "dropped", drop(request)
        finally:
            if request.transport is None and answer != "dropped":
                answer = "hung up"
            chat_id = call.params.text("chat_id")
            self.api.asked.append(Asked(call.method, int(chat_id) if chat_id.lstrip("-").isdigit() else None, answer))
            self.api.touch()
        return response

    def check(self, request: web.Request) -> None:
        """The token: malformed, Telegram finds nothing there; of the right form but nobody's, it is unauthorized."""
        if self.api.down:
            raise Dropped
        if not re.fullmatch(r"\d+:[\w-]{30,}", request.match_info["token"]):
            raise ApiError(404, "Not Found")
        if request.match_info["token"] != self.api.token:
            raise ApiError(401, "Unauthorized")

    async def perform(self, call: Call, deed: Deed) -> web.Response:
        """What the deed gives, unless it is to fail before or after it."""
        fault = self.api.faults.take(call)
        kind, seconds = (fault.kind, fault.seconds) if fault else (None, 0)
        if kind and kind.endswith(" page"):
            raise ApiError(int(kind.removesuffix(" page")), PAGE)
        if kind in REFUSALS:
            again = {"retry_after": round(seconds)} if kind == "429" else {}
            raise ApiError(int(kind), REFUSALS[kind].format(seconds=seconds), **again)
        if kind == "drop before":
            raise Dropped
        if kind == "delay":
            await asyncio.sleep(seconds)
        response = await deed()
        if kind == "late":
            await asyncio.sleep(seconds)
        if kind == "drop after" or self.api.down:
            raise Dropped
        return response


def refusal(error: ApiError) -> web.Response:
    if error.code == 502:  # a proxy in front of the Bot API says so, not the Bot API
        return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
    if error.description == PAGE:  # nor this
        return web.Response(status=error.code, text=PAGE, content_type="text/html")
    body = {"ok": False, "error_code": error.code, "description": error.description}
    more = {"parameters": error.parameters} if error.parameters else {}
    return web.json_response({**body, **more}, status=error.code)


def drop(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
