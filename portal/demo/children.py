"""The 300 invented children: who they are, and a cycle for each from the stock of recipes.

Everything follows from a child's number, so that the demo is the same each time.
"""

from datetime import date, timedelta
from typing import NamedTuple

from portal.config import DEMO_DAY
from portal.demo.crowd_measures import result, sittings
from portal.demo.people import FORENAMES, SURNAMES
from portal.demo.places import Place
from portal.demo.recipes import RECIPES, Recipe
from portal.demo.story import Aim, Learnt, Log, Strand, Turn

TODAY = DEMO_DAY
# 31 August 2026: what year group a child is in follows from the age on this day.
_AGE_DAY = date(2026, 8, 31)
_AGES = {"": 1, "N1": 2, "N2": 3, "R": 4, **{str(year): year + 4 for year in range(1, 15)}}

# What the SENCO does beside the teacher, and when teacher and assistant talk.
_SUPPORT = (
    "Looks at the session notes every second Friday.",
    "Watches one session in the third week.",
    "Meets the family with the teacher at half-term.",
    "Plans the first session together with whoever runs it.",
)
_BRIEFINGS = (
    "{teacher} and {aide}, Mondays 8:30",
    "{teacher} and {aide}, ten minutes after school on Thursdays",
    "A note in the plan folder after each session; {teacher} reads it on Fridays",
)
# Where the open cycle of every tenth child stands: most are in Do, as in life.
_STAGES = ("do", "do", "assess", "do", "due", "plan", "do", "overdue", "do", "learn")

# First names of parents and carers. Nineteen: a prime, so that no step through the children meets one name only.
GIVEN = (
    "Ola", "Kim", "Robin", "Dana", "Marek", "Farah", "Joanne", "Tunde", "Claire", "Imran", "Beth", "Grigor", "Adaeze",
    "Sian", "Paul", "Leila", "Hugh", "Meena", "Carla",
)  # fmt: skip


class Sketch(NamedTuple):
    """A child before they are entered. `code` K or E; `turns` earlier and present cycles."""

    forename: str
    surname: str
    born_on: date
    sex: str
    room: str
    year: str
    code: str
    needs: tuple[str, ...]
    since: date
    informed: bool
    turns: tuple[Turn, ...]


