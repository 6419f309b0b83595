"""Who reads which words: audiences, windows of time, shared and refused, withheld settings."""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.access import sight, tripwire
from portal.access.scope import OutOfScope, ScopedModel
from portal.access.sight import Sight
from portal.cycles.assess.models import Contribution
from portal.cycles.plan.models import Circulation
from portal.organisation.models import Setting
from portal.pupils import settings_of
from portal.pupils.models import Contact, Guardianship, Involvement, NamedAccess, Placement, Pupil
from portal.timeline.models import AudienceChange, Entry
from portal.timeline.record import Story, record
from portal.transitions.models import ShareRefusal, TransitionReceipt
from tests.boundary import everything
from tests.boundary.everything import EARLIER, Everything
from tests.world import NOW, TODAY, Who, World


@pytest.fixture
def nia(world: World) -> Everything:
    return everything.nias(world)


def test_no_scoped_table_is_without_a_row_to_test_with(nia: Everything) -> None:
    with sight.system("test"):
        empty = {model.__name__ for model in ScopedModel.__subclasses__() if not model.select().exists()}
    assert not empty, f"Write one of {sorted(empty)} in tests/boundary/everything.py."
    assert {model._meta.table_name for model in ScopedModel.__subclasses__()} == tripwire.SCOPED_TABLES


def notes(who: Who, reach: str = "", pupil: int = 0) -> set[str]:
    """Which of the five notes about Nia somebody reads, by audience."""
    with sight.looking(Sight(reach or who.reach, who.person, who.role, who.setting or 0)):
        rows = Entry.select(Entry.body).where((Entry.kind == "note") & Entry.body.contains("body of")).tuples()
        return {body.rsplit(" ", 1)[1] for (body,) in rows}


ALL = {"family", "professionals", "setting", "restricted", "withdrawn"}


def test_each_person_reads_the_words_meant_for_them(world: World, nia: Everything) -> None:
    assert notes(world.anjali) == ALL
    assert notes(world.dee) == ALL
    assert notes(world.owen) == ALL - {"withdrawn"}, "narrowed to SENCO and safeguarding lead"
    assert notes(world.jess) == {"family", "professionals", "setting"}
    assert notes(world.kelechi) == {"family", "professionals", "setting"}, "held back is gone for its author too"
    assert notes(world.folake) == notes(world.nia_herself) == {"family"}
    assert notes(world.priya) == {"family", "professionals"}
    assert notes(world.carys) == {"family", "professionals"}
    assert notes(world.ruth) == {"family", "professionals"}, "setting notes do not travel"
    for stranger in (world.victor, world.hannah, world.magda, world.peter, world.lorna, world.adil):
        assert notes(stranger) == set()


def test_a_reason_for_holding_back_is_read_only_with_the_entry(world: World, nia: Everything) -> None:
    for who, seen in (
        (world.anjali, 1),
        (world.dee, 1),
        (world.owen, 0),
        (world.jess, 0),
        (world.ruth, 0),
        (world.folake, 0),
    ):
        with sight.looking(who.sight()):
            assert AudienceChange.select().count() == seen, who.name


def test_an_earlier_audience_is_read_only_where_the_entry_was_written(world: World, nia: Everything) -> None:
    with sight.system("test"):
        AudienceChange.create(
            entry=nia.entry,
            pupil=nia.pupil,
            audience="professionals",
            reason="then",
            at=clock.now(),
            superseded_at=clock.now(),
        )
    for who, seen in ((world.anjali, True), (world.ruth, False)):
        with sight.looking(who.sight()):
            assert AudienceChange.select().where(AudienceChange.reason == "then").exists() == seen


def test_an_assistant_sees_plan_and_log_but_no_reports_and_no_story(world: World, nia: Everything) -> None:
    with sight.system("test"):
        for kind, category in (
            ("family_view", "family_views"), ("child_view", "child_views"), ("evidence_added", "professional_advice"),
            ("review_held", "record"), ("note", "professional_advice"), ("contact_changed", "record"),
        ):  # fmt: skip
            entry_of(world.anjali, nia.pupil, kind=kind, category=category)
    for reach in ("class", "setting"):
        with sight.looking(Sight(reach, world.kelechi.person, "ta", world.fernhill)):
            assert {row.kind for row in Entry.select()} == {"note"}
            assert not Entry.select().where(Entry.category == "professional_advice").exists()
            for model in (
                Contribution,
                Circulation,
                Contact,
                TransitionReceipt,
                Guardianship,
                Involvement,
                NamedAccess,
            ):
                assert not model.select().exists(), f"{model.__name__} with reach {reach}"


def entry_of(who: Who, pupil: int | None, **more: object) -> Entry:
    return Entry.create(
        pupil=pupil, setting=who.setting, author=who.person, author_role=who.role, recorded_at=clock.now(),
        **{"kind": "note", "title": "x", "occurred_on": TODAY, "audience": "family", **more},
    )  # fmt: skip


