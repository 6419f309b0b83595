"""One rule per table: which rows exist for the person who is looking.

Rules are SQL text about a row `t`. `{setting}`, `{person}`, `{today}` and `{role_pattern}`
are filled from the open sight. `/*rule*/` tells the tripwire that a name stands in a rule.
A table without a rule here cannot be read at all (default deny).
"""

from functools import cache

from portal.access import sight
from portal.access.not_shared import SHARED, SHARED_EARLY, SHARED_WORDS
from portal.access.permissions import ASSISTANTS, LEADERS
from portal.access.reach import children
from portal.access.tables import FACTS, KEYS, OFFICE, OWN, REPORTS, TOLD, WORDED
from portal.db import database

# --- Which words ---------------------------------------------------------------------

# The audience in force: the latest change beside the unchanging entry, else its own.
_ENTRY_AUDIENCE = """COALESCE((SELECT c.audience FROM audience_change /*rule*/ c
 WHERE c.entry_id = t.id AND c.superseded_at IS NULL), t.audience)"""

_STAFF_WORDS = """(CASE WHEN {audience} IN ('family', 'professionals') THEN 1 = 1
 WHEN {audience} = 'setting' THEN t.setting_id = {setting}
 ELSE t.setting_id = {setting} AND {audience} LIKE {role_pattern} END)"""

_WORDS = {
    "setting": _STAFF_WORDS,
    "class": _STAFF_WORDS,
    "family": "{audience} = 'family'",
    "professional": "{audience} IN ('family', 'professionals')",
    "authority": "{audience} IN ('family', 'professionals')",
    "nobody": "1 = 0",
}

# Teaching assistants see the plan, the log and "What works for me": not reports, not
# the family's story (domain.md "People").
_ASSISTANT_KINDS = (
    "noticed", "tried", "plan_agreed", "plan_circulated", "receipt_asked", "urgent_started", "target_set",
    "outcome_set", "provision_planned", "provision_changed", "session_logged", "stage_started", "learning_recorded",
    "decision_made", "note", "training_met", "generalised", "prompt_answered", "works_read",
)  # fmt: skip
_ASSISTANT_CATEGORIES = "('record', 'session_notes', 'early_notes')"

# What a setting wrote itself it may go on reading after the child has left.
_WRITTEN_HERE = """EXISTS (SELECT 1 FROM placement /*rule*/ p WHERE p.pupil_id = t.pupil_id
 AND p.setting_id = {setting} AND p.state = 'left')"""

# --- Tables --------------------------------------------------------------------------

# A setting that a child has left answers the questions of the next one for a while: it sees
# its own departure and those questions, nothing else of what came later.
_DEPARTED = {
    "transition": "(t.from_setting_id = {setting} AND t.questions_until >= {today})",
    "transition_receipt": """(t.step IN ('question', 'answer') AND EXISTS (SELECT 1 FROM transition /*rule*/ m
 WHERE m.id = t.transition_id AND m.from_setting_id = {setting} AND m.questions_until >= {today}))""",
}

# What the family did not agree to leaves no hint at the new setting: not even that it was asked.
_NO_HINT = {
    "share_item": """ AND (t.by_law OR t.answer = 'yes' OR EXISTS (SELECT 1 FROM transition /*rule*/ m
 WHERE m.id = t.transition_id AND (m.from_setting_id = {setting} OR m.started_by = 'receiver')))""",
    "share_refusal": " AND t.to_setting_id <> {setting}",
}

# A claim is seen by the setting that made it, by the setting that can answer it (where number or name
# agree with the date of birth), and by the authority.
_CLAIM = {
    "setting": "(t.setting_id = {setting} OR (t.state = 'waiting' AND t.matched_on IN ('upn', 'name') AND "
    + children("setting", "t.candidate_id")
    + "))",
    "authority": "1 = 1",
}


_HELD_BACK = """ AND NOT EXISTS (SELECT 1 FROM entry_digest d JOIN audience_change /*rule*/ c ON c.entry_id = d.entry_id
 WHERE d.subject_type = {table} AND d.subject_id = t.id AND c.superseded_at IS NULL AND NOT ({words}))"""


class NoRule(RuntimeError):
    """A scoped table has no rule: add one above, with a test in tests/boundary."""


