"""A review day of twelve at Fernhill on Friday 27 November 2026, and three referrals of Nia that stand in different places."""

from collections.abc import Iterator
from datetime import date

from portal import clock
from portal.cycles.assess import actions as assessing
from portal.cycles.models import Cycle
from portal.cycles.plan.review_dates import reckoned, refusal
from portal.cycles.review import arrange_actions as arranging
from portal.cycles.review import day_actions, referral_actions
from portal.cycles.review.arrange_queries import attendees
from portal.cycles.review.models import Referral
from portal.cycles.review.referral_actions import Step
from portal.demo.casting import Company
from portal.demo.playing import on
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import rules
from portal.pupils.models import Pupil

FERNHILL, HARBOUR = "Fernhill Primary School", "Harbour Lane Academy"
DAY = date(2026, 11, 27)

# What was said beforehand, one after the other: the first children have all views, the last have none yet.
_SAID = (
    ("child", {"better": "Good\nI like the card.", "hard": "Too loud"}, 7),
    (
        "family",
        {
            "better": "Mornings are calmer.",
            "hard": "Homework is still a fight.",
            "wish": "Please go on with the morning reading.",
        },
        5,
    ),
    (
        "teacher",
        {
            "better": "Starts alone four days out of five.",
            "hard": "Writing more than two lines.",
            "wish": "Keep the group small.",
        },
        9,
    ),
)


def play(company: Company) -> Iterator[str]:
    """The day is made a week before; answers come in; Nia waits for two services, and one has answered."""
    count = _day(company)
    _nia(company)
    yield f"A review day of {count} at Fernhill, three referrals of Nia"


def _day(company: Company) -> int:
    senco, house = company.senco(FERNHILL).act(), company.houses[FERNHILL]
    on(date(2026, 11, 18), 10)
    calendar, rule = calendar_of(house.id, "primary"), rules()
    rows = (
        Cycle.select(Cycle, Pupil)
        .join(Pupil)
        .where((Cycle.setting == house.id) & (Cycle.stage == "do") & Cycle.closed_on.is_null())
        .where(Cycle.review_on >= clock.today())
        .order_by(Cycle.review_on, Cycle.id)
    )
    window, today = (rule.review_weeks_from, rule.review_weeks_to), clock.today()
    chosen = [
        row
        for row in rows
        if not refusal(reckoned(row.started_on, today, calendar, window, rule.reviews_a_year), DAY, today)
    ][: day_actions.MOST]
    plan = day_actions.DayPlan(DAY, "09:00", 20, "the SENCO’s room")
    day_actions.hold_day(senco, chosen, plan, {}, calendar, rule)
    on(date(2026, 11, 20), 15)
    for number, row in enumerate(chosen):
        for whose, answers, many in _SAID:
            if number < many:
                name = _named(row, whose)
                assessing.give_view(senco, row, "review", assessing.View(whose, name, "").answered(answers))
        for guest in attendees(row):
            if guest.person_id and (number + guest.id) % 3 == 0:
                player = next((one for one in company.players.values() if one.person == guest.person_id), None)
                if player is not None:
                    arranging.answer(
                        player.act()._replace(setting=row.setting_id), row, guest, "coming" if number % 4 else "views"
                    )
    return len(chosen)


def _named(row: Cycle, whose: str) -> str:
    """By whom something was said: the child, the first of the family, the teacher who answers for the plan."""
    if whose == "child":
        return str(row.pupil.forename)
    asked = attendees(row)
    if whose == "family":
        found = [guest.name for guest in asked if guest.role in ("family", "mother", "father")]
    else:
        found = [guest.name for guest in asked if guest.person_id == row.responsible_teacher_id]
    return found[0] if found else whose


def _nia(company: Company) -> None:
    """Speech therapy has her on its list, the specialist teachers have advised, and CAMHS is only considered."""
    ruth = company.senco(HARBOUR).act()
    pupil = Pupil.get((Pupil.forename == "Nia") & (Pupil.surname == "Oyelaran"))
    on(date(2026, 9, 24), 15)
    why = "Five rooms and eleven teachers a week: what does she understand when it is loud, and what helps her to ask?"
    speech, teachers = referral_actions.consider(
        ruth, _cycle(pupil.id), ["Speech and language therapy", "Specialist teachers"], why
    )
    agreed = {"who": "Folake Oyelaran, mother", "how": "in person"}
    for number, month, row, step in (
        (28, 9, speech, Step("consent", date(2026, 9, 28), **agreed)),
        (28, 9, teachers, Step("consent", date(2026, 9, 28), **agreed)),
        (29, 9, speech, Step("sent", date(2026, 9, 29))),
        (29, 9, teachers, Step("sent", date(2026, 9, 29))),
        (6, 10, teachers, Step("accepted", date(2026, 10, 6), words="Comes on Wednesdays.")),
        (13, 10, speech, Step("accepted", date(2026, 10, 13), words="Reference from the clinic on file.")),
        (14, 10, speech, Step("waiting", date(2026, 10, 14), words="About 14 weeks, so in January.")),
        (4, 11, teachers, Step("seen", date(2026, 11, 4))),
        (18, 11, teachers, Step("advice", date(2026, 11, 18), who="Specialist teacher for autism",
                                words="One adult says the task, then shows the card. A seat near the door in every room.")),
    ):  # fmt: skip
        on(date(2026, month, number), 16)
        referral_actions.take(ruth, Referral.get_by_id(row.id), step)
    on(date(2026, 11, 20), 14)
    referral_actions.consider(
        ruth, _cycle(pupil.id), ["Mental health support team"], "She says that break time makes her stomach hurt."
    )


def _cycle(pupil: int) -> Cycle:
    found: Cycle = Cycle.get((Cycle.pupil == pupil) & Cycle.closed_on.is_null())
    return found
