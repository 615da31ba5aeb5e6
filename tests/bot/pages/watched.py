"""A page in a browser whose errors and requests are written down."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, Request


class Watched:
    """Shows HTML files; `complaints` are errors and warnings, `requests` what was asked for beside the file."""

    def __init__(self, browser: Browser) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._context = browser.new_context(viewport={"width": 1200, "height": 900})
        self.page: Page = self._context.new_page()
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note)

    def shows(self, html: str, folder: Path, script: bool = True) -> Page:
        """The page after it has opened this HTML from a file; `script`: whether JavaScript is on."""
        file = folder / "page.html"
        file.write_text(html, encoding="utf-8")
        if not script:
            self._context.close()
            browser = self._context.browser
            assert browser is not None
            self._context = browser.new_context(java_script_enabled=False)
            self.page = self._context.new_page()
        self.page.goto(file.as_uri())
        return self.page

    def printed(self) -> Any:
        """The page as it is printed: a PDF document."""
        return pypdfium2.PdfDocument(self.page.pdf(prefer_css_page_size=True, print_background=True))

    def seen(self) -> Image.Image:
        """The page as it is on the screen, all of it."""
        return Image.open(io.BytesIO(self.page.screenshot(full_page=True)))

    def close(self) -> None:
        """Closes the page."""
        self._context.close()

    def _note(self, request: Request) -> None:
        if not request.is_navigation_request():
            self.requests.append(request.url)
