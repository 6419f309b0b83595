"""What frames every page: who you are, where you can go, where to turn."""

from collections.abc import Callable
from typing import NamedTuple

from flask import Flask, current_app, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access.me import signed_in
from portal.access.permissions import AUTHORITY, FAMILY, may


class Link(NamedTuple):
    """A link of the frame. current: "page" here, "true" in the section, "" elsewhere; new: how much waits behind it."""

    text: str
    href: str
    current: str = ""
    new: int = 0


class Shell(NamedTuple):
    """See templates/base.html."""

    lang: str
    dir: str
    authority: str
    home: str
    person: str
    role: str
    place: str
    change_role: str
    account: str
    sign_out: str
    sign_in: str
    nav: list[Link]
    foot: list[Link]
    safeguarding_phone: str


_ROLE_NAMES = {
    "senco": _l("SENCO"),
    "head": _l("head or manager"),
    "dsl": _l("safeguarding lead"),
    "teacher": _l("teacher"),
    "ta": _l("teaching assistant"),
    "cover": _l("cover"),
    "childminder": _l("childminder"),
    "la_admin": _l("administrator"),
    "la_officer": _l("SEND officer"),
    "area_senco": _l("area SENCO"),
    "professional": _l("professional"),
    "parent": _l("parent or carer"),
    "young_person": _l("young person"),
}


def role_name(role: str) -> str:
    """A role in the reader's words."""
    return str(_ROLE_NAMES.get(role, role))


# Navigation: endpoint, action that it needs, text; in order. Endpoints may not exist yet in
# a build without their slice: they are then left out.
_NAV = (
    ("home.today", "home.see", lambda: _("Today")),
    ("home.notices", "notices.read", lambda: _("New and due")),
    ("noticing.notice", "early.see", lambda: _("Notice")),
    ("register.children", "register.see", lambda: _("Register")),
    ("transitions.moves", "move.see", lambda: _("Moves")),
    ("cycles.sessions", "session.log", lambda: _("Log sessions")),
    ("library.library", "library.manage", lambda: _("Library")),
    ("exchange.imports", "import.run", lambda: _("Import")),
    ("people.people", "people.see", lambda: _("People")),
    ("organisation.settings", "setting.manage", lambda: _("Settings")),
    ("oversight.claims", "authority.see", lambda: _("Matching")),
    ("organisation.rules", "rules.manage", lambda: _("Rules")),
    ("assessments.instruments", "instruments.manage", lambda: _("Instruments")),
    ("organisation.calendar", "calendar.manage", lambda: _("Calendar")),
    ("family.access", "family.see", lambda: _("Who has looked")),
)


def _nav() -> list[Link]:
    who = signed_in()
    if who is None or not who.role:
        return []
    links = []
    for endpoint, needed, words in _NAV:
        href = _address(endpoint) if may(who.role, needed) else ""
        if href:
            if endpoint == "home.today":
                links.append(_first(who.role, href))
                continue
            # A page below an address is of its section: /settings/7 of /settings, and not of /rules.
            section = href != "/" and request.path.startswith(f"{href}/")
            current = "page" if request.endpoint == endpoint else "true" if section else ""
            links.append(Link(words(), href, current, _new(endpoint)))
    return links


# What waits behind a link, by its endpoint: a slice that knows puts its count here (the frame asks no database).
COUNTS: dict[str, Callable[[], int]] = {}


def _new(endpoint: str) -> int:
    count = COUNTS.get(endpoint)
    return count() if count else 0


def _first(role: str, href: str) -> Link:
    """The first page, by the name of what the role finds there (families and the authority are led on)."""
    words, there = _("Today"), {"home.today"}
    if role in FAMILY:
        words, there = _("The story"), {"home.today", "family.child"}
    if role in AUTHORITY:
        words, there = _("Continuity"), {"home.today", "oversight.authority"}
    return Link(words, href, "page" if request.endpoint in there else "")


def _foot() -> list[Link]:
    pages = (
        ("home.accessibility", _("Accessibility statement")),
        ("home.privacy", _("Privacy")),
        ("home.cookies", _("Cookies")),
        ("home.help_page", _("Help")),
    )
    return [Link(words, href) for endpoint, words in pages if (href := _address(endpoint))]


def _address(endpoint: str) -> str:
    """The address of a page without values, "" where its slice is absent; kept, since every page asks for a dozen."""
    known: dict[tuple[str, str], str] = current_app.extensions.setdefault("shell_addresses", {})
    key = (request.script_root, endpoint)
    if key not in known:
        known[key] = url_for(endpoint) if endpoint in current_app.view_functions else ""
    return known[key]


def shell() -> Shell:
    """The frame of this request."""
    who = signed_in()
    locale = get_locale()
    config = current_app.config
    return Shell(
        lang=str(locale).replace("_", "-") if locale else "en-GB",
        dir="rtl" if locale and locale.text_direction == "rtl" else "ltr",
        authority=config["AUTHORITY_NAME"],
        home="/",
        person=who.name if who else "",
        role=role_name(who.role) if who and who.role else "",
        place=who.setting_name if who else "",
        change_role=_address("accounts.role") if who and who.roles > 1 else "",
        account=_address("accounts.account") if who else "",
        sign_out=_address("accounts.sign_out"),
        sign_in="" if who else _address("accounts.sign_in"),
        nav=_nav(),
        foot=_foot(),
        safeguarding_phone=config["SAFEGUARDING_PHONE"],
    )


def init_app(app: Flask) -> None:
    """Give every template `shell`."""
    app.context_processor(lambda: {"shell": shell()})