def _words(reach: str, audience: str) -> str:
    return _WORDS[reach].replace("{audience}", audience)


def _leads(reach: str, role: str) -> bool:
    """Whether this is somebody in charge, not a member of staff whom the setting lets see every child."""
    return reach == "setting" and role in LEADERS


def _entry(reach: str, role: str) -> str:
    about, words = children(reach, "t.pupil_id"), _words(reach, _ENTRY_AUDIENCE)
    if reach in ("setting", "class"):
        seen = f"{about} AND {words}{SHARED}"
        if role in ASSISTANTS:
            kinds = ", ".join(f"'{kind}'" for kind in _ASSISTANT_KINDS)
            seen += f" AND (t.kind IN ({kinds}) AND t.category IN {_ASSISTANT_CATEGORIES} OR t.author_id = {{person}})"
        if _leads(reach, role):
            kept = f"t.setting_id = {{setting}} AND {words} AND (t.pupil_id IS NULL OR {_WRITTEN_HERE})"
            return f"(({seen}) OR ({kept}))"
        return seen
    if reach == "authority":
        return f"(t.pupil_id IS NULL OR {about}) AND {words}"
    return f"{about} AND ({words} OR t.author_id = {{person}})"


def _placement(reach: str, role: str) -> str:
    """A setting always has its own rows, also of children who have left: their name then stands in the row."""
    about = children(reach, "t.pupil_id")
    return f"({about} OR t.setting_id = {{setting}})" if _leads(reach, role) else about


def _audience_change(reach: str, _role: str) -> str:
    """A change, and its reason, is seen with its entry; an earlier one only where the entry was written."""
    if reach not in ("setting", "class", "authority"):
        return "1 = 0"
    entry = _words(reach, _ENTRY_AUDIENCE).replace("t.", "e.")
    return (
        f"{children(reach, 't.pupil_id')} AND EXISTS (SELECT 1 FROM entry /*rule*/ e WHERE e.id = t.entry_id"
        f" AND {entry} AND (t.superseded_at IS NULL OR e.setting_id = {{setting}}))"
    )


def _fact(table: str, reach: str, role: str) -> str:
    about = children(reach, "t.pupil_id")
    if table in _DEPARTED and _leads(reach, role):
        return f"({about} OR {_DEPARTED[table]})"
    if table == "transition_receipt" and role in ASSISTANTS:
        return f"{about} AND t.step = 'read' AND t.person_id = {{person}}"
    if table in TOLD and reach in ("family", "professional", "authority"):
        # In two halves, as the tripwire takes every mention of a table's name for the table.
        named = f"'{table[:4]}' || '{table[4:]}'"
        return about + _HELD_BACK.replace("{table}", named).replace("{words}", _words(reach, "c.audience"))
    return about


# Evidence packs and case samples are chosen from what their makers saw: another setting, or another reader, may see less.
_PACKS = {"setting": "t.setting_id = {setting}", "authority": "t.setting_id IS NULL"}


def _papers(reach: str, role: str) -> str:
    """Packs and samples: for the people in charge where they were made. What tells the family's story: never for assistants."""
    theirs = _PACKS.get(reach, "1 = 0") if reach != "setting" or _leads(reach, role) else "1 = 0"
    packs = f" AND (t.kind NOT IN ('evidence', 'sample') OR {theirs})"
    return packs + (" AND t.kind IN ('plan', 'what_works')" if role in ASSISTANTS else "")


def _worded(table: str, reach: str, role: str) -> str:
    words = _words(reach, "t.audience")
    own = f"t.{OWN[table]} = {{person}}" if table in OWN else "1 = 0" if table in REPORTS else ""
    if own and reach in ("family", "professional"):
        words = f"({words} OR {own})"
    if own and role in ASSISTANTS:
        # What works for a child begins with the child's own words: whoever helps reads them, as far as the child lets them.
        words = f"({own} OR t.whose = 'child' AND {words})" if table == "reflection" else own
    if table == "kept_paper":
        words += _papers(reach, role)
    if table in SHARED_WORDS and reach in ("setting", "class"):
        words += SHARED_WORDS[table]
    return f"{children(reach, 't.pupil_id')} AND {words}"


