"""Which pages are measured, as whom, and the floor beside each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bench import words
from bench.authority import FULL_ASSESS, FULL_DRAFT, FULL_PLAN, LONG, STAFF, Authority
from bench.floor import Floor


class PageUnderTest(NamedTuple):
    """A page. ``person`` says as whom, at work or as family; ``path`` is asked anew for each request, so that a page can vary.

    Without a floor there is nothing that it is compared with.
    """

    name: str
    person: int
    path: Callable[[], str]
    floor: Floor | None = None
    as_family: bool = False


ENTRY_ROW = (
    '<li id="entry-{{ row[0] }}"><svg class="ct-stage ct-stage--{{ row[4] }}" viewBox="0 0 28 28" aria-hidden="true"><path class="shape" '
    'd="M2 3H17L27 14L17 25H2Z"/><text x="11.5" y="19.4">{{ row[4] }}</text></svg><h3><a href="/entries/{{ row[0] }}">{{ row[1] }}</a></h3>'
    '<p class="ct-timeline__by"><time datetime="{{ row[3] }}">{{ row[3] }}</time> · {{ row[5] }}, {{ row[6] }} · {{ row[7] }} '
    '<span class="ct-tag ct-tag--quiet">{{ row[8] }}</span></p><p>{{ row[2] }}</p></li>'
)
ENTRIES = (
    "SELECT e.id, e.title, e.body, e.occurred_on, e.stage, p.name, e.author_role, s.name, e.audience FROM entry e "
    "JOIN person p ON p.id = e.author_id JOIN setting s ON s.id = e.setting_id "
    "WHERE e.pupil_id = ? ORDER BY e.occurred_on DESC, e.id DESC LIMIT ?"
)
CHILD_ROW = "<tr><td>{{ row[1] }} {{ row[2] }}</td><td>{{ row[3] }}</td><td>{{ row[4] }}</td><td>{{ row[5] }}</td></tr>"
ON_REGISTER = (
    "SELECT u.id, u.forename, u.surname, r.code, r.starts_on, c.review_on FROM registration r "
    "JOIN pupil u ON u.id = r.pupil_id JOIN cycle c ON c.pupil_id = u.id AND c.closed_on IS NULL "
    "WHERE r.setting_id = ? AND r.ends_on IS NULL {more} ORDER BY u.surname_fold, u.name_fold LIMIT ?"
)
COUNTS = (
    "SELECT s.id, s.name, s.phase, s.town, count(*), s.urn FROM setting s JOIN registration r ON r.setting_id = s.id "
    "AND r.ends_on IS NULL GROUP BY s.id, s.name, s.phase, s.town, s.urn ORDER BY s.name LIMIT ?"
)
HELP_ROW = (
    '<tr id="help-{{ row[0] }}"><th scope="row"><a href="/provisions/{{ row[0] }}">{{ row[1] }}</a></th><td>{{ row[2] }}</td><td>{{ row[3] }}</td>'
    "<td>{{ row[4] }} minutes, {{ row[5] }} times a week</td><td>{{ row[6] }} {{ row[7] }}</td><td>{{ row[8] }}</td></tr>"
)
HELP = (
    "SELECT v.id, v.name, v.detail, v.layer, v.minutes, v.times_a_week, t.does_what, t.how_well, p.name FROM provision v "
    "JOIN target t ON t.id = v.target_id JOIN person p ON p.id = v.deliverer_id WHERE v.cycle_id = ? ORDER BY v.id"
)
EVIDENCE_ROW = (
    '<li id="evidence-{{ row[0] }}"><h3>{{ row[1] }}</h3><p class="ct-by"><time datetime="{{ row[3] }}">{{ row[3] }}</time> · {{ row[4] }} · {{ row[5] }}'
    "</p><p>{{ row[2] }}</p></li>"
)
EVIDENCE = (
    "SELECT c.id, c.source, c.text, c.given_on, p.name, c.context FROM contribution c JOIN person p ON p.id = c.by_id "
    "WHERE c.cycle_id = ? ORDER BY c.source, c.given_on"
)
REGISTER_PAGE = 50
TAGGED_PDF = "one page of a cycle, tagged PDF"
SETTINGS_PAGE = 50


def pages(authority: Authority) -> list[PageUnderTest]:
    """The pages of the issue's list, in its order."""
    senco, officer = authority.staff_of(1), authority.officer
    prefix = words.surname(7)[:3].lower()
    searched = Floor(ON_REGISTER.format(more="AND u.surname_fold LIKE ?"), (1, f"{prefix}%", REGISTER_PAGE), CHILD_ROW)
    return [
        PageUnderTest(
            "child page, 50 entries", senco, lambda: "/children/1?show=50", Floor(ENTRIES, (1, 50), ENTRY_ROW)
        ),
        PageUnderTest(
            "child page, 200 entries", senco, lambda: "/children/2?show=200", Floor(ENTRIES, (2, 200), ENTRY_ROW)
        ),
        PageUnderTest(
            "register", senco, lambda: "/register", Floor(ON_REGISTER.format(more=""), (1, REGISTER_PAGE), CHILD_ROW)
        ),
        PageUnderTest("name search", senco, lambda: f"/register?q={prefix}", searched),
        *_of_a_cycle(authority),
        *_of_what_is_done(authority),
        *_papers(authority),
        PageUnderTest("authority's home", officer, lambda: "/authority", Floor(COUNTS, (SETTINGS_PAGE,), CHILD_ROW)),
    ]


