"""The methods by which the bot gets updates: polls, or a webhook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.bot_api.chats import Json
from tests.bot_api.errors import ApiError, bad_request
from tests.bot_api.params import Params
from tests.bot_api.updates import WEBHOOK_SET
from tests.bot_api.webhook import Webhook

if TYPE_CHECKING:
    from tests.bot_api.state import BotApi

LOCAL = re.compile(r"https://.|http://(127\.0\.0\.1|localhost)[:/]")  # of plain HTTP the own machine only


async def get_updates(api: BotApi, params: Params) -> list[Json]:
    if api.webhook:
        active = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        raise ApiError(409, f"Conflict: {active}")
    allow(api, params)
    limit = min(max(params.number("limit", 100), 1), 100)
    return await api.updates.poll(params.number("offset"), limit, params.number("timeout"))


async def set_webhook(api: BotApi, params: Params) -> bool:
    url, secret = params.text("url"), params.text("secret_token")
    if url and not LOCAL.match(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    same = api.webhook and (api.webhook.url, api.webhook.secret) == (url, secret)
    if same and not params.flag("drop_pending_updates"):
        allow(api, params)  # what is being posted goes on
        return True
    await delete_webhook(api, params)
    if url:
        allow(api, params)
        api.updates.end_poll(ApiError(409, WEBHOOK_SET))
        api.webhook = Webhook(api, url, secret, min(max(params.number("max_connections", 40), 1), 100))
    return True


async def delete_webhook(api: BotApi, params: Params) -> bool:
    webhook, api.webhook = api.webhook, None
    if webhook:
        await webhook.close()
    if params.flag("drop_pending_updates"):
        api.updates.waiting.clear()
    return True


async def get_webhook_info(api: BotApi, params: Params) -> Json:
    pending = {"has_custom_certificate": False, "pending_update_count": len(api.updates.waiting)}
    allowed = {"allowed_updates": api.updates.allowed} if api.updates.allowed else {}
    if not (webhook := api.webhook):
        return {"url": "", **pending, **allowed}
    error = {"last_error_date": webhook.error[0], "last_error_message": webhook.error[1]} if webhook.error else {}
    return {"url": webhook.url, "max_connections": webhook.max_connections, **pending, **allowed, **error}


def allow(api: BotApi, params: Params) -> None:
    """The kinds of updates from now on; not named, they stay as they were."""
    kinds = params.structure("allowed_updates")
    if kinds is not None:
        api.updates.allowed = list(kinds)
