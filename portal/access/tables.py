"""Which rule of policy.py a table falls under, where several share one. A scoped table that is nowhere cannot be read."""

# Tables that hold facts about a child and no words with an audience of their own.
FACTS = frozenset({
    "registration", "sen_period", "need", "cycle", "delivery", "training_need", "transition", "transition_receipt",
    "decision", "learning_use", "understanding_ground", "provision_target", "circulated_plan",
    "works_reading", "learning_ground", "ehc_plan",
})  # fmt: skip

# Tables whose words carry an audience column, kept in step with their entry's.
WORDED = frozenset({
    "understanding", "outcome", "target", "provision", "learning", "contribution", "circulation", "difference",
    "difference_account", "timetable_slot", "meeting_attendee", "score", "generalisation", "prompt_answer", "review_opinion",
    "service_referral", "reflection", "ehc_outcome", "ehc_provision", "early_review", "annual_review", "kept_paper",
})  # fmt: skip

# Whose row it is: a parent or a professional goes on reading what they wrote themselves,
# also where they did not share it with the other parent.
OWN = {
    "contribution": "by_id", "circulation": "person_id", "meeting_attendee": "person_id", "score": "by_id",
    "reflection": "by_id", "review_opinion": "person_id",
}  # fmt: skip

# Reports: never for assistants, who see plan, log and "What works for me".
REPORTS = frozenset({"service_referral", "annual_review", "early_review"})

# Facts that the office needs; never for assistants. Contacts are not for families either: one
# parent's address may be withheld from the other.
OFFICE = frozenset({"contact", "pupil_identifier", "share_item", "share_refusal", "school_history"})

# Tables about who may see: read by the people in charge of a child's record only.
KEYS = frozenset({"guardianship", "involvement", "named_access", "claim"})

# Words in tables without an audience of their own: they vanish with an entry that was held back from the reader.
TOLD = frozenset({"decision", "transition_receipt"})
