"""What an evidence pack does not hold, said plainly: a gap is never a reason to wait with a request, or to refuse one. Pure."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _

from portal.documents.pack_items import ACTION, NEEDS, PROGRESS, SUPPORT, WELLBEING

_HEALTH = (
    "health", "speech", "occupational", "physio", "paediatric", "nurse", "doctor", "camhs", "audiolog", "hospital",
    "clinic", "hearing", "vision", "nhs", "therap", "medical",
)  # fmt: skip
_PSYCHOLOGY = ("psycholog",)
_SOCIAL_CARE = ("social care", "social work", "early help", "children's services", "virtual school")


class Holds(NamedTuple):
    """What is there. `advisers`: names and professions of everybody outside who gave advice, and of services that saw the child."""

    scores: bool = False
    national: bool = False
    lines: bool = False
    understanding: bool = False
    child: bool = False
    family: bool = False
    in_house: bool = False
    reviewed: int = 0
    logged: bool = False
    rated: bool = False
    advisers: tuple[str, ...] = ()


def gaps(holds: Holds) -> dict[int, list[str]]:
    """The sentences of each part."""
    return {
        PROGRESS: _said(
            (not holds.scores, _("No assessment results are held.")),
            (holds.scores and not holds.lines, _("No instrument was used twice, so no rate of progress can be shown.")),
            (not holds.national, _("Nothing is set beside national figures.")),
        ),
        NEEDS: _said(
            (not holds.understanding, _("No shared understanding of need is written yet.")),
            (not holds.in_house, _("No observations by staff are held.")),
            (not holds.child, _("The child’s own views are not held.")),
            (not holds.family, _("The family’s views are not held.")),
        ),
        ACTION: _said(
            (not holds.reviewed, _("No cycle of Assess, Plan, Do and Review has been reviewed yet.")),
            (holds.reviewed == 1, _("One cycle has been reviewed so far.")),
        ),
        SUPPORT: _said(
            (not holds.logged, _("No sessions are logged, so nobody can say how much support was given.")),
            (not holds.rated, _("No target was rated at a review yet.")),
        ),
        WELLBEING: _said(
            (not _any(holds.advisers, _HEALTH), _("No advice from health is held.")),
            (not _any(holds.advisers, _PSYCHOLOGY), _("No advice from an educational psychologist is held.")),
            (not _any(holds.advisers, _SOCIAL_CARE), _("No advice from social care is held.")),
        ),
    }


def _said(*rules: tuple[bool, str]) -> list[str]:
    return [sentence for missing, sentence in rules if missing]


def _any(advisers: tuple[str, ...], words: tuple[str, ...]) -> bool:
    told = " ".join(advisers).casefold()
    return any(word in told for word in words)
