"""What happened in the days before the demo's Monday, and what therefore waits: changes to plans, urgent help, training, words that differ."""

from collections.abc import Iterator
from datetime import date

from portal.cycles import lead_actions as leading
from portal.cycles.circulation import receipt_actions as receipts
from portal.cycles.circulation.queries import my_copy, plan_readers
from portal.cycles.do import actions as doing
from portal.cycles.help import training_actions as training
from portal.cycles.help import urgent_actions as urgent
from portal.cycles.help import week_actions as weeks
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions as agreeing
from portal.cycles.plan.models import Provision
from portal.demo.casting import Company
from portal.demo.playing import on, running
from portal.library import actions as library
from portal.pupils.models import Pupil

FERNHILL, HARBOUR = "Fernhill Primary School", "Harbour Lane Academy"
# Pence for an hour.
_RATES = {"ta": 1450, "cover": 1350, "teacher": 3200, "senco": 3800, "professional": 5200}


def prices(company: Company) -> None:
    """What an hour costs in Westmere, and one setting's own strategy in the library."""
    adil, anjali = company.players["Adil Shah"].act(), company.senco(FERNHILL).act()
    on(date(2017, 9, 4), 9)
    library.set_rates(adil, dict(_RATES))
    words = "Gives each child a card with the three steps of the task, and ticks the first one together with the child."
    library.keep(
        anjali, None,
        library.Entered("Three-step card", "strategy", "universal", "CL", "task board", "Starting alone", words, resources="Cards from the office"),
    )  # fmt: skip


def play(company: Company) -> Iterator[str]:
    """Nia's plan changed on the way; at Fernhill one plan could not wait, one was given to the class teacher."""
    _nia(company)
    _urgent(company)
    _delegated(company)
    yield "Lately: a plan changed on the way, help that could not wait, a plan in a teacher's hands"


def _open_cycle(forename: str, surname: str) -> Cycle:
    pupil = Pupil.get((Pupil.forename == forename) & (Pupil.surname == surname))
    cycle: Cycle = Cycle.get((Cycle.pupil == pupil) & Cycle.closed_on.is_null())
    return cycle


def _nia(company: Company) -> None:
    """Her week; then her mentor's ten minutes became fifteen, which was sent to everyone; her mother has not answered yet."""
    ruth, cycle = company.senco(HARBOUR).act(), _open_cycle("Nia", "Oyelaran")
    on(date(2026, 10, 5), 15)
    for planned in (
        weeks.Planned(
            (1, 2, 3, 4, 5), "08:30", "Her own way in: side door", 10, "learning base door", "Leanne Brookes"
        ),
        weeks.Planned((2, 4), "13:10", "Quiet corner of the library", 20, "library"),
        weeks.Planned((5,), "14:50", "Next week’s changes, read with a picture", 10, "7P", "Daniel Pryce"),
    ):
        weeks.add_part(ruth, cycle, planned)
    on(date(2026, 11, 16), 15)
    mentor = running(cycle.pupil_id, "Mentor check-in")
    if mentor is not None:
        doing.change_provision(
            ruth,
            cycle,
            mentor,
            change="adapted",
            detail="Ten minutes at the start of the day; fifteen on Mondays, when the week is new.",
            reason="She asked for it: Mondays have five different rooms.",
        )
    cycle = Cycle.get_by_id(cycle.id)
    agreeing.send_changes(ruth, cycle, plan_readers(cycle, but=ruth.person))
    on(date(2026, 11, 17), 8)
    for name in ("Daniel Pryce", "Siobhan Keane", "Leanne Brookes", "Yusuf Demir"):
        reader = company.players[name]
        copy = my_copy(cycle.id, reader.person)
        if copy is not None:
            receipts.answer_own(reader.act(), cycle, copy, receipt="seen")


def _planned_at(company: Company, setting: str) -> list[Cycle]:
    return list(
        Cycle.select()
        .where((Cycle.setting == company.houses[setting].id) & (Cycle.stage == "plan") & Cycle.closed_on.is_null())
        .order_by(Cycle.id)
    )


def _urgent(company: Company) -> None:
    """One child's help began at once: the plan is agreed, and Do would begin in January only."""
    for cycle in _planned_at(company, FERNHILL):
        row = Provision.get_or_none(
            (Provision.pupil == cycle.pupil_id) & (Provision.status == "planned") & (Provision.kind == "intervention")
        )
        if row is not None and cycle.agreed_on:
            on(date(2026, 11, 18), 12)
            why = "Left the classroom four times this week. Waiting until January would cost the class its trust and the child the autumn."
            urgent.start_now(company.senco(FERNHILL).act(), cycle, row, why)
            return


def _delegated(company: Company) -> None:
    """One plan is led and agreed by the class teacher; its training is not done yet."""
    anjali = company.senco(FERNHILL).act()
    jess, kelechi = company.players["Jess Tulloch"], company.players["Kelechi Obi"]
    drafts = [
        cycle
        for cycle in _planned_at(company, FERNHILL)
        if not cycle.agreed_on and cycle.responsible_teacher_id == jess.person
    ]
    if not drafts:
        return
    on(date(2026, 11, 16), 15)
    leading.delegate(anjali, drafts[0], lead=jess.person, delegate=jess.person)
    asked = training.Training(
        "How to run the group: half a day with the specialist teacher", "Kelechi Obi", kelechi.person, date(2026, 12, 4)
    )
    training.need_training(anjali, Cycle.get_by_id(drafts[0].id), training=asked)