def children(who: Who, reach: str = "") -> set[int]:
    with sight.looking(Sight(reach or who.reach, who.person, who.role, who.setting or 0)):
        return {row.id for row in Pupil.select()}


def test_class_staff_see_the_children_they_teach_key_cover_or_give_something(world: World) -> None:
    assert children(world.jess) == children(world.kelechi) == set(), "Oak class is empty"
    with sight.system("test"):
        everything.Assignment.create(
            person=world.kelechi.person,
            setting=world.fernhill,
            pupil_id=world.eli,
            cover=True,
            starts_on=TODAY,
            ends_on=TODAY,
        )
        Placement.update(key_person=world.jess.person).where(Placement.pupil == world.nia).execute()
    assert children(world.kelechi) == {world.eli}
    assert children(world.jess) == {world.nia}
    clock.fix(NOW + timedelta(days=1))
    assert children(world.kelechi) == set(), "the cover has ended"
    with sight.system("test"):
        everything.Provision.create(
            pupil=world.eli, setting=world.fernhill, name="Talk", starts_on=TODAY, deliverer=world.kelechi.person
        )
    assert children(world.kelechi) == {world.eli}


def test_a_room_of_one_setting_opens_no_child_of_another(world: World) -> None:
    """Sana covers at Fernhill in a room of the same number as a child's at Millbrook: rooms do not cross."""
    with sight.looking(Sight("class", world.sana.person, "teacher", world.fernhill)):
        assert Pupil.select().count() == 0


def test_where_a_setting_lets_all_staff_see_all_children_they_still_see_no_leavers(world: World) -> None:
    with sight.system("test"):
        Placement.update(state="left", ended_on=date(2026, 10, 1), main=False, name_then="Eli").where(
            Placement.pupil == world.eli
        ).execute()
        entry_of(world.anjali, world.eli, body="of Eli")
    with sight.looking(Sight("setting", world.kelechi.person, "ta", world.fernhill)):
        assert {row.id for row in Pupil.select()} == {world.nia}
        assert not Placement.select().where(Placement.pupil == world.eli).exists()
        assert not Entry.select().where(Entry.body == "of Eli").exists()


def test_the_whole_setting_switch_widens_class_staff_only(world: World, client: object) -> None:
    from portal.accounts import sessions

    Setting.update(whole_setting_scope=True).where(Setting.id == world.millbrook).execute()
    for who, reach in ((world.sana, "setting"), (world.hannah, "setting"), (world.jess, "class")):
        found = sessions.load(sessions.start(who.person, who.membership))
        assert found is not None
        assert found.reach == reach


def test_the_new_setting_reads_from_the_agreed_day_and_not_before(world: World, nia: Everything) -> None:
    assert nia.pupil in children(world.ruth)
    clock.fix(NOW.replace(month=9, day=30))
    assert nia.pupil not in children(world.ruth)
    assert notes(world.ruth) == set()


def test_a_refused_or_cancelled_place_opens_nothing(world: World, nia: Everything) -> None:
    for state in ("refused", "cancelled", "left"):
        with sight.system("test"):
            Placement.update(state=state).where(
                (Placement.pupil == nia.pupil) & (Placement.setting == world.harbour_lane)
            ).execute()
        assert nia.pupil not in children(world.ruth), state


def test_after_leaving_a_setting_reads_what_it_wrote_and_nothing_later(world: World, nia: Everything) -> None:
    with sight.system("test"):
        entry_of(world.hannah, nia.pupil, body="Millbrook wrote this", audience="setting")
        entry_of(world.sana, nia.pupil, body="so did Sana")
    with sight.looking(world.hannah.sight()):
        assert {row.body for row in Entry.select()} == {"Millbrook wrote this", "so did Sana"}
        assert not Pupil.select().where(Pupil.id == nia.pupil).exists()
        assert [row.name_then for row in Placement.select().where(Placement.pupil == nia.pupil)] == ["Nia Oyelaran"]
        with pytest.raises(OutOfScope):
            record(world.hannah.act(), Story("note", "Later"), pupil=nia.pupil)
    with sight.looking(world.sana.sight()):
        assert not Entry.select().exists(), "that is for the SENCO and the head"


def test_at_two_settings_at_once_both_read_and_each_keeps_its_own_notes(world: World, nia: Everything) -> None:
    with sight.system("test"):
        Placement.create(pupil=nia.pupil, setting=world.oakfield, main=False, starts_on=EARLIER, sees_from=EARLIER)
    assert notes(world.victor) == {"family", "professionals"}
    with sight.looking(world.victor.sight()):
        record(world.victor.act(), Story("note", "Oak", body="x body of oakfield", audience="setting"), pupil=nia.pupil)
    assert "oakfield" not in notes(world.anjali)


