"""What the door counts, in Prometheus' form: numbers only, nothing of any person."""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)


class Metrics:
    """The counts of one process since its start; where it has started more workers, `text` has those of all."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self.received = self._counter("updates_received", "Updates written down, each once")
        self.poisoned = self._counter("updates_poisoned", "Updates that could not be read and were parked")
        self.sent = self._counter("replies_sent", "Replies that Telegram took")
        self.retries = self._counter("replies_retried", "Replies tried once more after an error")
        self.dropped = self._counter("replies_dropped", "Replies that Telegram will never take")
        self.blocked = self._counter("chats_blocked", "Chats erased as the person blocked the bot")
        self.faults = self._counter("database_faults", "Errors of the database, after each of which it is tried again")
        self.in_work = Gauge(
            "trialfit_chats_in_work",
            "Chats whose replies are on their way",
            registry=self._registry,
            multiprocess_mode="livesum",
        )
        self.seconds = Histogram(
            "trialfit_reply_seconds", "Seconds from update to reply", registry=self._registry, buckets=_SECONDS
        )

    def text(self) -> bytes:
        """All of it in Prometheus' text form."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        of_all = CollectorRegistry()
        MultiProcessCollector(of_all)  # type: ignore[no-untyped-call]
        return generate_latest(of_all)

    def _counter(self, name: str, help_text: str) -> Counter:
        return Counter(f"trialfit_{name}", help_text, registry=self._registry)
