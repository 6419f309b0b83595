"""The demo authority: as large and as varied as promised, and told by real actions only."""

from collections.abc import Iterator

import pytest
from flask import Flask
from peewee import Database, fn

from portal import clock
from portal.access import sight
from portal.accounts.models import Membership
from portal.cycles.models import Cycle
from portal.demo.load import run
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


def test_a_second_load_changes_nothing(westmere: None) -> None:
    before = Pupil.select().count()
    first, *_others = run()
    assert "already" in first
    assert Pupil.select().count() == before
