"""Education, health and care plans: each child's day of issue, and Orla's plan with its annual review on the way."""

from collections.abc import Iterator
from datetime import date, timedelta

from portal.cycles.models import Cycle
from portal.cycles.plan import link_actions
from portal.cycles.plan.models import Outcome, Provision
from portal.cycles.review import annual_actions as holding
from portal.demo.casting import Company
from portal.demo.entering import parent_of
from portal.demo.playing import Player, on
from portal.ehcp import actions, annual_actions, early_actions, queries
from portal.pupils.models import Pupil
from portal.register.models import Registration

FERNHILL = "Fernhill Primary School"
ENTERED = date(2026, 9, 14)
# Every so many a plan that nobody has entered yet, and one of which the review is late.
_NOT_ENTERED, _LATE = 19, 23

OUTCOMES = (
    "Orla tells an adult what she needs, in words or with a card, in every lesson",
    "Orla works in a group of four children for fifteen minutes",
    "Orla manages a change of plan and is back in her lesson within ten minutes",
)
HELP = (
    "A structured social group with a trained adult: 40 minutes once a week, up to four children",
    "A visual timetable with changes marked, used by every adult, all day",
    "Speech and language therapy: a therapist sees her each half-term and trains the adults who work with her",
    "An adult whom she knows at the start and the end of each day, 10 minutes each",
)


def play(company: Company) -> Iterator[str]:
    """Every plan has its day; Orla’s has its words, an annual review under way and a request that waits."""
    count = _days(company)
    _orla(company)
    yield f"{count} education, health and care plans; one with its annual review under way"


def _days(company: Company) -> int:
    """The setting's SENCO enters when each plan was issued; the rest is on paper still."""
    sencos = {house.id: company.senco(name) for name, house in company.houses.items()}
    rows = Registration.select(Registration.pupil, Registration.setting).where(
        (Registration.code == "E") & Registration.ends_on.is_null()
    )
    on(ENTERED, 15)
    count = 0
    for pupil, setting in rows.order_by(Registration.id).tuples():
        if pupil % _NOT_ENTERED == 0 or _is_orla(pupil):
            continue
        ago = 305 if pupil % _LATE == 0 else 5 + pupil * 37 % 270
        actions.enter(sencos[setting].act(), pupil, ENTERED - timedelta(days=ago), None, (), ())
        count += 1
    return count


def _is_orla(pupil: int) -> bool:
    return bool(Pupil.select().where((Pupil.id == pupil) & (Pupil.forename == "Orla")).exists())


def _orla(company: Company) -> None:
    """Entered in September, linked with her plan; the review of 11 December is the annual one; one question waits."""
    anjali = company.senco(FERNHILL)
    pupil = Pupil.get((Pupil.forename == "Orla") & (Pupil.surname == "Trevithick")).id
    parent_of(pupil, "Kerry Trevithick", "mother", date(2025, 9, 1))
    on(ENTERED, 16)
    actions.enter(anjali.act(), pupil, date(2024, 1, 17), date(2026, 1, 12), OUTCOMES, HELP)
    cycle = Cycle.get((Cycle.pupil == pupil) & Cycle.closed_on.is_null())
    _linked(anjali, cycle, pupil)
    on(date(2026, 11, 12), 14)
    review = holding.hold_annual(anjali.act(), Cycle.get_by_id(cycle.id))
    on(date(2026, 11, 19), 9)
    annual_actions.send_papers(anjali.act(), review, date(2026, 11, 19))
    on(date(2026, 11, 20), 16)
    group = Provision.get((Provision.pupil == pupil) & (Provision.name == "Lego-based therapy"))
    early_actions.ask(
        anjali.act(), pupil,
        "She now asks to stay with her class in the afternoon when the group meets. Her mother and we would like it to be"
        " in class, with two friends, which the plan does not allow.",
        group.id, group.name,
    )  # fmt: skip


def _linked(anjali: Player, cycle: Cycle, pupil: int) -> None:
    items = {item.number: item.id for item in queries.help_named(pupil)}
    aims = {item.number: item.id for item in queries.outcomes(pupil)}
    secures = {"Lego-based therapy": items[1], "Visual timetable with changes marked": items[2]}
    helps = {
        row.id: secures[row.name] for row in Provision.select().where(Provision.pupil == pupil) if row.name in secures
    }
    outcomes = {row.id: aims[2] for row in Outcome.select().where(Outcome.cycle == cycle)}
    link_actions.link(anjali.act(), cycle, outcomes, helps)
