"""How the contact of a study is dialled."""

from __future__ import annotations

import re

from trials.records import Record

_CALLING_CODES = {"United States": "+1"}  # of countries as the registry names them (ITU-T E.164)


def dialled(record: Record) -> str:
    """The telephone number of the contact as it is dialled from abroad, e.g. +16172318102; "" where none is named."""
    phone = (record.contact and record.contact.phone) or ""
    digits = re.sub(r"[^0-9]", "", phone)
    country = (record.site and record.site.country) or ""
    code = "+" if phone.startswith("+") else _CALLING_CODES.get(country, "")
    return f"{code}{digits}" if digits else ""
