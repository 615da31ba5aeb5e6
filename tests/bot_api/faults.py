"""Failing on purpose: which request fails next, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from tests.bot_api.params import Params

Kind = Literal["429", "500", "502", "400 page", "403 page", "delay", "late", "drop before", "drop after"]


class Call(NamedTuple):
    """A request: its method, in the Bot API's spelling, and what came with it."""

    method: str
    params: Params


@dataclass
class Fault:
    """One way to fail, for so many requests (None: until it is taken away) of one method (None: of any)."""

    kind: Kind
    method: str | None = None
    times: int | None = 1
    seconds: float = 1
    when: Callable[[Call], bool] | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"no such way to fail: {self.kind!r}; there are {', '.join(get_args(Kind))}")

    def meets(self, call: Call) -> bool:
        # updates are fetched all the time: they fail only where they are named, or else they would use a fault up
        named = call.method == self.method if self.method else call.method not in {"getUpdates", "webhook"}
        return self.times != 0 and named and (self.when is None or self.when(call))


@dataclass
class Faults:
    planned: list[Fault] = field(default_factory=list)

    def take(self, call: Call) -> Fault | None:
        """The first fault that meets the call, counted down; None where it goes well."""
        for fault in self.planned:
            if fault.meets(call):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None
