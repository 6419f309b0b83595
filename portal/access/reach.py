"""Which children each reach sees, as SQL about a child's id. Read with policy.py, which says which rows and words.

`{setting}`, `{person}` and `{today}` are filled from the open sight.
"""

# A confirmed place at this setting, or one on its way whose read window has opened.
_PLACED = """EXISTS (SELECT 1 FROM placement /*rule*/ p WHERE p.pupil_id = {pupil}
 AND p.setting_id = {setting} AND p.state IN ('current', 'coming') AND p.sees_from <= {today}
 AND (p.ended_on IS NULL OR p.ended_on >= {today}){narrowed})"""

# Taught, keyed, covered, or given a provision by this person: a plan reaches who gives it before it begins.
_NARROWED = """ AND (p.key_person_id = {person}
 OR EXISTS (SELECT 1 FROM assignment a WHERE a.person_id = {person} AND a.setting_id = {setting}
 AND a.starts_on <= {today} AND (a.ends_on IS NULL OR a.ends_on >= {today})
 AND (a.room_id = p.room_id OR a.pupil_id = p.pupil_id))
 OR EXISTS (SELECT 1 FROM provision /*rule*/ v WHERE v.pupil_id = p.pupil_id
 AND v.deliverer_id = {person} AND v.status IN ('planned', 'running')))"""

_KEPT = """EXISTS (SELECT 1 FROM guardianship /*rule*/ g WHERE g.pupil_id = {pupil}
 AND g.person_id = {person} AND g.may_see AND g.starts_on <= {today}
 AND (g.ends_on IS NULL OR g.ends_on >= {today}))"""

_ASKED = """EXISTS (SELECT 1 FROM involvement /*rule*/ i WHERE i.pupil_id = {pupil}
 AND i.person_id = {person} AND i.starts_on <= {today} AND i.until >= {today})"""

_NAMED = """EXISTS (SELECT 1 FROM named_access /*rule*/ n WHERE n.pupil_id = {pupil}
 AND n.person_id = {person} AND n.starts_on <= {today} AND (n.until IS NULL OR n.until >= {today}))"""

_CHILDREN = {
    "setting": _PLACED.replace("{narrowed}", ""),
    "class": _PLACED.replace("{narrowed}", _NARROWED),
    "family": _KEPT,
    "professional": _ASKED,
    "authority": _NAMED,
    "nobody": "1 = 0",
}


def children(reach: str, column: str) -> str:
    """The rule that the child whose id stands in `column` is in sight."""
    return _CHILDREN[reach].replace("{pupil}", column)
