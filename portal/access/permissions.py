"""Which role may do which action. One table; a view that names no action is refused.

Scope (which children) is a second question, answered in `policy.py`.
"""

from collections.abc import Callable
from typing import Any

SENCO = ("senco", "childminder")
LEADERS = ("senco", "head", "dsl", "childminder")
TEACHERS = ("senco", "head", "dsl", "teacher", "childminder")
STAFF = ("senco", "head", "dsl", "teacher", "ta", "cover", "childminder")
# They see plan, log and "What works for me": not reports, not the family's story (domain.md "People").
ASSISTANTS = ("ta", "cover")
FAMILY = ("parent", "young_person")
AUTHORITY = ("la_admin", "la_officer", "area_senco")
EVERYBODY = (*STAFF, *FAMILY, *AUTHORITY, "professional")

# action: the roles that may do it. Keep the actions in the order of the slices.
MAY: dict[str, tuple[str, ...]] = {
    "home.see": EVERYBODY,
    "notices.read": EVERYBODY,
    # organisation
    "setting.see": (*STAFF, *AUTHORITY),
    "setting.manage": ("la_admin", "la_officer"),
    "rules.manage": ("la_admin",),
    "calendar.manage": ("la_admin", "senco", "head", "childminder"),
    # accounts
    "people.see": (*LEADERS, "la_admin"),
    "people.manage": ("senco", "head", "childminder", "la_admin"),
    # Who of a child's family, and which professionals, may see the record.
    "family.manage": ("senco", "head", "childminder", "la_admin"),
    # pupils and timeline
    "child.see": (*STAFF, *AUTHORITY, "professional"),
    "child.edit": SENCO,
    "former.see": LEADERS,
    "note.write": (*STAFF, "professional", "area_senco"),
    "entry.see": EVERYBODY,
    "entry.correct": (*STAFF, "professional", *FAMILY, "area_senco"),
    "entry.release": TEACHERS,
    "entry.audience": ("senco", "dsl", "childminder"),
    "entry.redact": ("la_admin",),
    # register
    "register.see": (*STAFF,),
    "register.write": SENCO,
    "register.export": LEADERS,
    "plan.end": ("la_admin", "la_officer"),
    "claim.answer": ("senco", "childminder", "la_admin", "la_officer", "area_senco"),
    "claim.answer_as_family": ("parent",),
    # assessments: the authority's list of instruments, and national figures. Scores go by cycle.reports.
    "instruments.manage": ("la_admin",),
    "figures.manage": ("la_admin",),
    "score.add": (*TEACHERS, "professional"),
    # library
    "library.see": (*STAFF, *AUTHORITY),
    "library.manage": (*SENCO, "la_admin"),
    "costs.see": ("senco", "head", "childminder"),
    # The provision map: a teacher finds the children they teach; money goes by costs.see.
    "map.see": TEACHERS,
    "map.export": LEADERS,
    # education, health and care plans: their words, asking for an early review, and what only the authority answers
    "ehcp.see": (*TEACHERS, *AUTHORITY, "professional"),
    "ehcp.write": (*SENCO, *AUTHORITY),
    "ehcp.ask": SENCO,
    "ehcp.decide": ("la_admin", "la_officer"),
    # cycles
    "cycle.see": (*STAFF, *AUTHORITY, "professional"),
    # Assessments, views and reviews: not for assistants, who see plan, log and what works.
    "cycle.reports": (*TEACHERS, *AUTHORITY, "professional"),
    "cycle.open": SENCO,
    "cycle.write": TEACHERS,
    # Of teachers only the one whom the SENCO lets, for that cycle: see cycles/custody.py.
    "cycle.agree": TEACHERS,
    # The setting's reviews in a row; arranging a day of them goes by cycle.lead.
    "review.days": LEADERS,
    # What only the SENCO does: who leads, and what views that differ may mean together.
    "cycle.lead": SENCO,
    # One's own copy of a plan: that one has read it, agrees, or would change something.
    "plan.receipt": (*STAFF, "professional"),
    "view.give": (*TEACHERS, "ta", "professional", "area_senco"),
    "session.log": STAFF,
    # noticing: the lists of early notes; ending them, and taking them into Assess
    "early.see": STAFF,
    "early.lead": TEACHERS,
    # transitions
    "move.see": (*LEADERS, "teacher"),
    "move.write": SENCO,
    # profile: "What works for me", and saying that one has read it; who has read it.
    "works.read": (*STAFF, "professional"),
    "works.lead": TEACHERS,
    # documents: evidence packs and case samples, for the people in charge of a child's record
    "pack.make": (*LEADERS, *AUTHORITY),
    # A paper that was handed out, as it was.
    "paper.see": EVERYBODY,
    # family
    "family.see": FAMILY,
    "family.write": FAMILY,
    "move.start_as_family": FAMILY,
    # oversight
    "authority.see": AUTHORITY,
    "authority.name_a_child": AUTHORITY,
    "authority.caseload": ("la_admin",),
    # exchange
    "import.run": (*SENCO, "la_admin"),
    "import.children": SENCO,
    "classes.manage": SENCO,
    "import.settings": ("la_admin",),
}

# For pages that need no role: sign-in, invitation, health, statements …
PUBLIC = "public"
# For pages that need a signed-in person who has not chosen a role yet.
SIGNED_IN = "signed_in"

View = Callable[..., Any]


def action(name: str) -> Callable[[View], View]:
    """Say which action a view is. Raises KeyError at import for an action not in the table."""
    if name not in (PUBLIC, SIGNED_IN):
        MAY[name]

    def mark(view: View) -> View:
        view.action = name  # type: ignore[attr-defined]
        return view

    return mark


def may(role: str, name: str) -> bool:
    """Whether a role may do an action. Raises KeyError for an action not in the table."""
    return role in MAY[name]