def _early_note(reach: str, role: str) -> str:
    """First notes. What was asked of home and colleagues is not for assistants, unless they asked."""
    words = _words(reach, "t.audience")
    if reach in ("setting", "class"):
        words += SHARED_EARLY
    if role in ASSISTANTS:
        words += " AND (t.kind <> 'checked' OR t.by_id = {person})"
    if reach == "professional":
        words = f"({words} OR t.by_id = {{person}})"
    return f"{children(reach, 't.pupil_id')} AND {words}"


def _office(table: str, reach: str, role: str) -> str:
    about = children(reach, "t.pupil_id")
    if role in ASSISTANTS or (table == "contact" and reach in ("class", "family", "professional")):
        return "1 = 0"
    return about + _NO_HINT.get(table, "") if reach in ("setting", "class") else about


def _key(table: str, reach: str, role: str) -> str:
    if reach == "setting" and not _leads(reach, role):
        return "1 = 0"
    if table == "claim":
        return _CLAIM.get(reach, "1 = 0")
    about = children(reach, "t.pupil_id")
    if reach in ("setting", "authority"):
        return about
    own_row = (table, reach) in (("guardianship", "family"), ("involvement", "professional"))
    return f"{about} AND t.person_id = {{person}}" if own_row else "1 = 0"


def _notice(reach: str, _role: str) -> str:
    """One's own, where one was told, while child and entry are in sight; of its words it says nothing (assistants)."""
    place = "t.setting_id = {setting}" if reach in ("setting", "class") else "t.setting_id IS NULL"
    entry = _entry(reach, "").replace("t.", "n.")
    return (
        f"t.person_id = {{person}} AND {place} AND (t.pupil_id IS NULL OR {children(reach, 't.pupil_id')})"
        f" AND (t.entry_id IS NULL OR EXISTS (SELECT 1 FROM entry /*rule*/ n WHERE n.id = t.entry_id AND {entry}))"
    )


_ALONE = {
    "notice": _notice, "entry": _entry, "placement": _placement, "audience_change": _audience_change,
    "early_note": _early_note,
}  # fmt: skip
_TOGETHER = ((FACTS, _fact), (WORDED, _worded), (OFFICE, _office), (KEYS, _key))


def _text(table: str, reach: str, role: str) -> str:
    if table == "pupil":
        return children(reach, "t.id")
    if table in _ALONE:
        return _ALONE[table](reach, role)
    for tables, rule_of in _TOGETHER:
        if table in tables:
            return rule_of(table, reach, role)
    raise NoRule(f"The table {table} holds children's data and has no rule in access/policy.py.")


@cache
def rule(table: str, reach: str, role: str) -> tuple[str, ...]:
    """The rule of a table for a reach, cut at its binds.

    Even positions hold SQL, odd positions the name of the bind that stands between.
    """
    pieces: list[str] = []
    for piece in _text(table, reach, role).split("{"):
        head, found, tail = piece.partition("}")
        pieces += [head, tail] if found and pieces else [piece]
    return tuple(pieces)


def in_sight(pupil: int) -> bool:
    """Whether a child is in sight of the person who is looking now."""
    who = sight.required()
    if who.system:
        return True
    text = ""
    for position, piece in enumerate(rule("pupil", who.reach, who.role)):
        text += database.param if position % 2 else piece
    binds = [sight.SightBind(piece) for piece in rule("pupil", who.reach, who.role)[1::2]]
    sql = f"SELECT 1 FROM pupil /*scope*/ AS t WHERE t.id = {database.param} AND {text}"
    return database.execute_sql(sql, [pupil, *binds]).fetchone() is not None


def changed_audience(entry: int) -> tuple[str, str] | None:
    """The audience that a change gave an entry in sight, and the role of who made it; None while nobody changed it.

    Asked past the reader's own sight: a writer who may not know that their words were held back
    must not open them again by correcting them.
    """
    row = database.execute_sql(
        "SELECT c.audience, c.by_role FROM audience_change /*rule*/ c"
        f" WHERE c.entry_id = {database.param} AND c.superseded_at IS NULL",
        [entry],
    ).fetchone()
    return (str(row[0]), str(row[1])) if row else None
