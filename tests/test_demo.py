"""The demo authority: as large and as varied as promised, and told by real actions only."""

from collections.abc import Iterator

import pytest
from flask import Flask
from peewee import Database, fn

from portal import clock
from portal.access import sight
from portal.accounts.models import Membership, Person
from portal.assessments.models import Instrument, Score
from portal.cycles.assess.models import Difference, Understanding
from portal.cycles.learn.models import LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee, Circulation, PlanVersion, Provision, Slot, TrainingNeed
from portal.demo.load import run
from portal.notices.models import Notice
from portal.noticing.models import EarlyNote
from portal.organisation.models import Setting
from portal.pupils.models import Guardianship, Pupil
from portal.register.models import Registration
from portal.timeline.check import differences
from portal.transitions.models import Transition
from portal.transitions.states import State
from tests.conftest import migrate


@pytest.fixture
def westmere(empty: Database, application: Flask) -> Iterator[None]:
    """The demo, loaded into an empty database; in a system scope."""
    migrate(empty)
    with application.app_context(), sight.system("demo"):
        list(run())
        yield
    clock.pin(None)


def test_westmere_is_as_large_and_as_varied_as_promised(westmere: None) -> None:
    assert Setting.select().count() >= 12
    assert {row.phase for row in Setting.select()} >= {
        "childminder",
        "nursery",
        "primary",
        "secondary",
        "special",
        "post16",
    }
    assert Membership.select().where(Membership.setting.is_null(False)).count() >= 38
    assert Membership.select().count() >= 40
    assert Registration.select(fn.COUNT(fn.DISTINCT(Registration.pupil))).scalar() >= 300
    assert Guardianship.select(fn.COUNT(fn.DISTINCT(Guardianship.person))).scalar() >= 40
    assert Transition.select().count() >= 60
    assert {row.state for row in Transition.select()} == {str(state) for state in State}
    today = clock.today()
    waiting = Cycle.select().where(Cycle.closed_on.is_null() & Cycle.reviewed_on.is_null())
    assert waiting.where(Cycle.review_on < today).exists()
    assert waiting.where(Cycle.review_on > today).exists()
    nia = Pupil.get((Pupil.forename == "Nia") & (Pupil.surname == "Oyelaran"))
    numbers = [row.number for row in Cycle.select().where(Cycle.pupil == nia).order_by(Cycle.number)]
    assert numbers == list(range(1, 13))
    assert all(row.follows_id for row in Cycle.select().where((Cycle.pupil == nia) & (Cycle.number > 1)))
    assert list(differences()) == [], "the demo changed a row without an entry"
    _shows_assess_and_plan(nia)
    # In one test, for a load takes half a minute.
    _nobody_runs_two_groups_at_the_same_time()
    _a_second_load_changes_nothing()


def _shows_assess_and_plan(nia: Pupil) -> None:
    """Each thing of Assess and Plan can be met somewhere, not only made up by a visitor."""
    tomasz = Pupil.get(Pupil.surname == "Wieczorek")
    for pupil in (nia, tomasz):
        kinds = {row.kind for row in EarlyNote.select().where(EarlyNote.pupil == pupil)}
        assert kinds >= {"noticed", "checked", "tried", "used"}, pupil.forename
    assert EarlyNote.select().where(EarlyNote.kind == "ended").exists()
    readings = [
        row.results for row in Score.select().join(Instrument).where((Score.pupil == nia) & (Instrument.code == "ngrt"))
    ]
    assert len(readings) >= 4, "a constant standard score over years"
    areas = dict(
        Understanding.select(Understanding.area, fn.COUNT(Understanding.id))
        .where(Understanding.pupil == nia)
        .group_by(Understanding.area)
        .tuples()
    )
    assert set(areas) == {"", "CI", "CL", "SEMH", "SP"}
    assert min(areas.values()) >= 3
    assert {row.state for row in Difference.select()} == {"open", "resolved", "carried"}
    assert Difference.get(Difference.pupil == tomasz).state == "open"
    receipts = {row.receipt for row in Circulation.select()}
    assert receipts >= {"", "seen", "agreed", "with_comment", "paper", "unreachable", "silent"}
    assert PlanVersion.select().join(Cycle).where((Cycle.pupil == nia) & (PlanVersion.number == 2)).exists()
    assert Provision.select().where(Provision.urgent_reason != "").exists()
    assert Cycle.select().where(Cycle.delegate.is_null(False)).exists()
    assert Attendee.select().where(Attendee.came).exists()
    met = TrainingNeed.met_on.is_null(False)
    assert TrainingNeed.select().where(met).exists()
    assert TrainingNeed.select().where(~met & (TrainingNeed.delay_reason != "")).exists()
    assert TrainingNeed.select().where(~met & (TrainingNeed.delay_reason == "")).exists()
    assert Provision.select().where(Provision.item_id.is_null(False) & Provision.rate_pence.is_null(False)).exists()
    assert (
        LearningUse.select()
        .where(LearningUse.cycle.in_(Cycle.select().where(Cycle.pupil == nia)) & ~LearningUse.used)
        .exists()
    )
    unread = Notice.select().where(Notice.read_at.is_null())
    for name in ("Anjali Deshmukh", "Ruth Mensah", "Kelechi Obi", "Magda Wieczorek", "Folake Oyelaran"):
        assert 0 < unread.join(Person).where(Person.name == name).count() <= 25, name


def _nobody_runs_two_groups_at_the_same_time() -> None:
    """A list of the day is right only when one adult is in one place."""
    rows = (
        Slot.select(Provision.deliverer, Provision.group_name, Slot.weekday, Slot.at, Slot.pupil)
        .join(Provision)
        .where(
            Slot.ended_on.is_null()
            & (Slot.setting == Provision.setting)
            & (Provision.status == "running")
            & Provision.deliverer.is_null(False)
        )
        .tuples()
    )
    at: dict[tuple[int, int, str], set[str]] = {}
    for adult, group, day, time, pupil in rows:
        at.setdefault((adult, day, time), set()).add(group or str(pupil))
    assert len(at) > 100
    assert [key for key, groups in at.items() if len(groups) > 1] == []


def _a_second_load_changes_nothing() -> None:
    before = Pupil.select().count()
    first, *_others = run()
    assert "already" in first
    assert Pupil.select().count() == before