def test_what_the_family_did_not_share_is_not_there_at_the_new_setting(world: World, nia: Everything) -> None:
    with sight.system("test"):
        entry_of(world.anjali, nia.pupil, category="early_notes", body="early")
    with sight.looking(world.ruth.sight()):
        assert not Entry.select().where(Entry.body == "early").exists()
        assert not ShareRefusal.select().exists(), "not even that it was asked"
    with sight.looking(world.anjali.sight()):
        assert Entry.select().where(Entry.body == "early").exists()
    with sight.system("test"):
        ShareRefusal.update(lifted_on=TODAY).execute()
    with sight.looking(world.ruth.sight()):
        assert Entry.select().where(Entry.body == "early").exists()


def test_a_professional_sees_until_the_agreed_day(world: World, nia: Everything) -> None:
    clock.fix(NOW.replace(year=2027, month=7, day=31))
    assert nia.pupil in children(world.priya)
    clock.fix(NOW.replace(year=2027, month=8, day=1))
    assert children(world.priya) == set()


def test_an_officer_sees_nobody_without_a_reason_and_one_child_for_thirty_days_with_one(
    world: World, nia: Everything
) -> None:
    assert children(world.lorna) == children(world.adil) == set()
    with sight.system("test"):
        NamedAccess.create(
            pupil=world.eli,
            person=world.lorna.person,
            purpose="Complaint",
            starts_on=TODAY,
            until=TODAY + timedelta(days=30),
        )
    assert children(world.lorna) == {world.eli}
    assert children(world.adil) == set()
    clock.fix(NOW + timedelta(days=31))
    assert children(world.lorna) == set()


def test_a_guardian_sees_from_a_day_until_a_day_and_only_while_allowed(world: World) -> None:
    assert children(world.folake) == {world.nia}
    for change in (
        {"may_see": False},
        {"ends_on": TODAY - timedelta(days=1)},
        {"starts_on": TODAY + timedelta(days=1)},
    ):
        with sight.system("test"):
            original = Guardianship.get(Guardianship.person == world.folake.person)
            Guardianship.update(**change).where(Guardianship.id == original.id).execute()
        assert children(world.folake) == set(), change
        with sight.system("test"):
            Guardianship.update(may_see=True, ends_on=None, starts_on=EARLIER).where(
                Guardianship.id == original.id
            ).execute()


def test_one_parent_does_not_learn_of_the_other(world: World, nia: Everything) -> None:
    with sight.system("test"):
        Guardianship.create(pupil=nia.pupil, person=world.peter.person, relationship="father", starts_on=EARLIER)
        said = entry_of(
            world.peter, nia.pupil, audience="professionals", body="from the father", category="family_views"
        )
    with sight.looking(world.folake.sight()):
        assert Guardianship.select().count() == 1
        assert not Contact.select().exists()
        assert not Entry.select().where(Entry.id == said.id).exists()
    with sight.looking(world.peter.sight()):
        assert Entry.select().where(Entry.id == said.id).exists(), "the writer goes on reading it"


def test_a_withheld_setting_is_a_setting_to_all_but_itself(world: World, nia: Everything, app: object) -> None:
    with sight.system("test"):
        Placement.create(
            pupil=nia.pupil, setting=world.oakfield, main=False, withheld=True, starts_on=EARLIER, sees_from=EARLIER
        )
    for who in (world.anjali, world.jess, world.kelechi, world.folake, world.priya, world.ruth):
        with app.test_request_context(), sight.looking(who.sight()):  # type: ignore[attr-defined]
            names = settings_of.labels(nia.pupil)
            assert names[world.oakfield] == "a setting", who.name
            assert names[world.fernhill] == "Fernhill Primary School"
    with app.test_request_context(), sight.looking(world.victor.sight()):  # type: ignore[attr-defined]
        assert settings_of.labels(nia.pupil)[world.oakfield] == "Oakfield Primary School"


def test_an_organisations_own_record_stays_with_it(world: World) -> None:
    with sight.system("test"):
        entry_of(world.anjali, None, kind="people_changed", audience="setting")
        entry_of(world.adil, None, kind="rules_changed", audience="professionals")
    for who, kinds in (
        (world.anjali, {"people_changed"}), (world.victor, set()), (world.kelechi, set()), (world.folake, set()),
        (world.lorna, {"rules_changed"}),
    ):  # fmt: skip
        with sight.looking(who.sight()):
            assert {row.kind for row in Entry.select()} == kinds, who.name


def test_nobody_signed_in_sees_nothing(world: World, nia: Everything) -> None:
    with sight.looking(Sight("nobody")):
        for model in ScopedModel.__subclasses__():
            assert not model.select().exists(), model.__name__


@pytest.mark.parametrize("name", ["victor", "magda", "peter", "lorna", "sana"])
def test_a_stranger_to_nia_finds_no_row_about_her_in_any_table(world: World, nia: Everything, name: str) -> None:
    who: Who = getattr(world, name)
    with sight.looking(who.sight()):
        for model in ScopedModel.__subclasses__():
            column = model.id if model is Pupil else getattr(model, "pupil", None)
            assert column is not None
            found = list(model.select().where(column == nia.pupil))
            assert not found, f"{name} sees {model.__name__} {found}"
