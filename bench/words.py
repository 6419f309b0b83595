"""Invented names and sentences of realistic length, the same ones in every run."""

from __future__ import annotations

from itertools import product

_STARTS = (
    "Al",
    "Be",
    "Ca",
    "Da",
    "El",
    "Fa",
    "Ha",
    "Is",
    "Jo",
    "Ka",
    "La",
    "Ma",
    "Na",
    "Os",
    "Pa",
    "Ra",
    "Sa",
    "Ta",
    "Vi",
    "Za",
)
_ENDS = (
    "ra",
    "lia",
    "min",
    "den",
    "rik",
    "sha",
    "nel",
    "vin",
    "bel",
    "tan",
    "mira",
    "dan",
    "rosa",
    "wyn",
    "fred",
    "leen",
    "mond",
    "zia",
)
_PLACES = (
    "Ash",
    "Birk",
    "Cald",
    "Dun",
    "Elm",
    "Fern",
    "Graf",
    "Hazel",
    "Ivel",
    "Kirk",
    "Lang",
    "Mor",
    "Nor",
    "Oak",
    "Pen",
    "Rush",
    "Stan",
    "Thorn",
)
_KINDS = (
    "bury",
    "combe",
    "dale",
    "field",
    "ford",
    "ham",
    "hurst",
    "ley",
    "mere",
    "ridge",
    "stead",
    "ton",
    "well",
    "wick",
    "wood",
    "worth",
)

FORENAMES = tuple(a + b for a, b in product(_STARTS, _ENDS))
SURNAMES = tuple(a + b for a, b in product(_PLACES, _KINDS))
AREAS = ("CI", "CL", "SEMH", "SP")
NEEDS = ("SLCN", "ASD", "SEMH", "MLD", "SPLD", "HI", "PD")

VIEWS = ("child", "family", "teacher")
STAGES = ("assess", "plan", "do", "do", "do", "do", "review", "learn")
KINDS = {
    "assess": "evidence_added",
    "plan": "target_set",
    "do": "session_logged",
    "review": "review_held",
    "learn": "learning_recorded",
}
TITLES = {
    "assess": "Observation in the story corner",
    "plan": "Target set: answers a who question with two words",
    "do": "Talk partners, 15 minutes, given as planned",
    "review": "Review with family: mostly achieved",
    "learn": "Learnt: pictures first, then the question",
}
BODIES = (
    "Waited for the second picture before she answered, then used two words without a model. Turned to her partner twice.",
    "Joined in after the warm-up song. Needed the choice board for the first turn only; by the end chose without it.",
    "Quiet at the start after a change of room. Came back to the table when the timer was shown and finished the last two cards.",
    "Answered four of six who questions, two of six where questions. Says more when the adult sits beside and not opposite.",
    "Family say the same pictures help at bedtime. They would like the cards in the same order at home and at school.",
)


def forename(number: int) -> str:
    """The forename of child ``number``; near neighbours differ."""
    return FORENAMES[number * 7 % len(FORENAMES)]


def surname(number: int) -> str:
    """The surname of child ``number``; with the forename it repeats after about 100,000 children."""
    return SURNAMES[(number // len(FORENAMES) * 11 + number * 13) % len(SURNAMES)]


def body(number: int) -> str:
    """A few sentences; near neighbours differ."""
    return BODIES[number % len(BODIES)]
