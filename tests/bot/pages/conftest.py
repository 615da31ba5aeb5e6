"""A real browser, where there is one: Chromium without a window, and what it did beside showing a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from watched import Watched


@pytest.fixture(scope="module")  # not for the session: while it runs, other tests can't run a loop of their own
def chromium() -> Iterator[Browser]:
    """A Chromium of the system; where there is none the tests are skipped, or fail if CHROMIUM=needed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        reason = "no Chromium on this system: what the pages do in a browser was not tested"
        pytest.fail(reason) if os.environ.get("CHROMIUM") == "needed" else pytest.skip(reason)
    with sync_playwright() as playwright:
        as_root = os.name == "posix" and os.geteuid() == 0  # for whom Chromium runs without its sandbox only
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if as_root else [])
        yield browser
        browser.close()


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    """A page of that browser: it must stay without errors and must ask for nothing."""
    page = Watched(chromium)
    yield page
    page.close()
    assert page.complaints == []
    assert page.requests == []
