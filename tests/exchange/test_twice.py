"""Whatever a file holds: bringing it in a second time changes nothing, and never lowers anything."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.access import sight
from portal.db import database
from portal.exchange.incoming import Contact, EarlierWork, IncomingPupil, Need, SchoolSpell, SenPeriod, in_order
from portal.exchange.plans import plan
from portal.exchange.pupil_import import write
from portal.exchange.pupil_rows import Source
from portal.pupils import upn
from portal.pupils.models import Pupil
from portal.timeline.check import differences
from portal.timeline.models import Entry
from tests.world import World

days = st.dates(dt.date(2018, 1, 1), dt.date(2026, 11, 1))
numbers = st.integers(0, 9).map(lambda n: f"35720002100{n}").map(lambda body: upn.check_letter(body) + body)
children = st.builds(
    IncomingPupil,
    line=st.integers(1, 500),
    problems=st.just(()),
    uln=st.just(""),
    sex=st.just(""),
    surname=st.sampled_from(["Nowak", "O'Dowd-Núñez", "Osei"]),
    forename=st.sampled_from(["Zofia", "Ben", "Kwame"]),
    preferred_forename=st.sampled_from(["", "Zosia"]),
    preferred_surname=st.sampled_from(["", "Hill"]),
    middle_names=st.just(""),
    former_surname=st.just(""),
    looked_after=st.one_of(st.none(), st.booleans()),
    born=st.sampled_from([dt.date(2015, 2, 3), dt.date(2016, 2, 29)]),
    upn=st.one_of(st.just(""), numbers),
    former_upns=st.one_of(st.just(()), st.just(("V35720002100A",))),
    local_id=st.sampled_from(["", "A1", "B2"]),
    year_group=st.sampled_from(["", "R", "6"]),
    class_name=st.sampled_from(["", "Oak", "oak", "6 Elm"]),
    entered=st.one_of(st.none(), days),
    family_informed=st.one_of(st.none(), days),
    periods=st.lists(st.builds(SenPeriod, st.sampled_from("NKE"), st.one_of(st.none(), days)), max_size=3).map(in_order),
    needs=st.lists(st.sampled_from(["SLCN", "ASD", "SEMH"]), unique=True, max_size=3).map(
        lambda codes: tuple(Need(code, rank) for rank, code in enumerate(codes, 1))
    ),
    schools=st.lists(
        st.builds(SchoolSpell, st.just("357"), st.just("2001"), st.just("Mill"), st.one_of(st.none(), days), st.none()),
        max_size=2,
    ).map(tuple),
    contacts=st.lists(
        st.builds(
            Contact, st.integers(1, 2), st.just("Ms"), st.just("Nowak"), st.sampled_from(["Ewa", "Jan"]),
            st.just("PAM"), st.booleans(), st.just(("01",)), st.just(""),
        ),
        max_size=3,
    ).map(tuple),
    earlier=st.one_of(st.just(EarlierWork()), st.builds(
            EarlierWork, cycles=st.integers(0, 3), works=st.sampled_from(["", "Quiet"]), outcome=st.sampled_from(["", "Joins in"]),
            support=st.sampled_from(["", "Daily"]), plan_started=st.one_of(st.none(), days), review_due=st.one_of(st.none(), days),
        )),
)  # fmt: skip
files = st.lists(children, max_size=6, unique_by=lambda pupil: pupil.upn or object())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files, st.sampled_from(["ctf", "csv"]))
def test_a_second_time_changes_nothing(world: World, pupils: list[IncomingPupil], kind: str) -> None:
    who = world.ruth
    with database.atomic() as transaction, sight.looking(who.sight()):
        first = write(who.act(), plan(world.harbour_lane, pupils, keep_all=True), Source(kind))
        with sight.system("test"):
            before = (Pupil.select().count(), Entry.select().count())
        again = plan(world.harbour_lane, pupils, keep_all=True)
        assert {one.outcome for one in again} <= {"same", "decide"}, again
        second = write(who.act(), again, Source(kind))
        with sight.system("test"):
            assert (Pupil.select().count(), Entry.select().count()) == before
            assert list(differences()) == []
        assert second.pupils == []
        assert len(first.pupils) == len(pupils)
        transaction.rollback()
