"""A client like a browser without JavaScript: follows forms by their names and lints every page."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts import sessions
from portal.accounts.gate import TOKEN
from tests.world import Who

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """What a reader meets on a page: headings, text, links, forms with their fields."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict[str, Any]] = []
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.h1 = ""
        self.title = ""
        self._open: list[str] = []
        self._text: list[str] = []
        self._link: tuple[str, int] | None = None
        self._select = ""
        self._area = ""
        self.problems: list[str] = []
        self.feed(body)

    @property
    def text(self) -> str:
        """All visible text, spaces folded."""
        return re.sub(r"\s+", " ", " ".join(self._text)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        if "id" in a:
            self.ids.append(a["id"])
        for name in a:
            if name.startswith("on") or name == "style":
                self.problems.append(f"inline {name} on <{tag}>")
        if tag == "script" and "src" not in a:
            self.problems.append("inline script")
        if tag == "a":
            self._link = (a.get("href", ""), len(self._text))
        if tag == "form":
            if not a.get("action") and a.get("method", "get").lower() == "post":
                self.problems.append("a form without an action")
            self.forms.append(
                {
                    "action": html.unescape(a.get("action", "")),
                    "method": a.get("method", "get").lower(),
                    "data": {},
                    "buttons": [],
                }
            )
        if tag == "img" and "alt" not in a:
            self.problems.append("an image without alt")
        self._field(tag, a)

    def _field(self, tag: str, a: dict[str, str]) -> None:
        if not self.forms or "form" not in self._open:
            return
        name = a.get("name", "")
        if tag == "input" and name:
            self._input(name, a)
        if tag == "select":
            self._select = name
        if tag == "option" and self._select:
            # A select sends its first option unless another one is chosen.
            if "selected" in a:
                self.forms[-1]["data"][self._select] = [a.get("value", "")]
            else:
                self.forms[-1]["data"].setdefault(self._select, [a.get("value", "")])
        if tag == "textarea":
            self._area = name
            self.forms[-1]["data"].setdefault(name, [""])
        if tag == "button" and name:
            self.forms[-1]["buttons"].append((name, a.get("value", "")))

    def _input(self, name: str, a: dict[str, str]) -> None:
        data = self.forms[-1]["data"]
        kind = a.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in a:
                data.setdefault(name, []).append(a.get("value", "on"))
        elif kind == "submit":
            self.forms[-1]["buttons"].append((name, a.get("value", "")))
        elif kind != "file":
            data.setdefault(name, []).append(a.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open and self._open.pop() != tag:
                pass
        if tag == "a" and self._link is not None:
            href, start = self._link
            self.links.append((re.sub(r"\s+", " ", " ".join(self._text[start:])).strip(), href))
            self._link = None
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        elif "script" not in self._open and "style" not in self._open:
            self._text.append(data)
            if "h1" in self._open:
                self.h1 += data
        if self._area and self.forms:
            self.forms[-1]["data"][self._area][0] += data.removeprefix("\n")

    def lint(self) -> list[str]:
        """What no page of ours may have."""
        problems = list(self.problems)
        doubled = {name for name in self.ids if self.ids.count(name) > 1}
        if doubled:
            problems.append(f"ids used twice: {sorted(doubled)}")
        if self.title:  # a whole page
            heading = re.sub(r"\s+", " ", self.h1).strip()
            if not heading:
                problems.append("no h1")
            if not re.sub(r"\s+", " ", self.title).strip():
                problems.append("no title")
        return problems


class Client:
    """`get`, `post`, `submit` and `follow`, each answering a response with `.page`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.raw: FlaskClient = app.test_client()
        self.response: TestResponse | None = None

    @property
    def page(self) -> Page:
        """The page fetched last."""
        assert self.response is not None, "fetch a page first"
        return Page(self.response.get_data(as_text=True))

    def sign_in(self, who: Who) -> "Client":
        """Sign somebody in as what they are, without the sign-in page (which has tests of its own)."""
        with self.raw.session_transaction() as cookie:
            cookie[TOKEN] = sessions.start(who.person, who.membership, as_family=who.role in ("parent", "young_person"))
        return self

    def sign_out(self) -> "Client":
        """Forget the session."""
        with self.raw.session_transaction() as cookie:
            cookie.clear()
        return self

    def get(self, path: str, status: int = 200, **more: Any) -> Page:
        """Fetch a page and lint it; `status` is what it must answer."""
        return self._answer(self.raw.get(path, **more), status)

    def post(self, path: str, data: dict[str, Any] | None = None, status: int = 303, **more: Any) -> Page:
        """Send a form as it is given, with a forgery token when the page before held one."""
        data = dict(data or {})
        token = self._token()
        if token:
            data.setdefault("csrf_token", token)
        return self._answer(self.raw.post(path, data=data, **more), status)

    def submit(self, action: str = "", status: int = 303, button: tuple[str, str] | None = None, **fields: Any) -> Page:
        """Fill and send the form of the last page whose action contains `action`.

        `fields` replace what stands in the form: keyword `__` becomes `-` (`day__month`).
        """
        before = self.response
        forms = [form for form in self.page.forms if action in form["action"] and form["method"] == "post"]
        assert forms, f"no form with action {action!r}: {[form['action'] for form in self.page.forms]}"
        form = forms[0]
        data = dict(form["data"])
        for name, value in fields.items():
            data[name.replace("__", "-")] = value
        if button:
            data[button[0]] = button[1]
        path = form["action"] or (before.request.path if before is not None else "")
        return self._answer(self.raw.post(path, data=data, content_type="multipart/form-data"), status)

    def follow(self, status: int = 200) -> Page:
        """Go where the last answer redirects."""
        assert self.response is not None
        assert self.response.status_code in (302, 303), self.response.status_code
        return self.get(self.response.headers["Location"], status)

    def click(self, text: str, status: int = 200) -> Page:
        """Follow the first link whose text contains `text`."""
        for words, href in self.page.links:
            if text in words:
                return self.get(href, status)
        raise AssertionError(f"no link {text!r} among {[words for words, _href in self.page.links]}")

    def _token(self) -> str:
        if self.response is None:
            return ""
        for form in self.page.forms:
            if "csrf_token" in form["data"]:
                return str(form["data"]["csrf_token"][0])
        return ""

    def _answer(self, response: TestResponse, status: int) -> Page:
        self.response = response
        shown = response.get_data(as_text=True)[:600] if response.status_code != status else ""
        assert response.status_code == status, f"{response.status_code} instead of {status}: {shown}"
        page = self.page if response.mimetype == "text/html" and response.status_code != 303 else Page("")
        problems = page.lint()
        assert not problems, f"{response.request.path}: {problems}"
        return page
