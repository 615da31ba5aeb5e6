"""Telegram's Bot API for tests: real HTTP on loopback, strict where Telegram is strict, able to fail on purpose.

Start it, and point python-telegram-bot or the bot's settings at it:

    async with serve() as api:                        # a free port; ends with the block
        api.url, api.token                            # TRIALFIT_TELEGRAM_API, TRIALFIT_TELEGRAM_TOKEN
        builder.token(api.token).base_url(f"{api.url}/bot").base_file_url(f"{api.url}/file/bot")

What people do (each act is an update for the bot; see people.py):

    mary = api.person("Mary", language="en")          # may be written to once she wrote
    first = mary.writes("/start")                     # the id of the message
    mary.edits(first, "/help")
    mary.presses("Yes")                               # by label or data, on the newest message that has it
    mary.presses("Yes", message_id)                   # also a button that this message had before: a stale press
    mary.sends_document("labs.txt", b"ANC 900")       # _photo, _voice, _video, _sticker, _location, _contact, _poll
    mary.forwards("…"); mary.blocks(); mary.unblocks(); mary.writes("hi", group=api.group("Family", mary))
    mary.sends_malformed(); api.put({"any": "update, without its id"})

What comes back:

    await mary.answered(times=1)                      # messages written or changed since her last act, once so many
    await mary.reads("platelets")                     # the newest message of the bot with these words
    await api.until(lambda: …)                        # anything; fails with the transcripts
    mary.chat.transcript()                            # what she sees, as text; mary.chat.messages: as objects
    mary.chat.toasts, mary.chat.actions               # answers to presses, "typing"
    page.page(mary.chat)                              # the chat as an HTML page

Failing on purpose:

    api.fail("429", "sendMessage", seconds=2)         # retry_after 2; then as before
    api.fail("500", "sendMessage", times=3)           # also "502"; times=None: until the fault's `times` is set to 0
    api.fail("403 page")                              # also "400 page": HTML of something between us and Telegram
    api.fail("delay", seconds=30)                     # before the deed; it is done even if the bot hangs up
    api.fail("late", seconds=30)                      # the deed is done at once, the answer comes late
    api.fail("drop before"), api.fail("drop after")   # the connection is cut before, after the deed
    api.fail("500", when=lambda call: call.params.text("text") == "hi")
    api.fail("drop after", "getUpdates"), api.fail("drop after", "webhook")   # updates come twice; only if named
    api.fail("500", "file")                           # the download of a file
    api.goes_down(); api.comes_back()                 # every connection is cut
    api.forgets_presses()                             # every press so far is too old to be answered

What is counted:

    api.sent                                          # each message of the bot as it was sent, in order
    api.repeated()                                    # texts sent more than once to a chat
    api.asked                                         # each request: method, chat, answer (200, 429, "dropped" …)
    api.updates.delivered                             # how often each update was handed out
    api.updates.waiting                               # not confirmed yet
    api.setup                                         # commands and descriptions by ("commands", "es")

From other processes the same by /control (control.py), which `python -m tests.bot_api PORT` serves too.

It differs from Telegram where a test needs it shorter or simpler: conflicts are told at once, a webhook may be plain
HTTP on loopback and is tried again within half a second, a press can be answered once, Markdown is not known.
"""

from tests.bot_api.people import Person
from tests.bot_api.server import serve
from tests.bot_api.state import BotApi

__all__ = ["BotApi", "Person", "serve"]