def _of_a_cycle(authority: Authority) -> list[PageUnderTest]:
    """The fullest plan as staff and family read it and as it is written, and the fullest Assess page."""
    senco = authority.staff_of(1)
    plan, draft, assess = map(authority.open_cycle_of, (FULL_PLAN, FULL_DRAFT, FULL_ASSESS))
    parent = authority.parent_of(FULL_PLAN)
    return [
        PageUnderTest(
            "fullest plan (12 targets, 40 kinds of help)",
            senco,
            lambda: f"/cycles/{plan}/plan",
            Floor(HELP, (plan,), HELP_ROW),
        ),
        PageUnderTest(
            "fullest plan, being written", senco, lambda: f"/cycles/{draft}/plan", Floor(HELP, (draft,), HELP_ROW)
        ),
        PageUnderTest(
            "fullest plan, for the family",
            parent,
            lambda: f"/family/{FULL_PLAN}/plan",
            Floor(HELP, (plan,), HELP_ROW),
            as_family=True,
        ),
        PageUnderTest(
            "Assess, 30 pieces of evidence",
            senco,
            lambda: f"/cycles/{assess}/assess",
            Floor(EVIDENCE, (assess,), EVIDENCE_ROW),
        ),
    ]


def _of_what_is_done(authority: Authority) -> list[PageUnderTest]:
    """The day's groups, and the longest thread: twenty cycles and two hundred sessions."""
    senco, teacher, assistant = (authority.staff_of(1, STAFF.index(role)) for role in ("senco", "teacher", "ta"))
    cycle = authority.open_cycle_of(LONG)
    return [
        PageUnderTest("today's groups, teacher", teacher, lambda: "/sessions"),
        PageUnderTest("today's groups, assistant", assistant, lambda: "/sessions"),
        PageUnderTest("child page, 20 cycles, 200 sessions", senco, lambda: f"/children/{LONG}"),
        PageUnderTest("Do, 20 cycles, 200 sessions", senco, lambda: f"/cycles/{cycle}/do"),
        PageUnderTest("Review, 20 cycles, 200 sessions", senco, lambda: f"/cycles/{cycle}/review"),
        PageUnderTest("provision map of a setting of 250", senco, lambda: "/provision-map"),
    ]


def _papers(authority: Authority) -> list[PageUnderTest]:
    """One page of the longest thread, as a web page and as a PDF that screen readers read."""
    senco, cycle = authority.staff_of(1), authority.open_cycle_of(LONG)
    return [
        PageUnderTest("one page of a cycle", senco, lambda: f"/cycles/{cycle}/one-page"),
        PageUnderTest(TAGGED_PDF, senco, lambda: f"/cycles/{cycle}/one-page.pdf"),
    ]
