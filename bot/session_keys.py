"""What keeps sessions unreadable at rest: AES-256-GCM for what is stored, HMAC-SHA256 for what rows are found by.

A key is 32 random bytes; from it three subkeys are derived (HKDF-SHA256): one encrypts, one hashes, one gives the id
that says with which key a row was written.
"""

from __future__ import annotations

import hmac
import json
import os
import re
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import KeyFileError

_NONCE = 12
_DIGITS = re.compile(r"[0-9a-fA-F]{64}")


class Key:
    """One key. `id` is 16 hexadecimal digits and tells nothing of the key."""

    def __init__(self, digits: str) -> None:
        """Takes 64 hexadecimal digits. Raises KeyFileError, which does not show them, where they are none."""
        if not _DIGITS.fullmatch(digits):
            raise KeyFileError("a key has to be 64 hexadecimal digits")
        master = bytes.fromhex(digits)
        self.digits = digits
        self.id = _derived(master, "id", 8).hex()
        self._hash = _derived(master, "hash", 32)
        self._cipher = AESGCM(_derived(master, "encryption", 32))

    @classmethod
    def new(cls) -> Key:
        """A key of fresh random bytes."""
        return cls(os.urandom(32).hex())

    def hash(self, text: str) -> bytes:
        """32 bytes that only this key makes of the text, always the same."""
        return hmac.digest(self._hash, text.encode(), "sha256")

    def seal(self, text: str, place: bytes) -> bytes:
        """The text encrypted, to be read only at this place (which table, column and row)."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text.encode(), place)

    def open(self, sealed: bytes, place: bytes) -> str:
        """What was sealed at this place. Raises InvalidTag where it was changed, moved, or sealed with another key."""
        if len(sealed) < _NONCE:
            raise InvalidTag
        return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place).decode()


class Keys:
    """The keys at hand: the one to use for what is new, then older ones that rows may still be written with."""

    def __init__(self, keys: Iterable[Key]) -> None:
        """Raises KeyFileError where there are none."""
        self._keys = {key.id: key for key in keys}
        if not self._keys:
            raise KeyFileError("there is no key in it")
        self.first = next(iter(self._keys.values()))

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys.values())

    def __len__(self) -> int:
        return len(self._keys)

    def of(self, key_id: str) -> Key:
        """The key of an id. Raises KeyFileError where it is not at hand."""
        if key_id not in self._keys:
            raise KeyFileError(
                f"the kept chats are encrypted with the key {key_id}, which is not at hand; there: "
                f"{', '.join(self._keys)}. Set TRIALFIT_KEY or TRIALFIT_KEY_FILE to the right one and start again"
            )
        return self._keys[key_id]


def name(door: str, person: str) -> str:
    """One text for a person at a door, which no other person at any door shares."""
    return json.dumps([door, person])


def _derived(master: bytes, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"trialfit sessions {purpose}".encode()).derive(master)
