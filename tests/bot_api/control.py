"""The scripting side over HTTP, for benchmarks whose bot or crowd runs in other processes: JSON in, JSON out.

POST /control/people             {"name": "Mary", "language": "en"}           -> {"id": 6900004711}
POST /control/people/ID/ACT      the arguments of Person.ACT, e.g. {"text": "hi"}; content of documents in base64
GET  /control/chats/ID           -> {"transcript": "…", "messages": [as the Bot API gives them]}
GET  /control/chats/ID/page      -> the chat as an HTML page
POST /control/faults             the arguments of BotApi.fail without `when`
POST /control/outage             {"down": true}
GET  /control/counts             -> what was asked, sent, delivered, repeated
"""

from __future__ import annotations

import base64
from collections import Counter
from typing import TYPE_CHECKING

from aiohttp import web

from tests.bot_api.page import page

if TYPE_CHECKING:
    from tests.bot_api.state import BotApi

ACTS = ("writes", "edits", "presses", "forwards", "blocks", "unblocks")


def control_routes(api: BotApi) -> list[web.RouteDef]:
    async def people(request: web.Request) -> web.Response:
        return web.json_response({"id": api.person(**await request.json()).id})

    async def act(request: web.Request) -> web.Response:
        name = request.match_info["act"]
        if name not in ACTS and not name.startswith("sends_"):
            raise web.HTTPNotFound
        arguments = await request.json() if request.can_read_body else {}
        if "content" in arguments:
            arguments["content"] = base64.b64decode(arguments["content"])
        return web.json_response({"id": getattr(api.people[int(request.match_info["id"])], name)(**arguments)})

    async def chat(request: web.Request) -> web.Response:
        found = api.chats[int(request.match_info["id"])]
        messages = [message.json() for message in found.messages.values()]
        return web.json_response({"transcript": found.transcript(), "messages": messages})

    async def chat_page(request: web.Request) -> web.Response:
        return web.Response(text=page(api.chats[int(request.match_info["id"])]), content_type="text/html")

    async def faults(request: web.Request) -> web.Response:
        api.fail(**await request.json())
        return web.json_response({})

    async def outage(request: web.Request) -> web.Response:
        if (await request.json())["down"]:
            api.goes_down()
        else:
            api.comes_back()
        return web.json_response({})

    async def counts(request: web.Request) -> web.Response:
        asked = Counter(f"{one.method} {one.answer}" for one in api.asked)
        delivered = {"updates": len(api.updates.delivered), "deliveries": api.updates.delivered.total()}
        repeated = api.repeated().total()
        return web.json_response({"asked": asked, "sent": len(api.sent), "repeated": repeated, **delivered})

    return [
        web.post("/control/people", people),
        web.post("/control/people/{id}/{act}", act),
        web.get("/control/chats/{id}", chat),
        web.get("/control/chats/{id}/page", chat_page),
        web.post("/control/faults", faults),
        web.post("/control/outage", outage),
        web.get("/control/counts", counts),
    ]
