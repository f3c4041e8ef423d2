"""A window on the site, and a record of what went wrong in it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Download, Page, Request, Response

WIDE, NARROW = 1440, 390

#: How long to wait for what a page has to show, in milliseconds: only what never comes takes that long.
PATIENCE = 60_000

#: The language's name in its cookie, the browser's own language, and what a page must declare.
LANGUAGES = {"zh": ("zh-hans", "zh-CN", "zh-Hans"), "en": ("en", "en-US", "en")}


class Visitor:
    """One window with cookies of its own; ``page`` is what it shows.

    ``language`` is zh or en, ``theme`` what the visitor's system prefers, ``state`` the cookies to begin with.
    """

    def __init__(
        self,
        browser: Browser,
        url: str,
        *,
        language: str = "",
        theme: str = "light",
        width: int = WIDE,
        javascript: bool = True,
        state: dict | None = None,
    ) -> None:
        self.url = url
        self.faults: list[str] = []
        self.expected: set[str] = set()
        self.context = browser.new_context(
            base_url=url,
            color_scheme=theme,
            java_script_enabled=javascript,
            locale="zh-CN",
            storage_state=state,
            viewport={"width": width, "height": 900},
        )
        if language:
            self.context.add_cookies([{"name": "django_language", "value": LANGUAGES[language][0], "url": url}])
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self._fault("script", error.error))
        self.context.on("request", self._asked)
        self.context.on("requestfailed", self._failed)
        self.context.on("response", self._answered)
        self.page: Page = self.context.new_page()

    def open(self, path: str, status: int = 200) -> Page:
        """Go to ``path`` and return the page; an answer other than ``status`` is a fault."""
        if status >= 400:
            self.expected.add(self.url + path)
        response = self.page.goto(path)
        if response is None or response.status != status:
            self._fault(path, f"answered {response and response.status}, not {status}")
        return self.page

    def leave(self) -> list[str]:
        """Close the window and return what went wrong in it."""
        self.context.close()
        return self.faults

    def _fault(self, where: object, what: object) -> None:
        self.faults.append(f"{where}: {what}")

    def _said(self, message: ConsoleMessage) -> None:
        # Chromium repeats each refused request here; the answers are looked at themselves.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._fault(self.page.url, message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self._fault(self.page.url, f"asked for {request.url}, which is elsewhere")

    def _failed(self, request: Request) -> None:
        # Aborted is what a visitor ends: by going on, or by taking a page as a file.
        if request.failure != "net::ERR_ABORTED":
            self._fault(request.url, request.failure)

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.url not in self.expected:
            self._fault(response.url, f"answered {response.status}")


def log_in(page: Page, password: str) -> None:
    """Log the curator in, by the form."""
    page.goto("/admin/")
    page.fill("#id_username", "curator")
    page.fill("#id_password", password)
    page.click("input[type=submit]")
    page.wait_for_url("**/admin/")
    page.wait_for_selector("#user-tools")


def take(page: Page, name: str) -> tuple[Path, str]:
    """Click the link called ``name`` and return the file that comes, and the name it is to have."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).click()
    download: Download = waiting.value
    return download.path(), download.suggested_filename


def number(text: Any) -> int:
    """Return the first number in ``text``."""
    return int("".join(character if character.isdigit() else " " for character in str(text)).split()[0])
