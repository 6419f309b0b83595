"""What the family did not agree to pass on at a move, as SQL that policy.py adds to the rule of a table."""

# What the family chose not to pass on stays with the setting that wrote it.
_REFUSED = """ AND NOT EXISTS (SELECT 1 FROM share_refusal /*rule*/ r WHERE r.pupil_id = t.pupil_id
 AND r.to_setting_id = {setting} AND r.lifted_on IS NULL AND r.category = {category}
 AND (r.from_setting_id = t.setting_id OR (t.setting_id IS NULL AND {day} < r.earlier_than)))"""
SHARED = _REFUSED.replace("{category}", "t.category").replace("{day}", "t.occurred_on")

# The same for views and evidence, whose category follows from whose words they are.
SHARED_VIEWS = _REFUSED.replace("{day}", "t.given_on").replace(
    "{category}",
    "CASE WHEN t.whose = 'family' THEN 'family_views' WHEN t.whose = 'child' THEN 'child_views'"
    " WHEN t.whose = 'professional' OR t.source = 'agency' THEN 'professional_advice'"
    " WHEN t.note_id IS NOT NULL THEN 'early_notes' ELSE 'record' END",
)

# Scores: what an outside professional measured passes, or stays, with the reports of specialists.
SHARED_SCORES = _REFUSED.replace("{day}", "t.taken_on").replace(
    "{category}", "CASE WHEN t.source = 'agency' THEN 'professional_advice' ELSE 'record' END"
)

# What somebody said in the pause to learn: as with views, the family's own and the child's pass when they agree.
SHARED_REFLECTIONS = _REFUSED.replace("{day}", "t.given_on").replace(
    "{category}",
    "CASE WHEN t.whose = 'family' THEN 'family_views' WHEN t.whose = 'child' THEN 'child_views'"
    " WHEN t.whose = 'professional' THEN 'professional_advice' ELSE 'record' END",
)

# Papers hold words of family and child, and what specialists said at a review: they pass when all of these do.
SHARED_PAPERS = "".join(
    _REFUSED.replace("{day}", "t.made_on").replace(
        "{category}", f"CASE WHEN t.kind IN ({without}) THEN 'record' ELSE '{category}' END"
    )
    for category, without in (
        ("family_views", "'plan'"),
        ("child_views", "'plan'"),
        ("professional_advice", "'plan', 'one_page', 'what_works'"),
    )
)

SHARED_WORDS = {
    "contribution": SHARED_VIEWS,
    "score": SHARED_SCORES,
    "reflection": SHARED_REFLECTIONS,
    "kept_paper": SHARED_PAPERS,
}

# First notes: those of a specialist pass, or stay, with the reports of specialists.
SHARED_EARLY = _REFUSED.replace("{day}", "t.seen_on").replace(
    "{category}", "CASE WHEN t.by_role = 'professional' THEN 'professional_advice' ELSE 'early_notes' END"
)