def sketch(number: int, place: Place, nth: int, teacher: str, aide: str) -> Sketch:
    """The `number`th child of the authority, the `nth` of its setting."""
    room, year = place.rooms[nth % len(place.rooms)]
    age = _AGES[year] if year else (5 if place.phase == "childminder" else 1)
    born_on = date(_AGE_DAY.year - age - 1, 9, 1) + timedelta(days=(number * 37) % 360)
    forename = FORENAMES[number % len(FORENAMES)]
    surname = SURNAMES[(number * 7 + number // len(FORENAMES)) % len(SURNAMES)]
    fitting = [recipe for recipe in RECIPES if recipe.from_age <= age < recipe.to_age] or list(RECIPES[:1])
    recipe = fitting[number % len(fitting)]
    second = fitting[(number + 1) % len(fitting)]
    needs = (recipe.need,) if number % 3 or second.need == recipe.need else (recipe.need, second.need)
    special = place.phase in ("special", "ap")
    since = max(date(2026, 9, 3) - timedelta(days=(number * 53) % 700), born_on + timedelta(days=420))
    return Sketch(
        forename=forename, surname=surname, born_on=born_on, sex="FM"[number % 2], room=room, year=year,
        code="E" if special or number % 8 == 3 else "K", needs=needs, since=since, informed=number % 41 != 7,
        turns=_turns(number, recipe, forename, teacher, aide),
    )  # fmt: skip


def _turns(number: int, recipe: Recipe, forename: str, teacher: str, aide: str) -> tuple[Turn, ...]:
    """One cycle under way, after an earlier one for every fourth child; every fifteenth has none yet."""
    if number % 15 == 14:
        return ()
    stage = _STAGES[number % 10]
    shift = timedelta(days=(number * 3) % 12)
    now = _turn(recipe, forename, teacher, aide, number, date(2026, 9, 10) + shift)
    review = {"due": TODAY + timedelta(days=1 + number % 9), "overdue": TODAY - timedelta(days=3 + number % 11)}
    later = _school_day(TODAY + timedelta(days=15 + number % 10))
    now = now._replace(review_on=_school_day(review.get(stage, later)))
    if stage == "assess":
        now = now._replace(planned=date(2027, 1, 11))
    if stage == "plan":
        # Every other one of these is still being written, for a meeting at the end of the week.
        now = now._replace(planned=date(2026, 11, 12), began=date(2027, 1, 4), agreed=number % 20 == 5)
    if stage == "learn":
        now = now._replace(review_on=date(2026, 11, 18), reviewed=date(2026, 11, 18))
    if number % 4:
        return (now,)
    before = _turn(recipe, forename, teacher, aide, number + 1, date(2026, 4, 14))
    before = before._replace(review_on=date(2026, 6, 23), reviewed=date(2026, 6, 23), closed=date(2026, 6, 30))
    now = now._replace(
        strands=(), changed="Refined after the summer.", why="The review in June, and how September went."
    )
    return (before, now)


def _turn(recipe: Recipe, forename: str, teacher: str, aide: str, number: int, opened: date) -> Turn:
    low, high = recipe.numbers
    reached = low + (high - low) * (2 + number % 3) // 4
    name, does_what, where, how, unit = recipe.target
    words = {"n": forename, "b": str(2 + number % 5)}
    extra = Strand(
        recipe.extra[0], recipe.extra[1], "intervention", aide, recipe.extra[2], recipe.extra[3], 10, recipe.extra[4],
        "", "small room", recipe.known_as,
    )  # fmt: skip
    aim = Aim(
        name, does_what, f"{high} {unit}", where, how, "each week", teacher, f"{low} {unit}",
        rating="achieved" if reached >= high else "mostly" if number % 3 else "partly",
        evidence=f"{reached} {unit} at the end; {low} at the start.", start=str(low), goal=str(high), unit=unit,
    )  # fmt: skip
    sessions = (
        Log(recipe.extra[0], 5, "", 2 + number % 3, f"{forename} joined in for most of it.", str(low)),
        Log(recipe.extra[0], 26, ("absent", "staff_absent", "cover", "trip_or_test")[number % 4]),
        Log(recipe.extra[0], 41, "", 3 + number % 3, recipe.helps, str(reached)),
    )
    logs = sessions if number % 2 else (sessions[0], sessions[2])
    seen = recipe.evidence.format(x=result(recipe, number, opened))
    return Turn(
        opened=opened, planned=_school_day(opened + timedelta(days=12)), began=_monday(opened + timedelta(days=19)),
        review_on=opened + timedelta(days=68), reviewed=None, closed=None, teacher=teacher,
        understanding=recipe.understanding.format(**words), barriers=recipe.barriers,
        changed="First statement.", why=seen, child_says=recipe.child.format(**words),
        family_says=recipe.family.format(**words), evidence=(("in_house", "targeted", seen, "", recipe.target[2]),),
        verb=recipe.outcome[0], outcome=recipe.outcome[1].format(**words), aims=(aim,),
        strands=(Strand(recipe.strategy[0], recipe.strategy[1], "strategy", "every adult"), extra), logs=logs,
        child_reviews="It is better than before.", family_reviews="We see it at home too.",
        teacher_reviews=recipe.helps, impact=f"From {low} to {reached} {unit}.",
        learnt=(Learnt("helps", recipe.helps, "All adults of the class do it."), Learnt("hinders", recipe.hinders)),
        ordinary=f"{recipe.strategy[0]} for the whole class.", area=recipe.area, aide=aide, understood_in=recipe.area,
        sittings=sittings(recipe, number, opened, teacher), support=_SUPPORT[number % len(_SUPPORT)],
        briefings=_BRIEFINGS[number % len(_BRIEFINGS)].format(teacher=teacher, aide=aide),
    )  # fmt: skip


def _school_day(day: date) -> date:
    """The same day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _monday(day: date) -> date:
    """The same day, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
