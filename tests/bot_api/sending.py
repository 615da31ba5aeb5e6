"""The methods that send messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot_api.chats import Chat, Json
from tests.bot_api.errors import bad_request
from tests.bot_api.formatting import formatted, units
from tests.bot_api.keyboards import read_keyboard
from tests.bot_api.params import Params

if TYPE_CHECKING:
    from tests.bot_api.state import BotApi

TEXT, CAPTION, FILE_BYTES = 4096, 1024, 50_000_000
ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"),
    *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
}


async def send_message(api: BotApi, params: Params) -> Json:
    return send(api, params, worded(params))


async def send_venue(api: BotApi, params: Params) -> Json:
    location = {"latitude": params.degrees("latitude"), "longitude": params.degrees("longitude")}
    if abs(location["latitude"]) > 90 or abs(location["longitude"]) > 180:
        raise bad_request("invalid location specified")
    venue = {"location": location, "title": required(params, "title"), "address": required(params, "address")}
    return send(api, params, {"venue": venue, "location": location})


async def send_contact(api: BotApi, params: Params) -> Json:
    contact = {"phone_number": required(params, "phone_number"), "first_name": required(params, "first_name")}
    more = {name: params.text(name) for name in ("last_name", "vcard") if params.text(name)}
    return send(api, params, {"contact": {**contact, **more}})


async def send_document(api: BotApi, params: Params) -> Json:
    where = params.text("document")
    upload = params.files.get(where.removeprefix("attach://") or "document")
    if upload:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > FILE_BYTES:
            raise bad_request("file is too big")
        document = api.keep(*upload)
    elif where in api.files:
        document = api.document(where)
    else:
        raise bad_request("wrong file identifier/HTTP URL specified" if where else "there is no document in it")
    caption, entities = formatted(params.text("caption"), params.text("parse_mode"))
    if units(caption) > CAPTION:
        raise bad_request("message caption is too long")
    more = {"caption": caption, **({"caption_entities": entities} if entities else {})} if caption else {}
    return send(api, params, {"document": document, **more})


async def send_chat_action(api: BotApi, params: Params) -> bool:
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat_of(api, params).actions.append(params.text("action"))
    return True


def worded(params: Params) -> Json:
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = formatted(params.text("text"), params.text("parse_mode"))
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > TEXT:
        raise bad_request("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def required(params: Params, name: str) -> str:
    if not params.text(name).strip():
        raise bad_request(f"{name} is empty")
    return params.text(name)


def chat_of(api: BotApi, params: Params) -> Chat:
    if not params.text("chat_id"):
        raise bad_request("chat_id is empty")
    return api.chat(params.number("chat_id"))


def send(api: BotApi, params: Params, content: Json) -> Json:
    return api.add(chat_of(api, params), api.me, content, keyboard=read_keyboard(params)).json()
