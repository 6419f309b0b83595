"""One row of everything that can be written about a child, each text carrying a tag.

Written past every action, so that the boundary is tested and not the actions that respect it.
A test finds a scoped table without a row here.
"""

from datetime import date, timedelta
from typing import NamedTuple

from portal import clock
from portal.access import sight
from portal.accounts.models import Assignment, Membership
from portal.assessments.models import Instrument, Score
from portal.cycles.assess.models import Account, Contribution, Difference, Ground, Understanding
from portal.cycles.do.models import Delivery, Generalisation, PromptAnswer
from portal.cycles.learn.models import Learning, LearningGround, LearningUse, Reading, Reflection
from portal.cycles.models import Cycle
from portal.cycles.plan.models import (
    Attendee,
    Circulation,
    Outcome,
    PlanVersion,
    Provision,
    ProvisionTarget,
    Slot,
    Target,
    TrainingNeed,
)
from portal.cycles.review.models import Opinion, Referral
from portal.documents.models import KeptPaper
from portal.ehcp.models import AnnualReview, EarlyReview, EhcPlan, SectionE, SectionF
from portal.notices.models import Notice
from portal.noticing.models import EarlyNote
from portal.organisation.models import Room, Term
from portal.pupils.models import (
    Claim,
    Contact,
    Guardianship,
    Involvement,
    NamedAccess,
    Placement,
    Pupil,
    PupilIdentifier,
    SchoolHistory,
)
from portal.register.models import Need, Registration
from portal.timeline import audiences
from portal.timeline.models import AudienceChange, Entry
from portal.transitions.models import Decision, ShareItem, ShareRefusal, Transition, TransitionReceipt
from tests.world import TODAY, Who, World

EARLIER = date(2026, 10, 1)


class Everything(NamedTuple):
    """Ids of what was written about one child."""

    pupil: int
    cycle: int
    before: int
    outcome: int
    target: int
    provision: int
    training: int
    copy: int
    learning: int
    difference: int
    entry: int
    note: int
    early: int
    placement: int
    guardian: int
    involvement: int
    move: int
    asked: int
    claim: int
    access: int
    result: int


def write(pupil: int, senco: Who, author: Who, receiver: int | None, tag: str, staff_tag: str) -> Everything:
    """Everything about `pupil` at the setting of `senco`, on the way to `receiver`.

    What the family may read carries `tag`, what it may not `staff_tag`; `author` wrote the notes.
    """
    with sight.system("test"):
        child = Pupil.get_by_id(pupil)
        _about_the_child(child, senco, tag, staff_tag)
        before, cycle, rows = _cycles(pupil, senco, author, tag)
        early = _noticed(pupil, senco, author, tag, staff_tag)
        entries = _entries(pupil, senco, author, cycle, tag, staff_tag)
        move, asked = _move(pupil, senco, receiver, cycle, rows, tag, staff_tag)
        claim = _claim(child, senco, receiver, staff_tag)
        return Everything(
            pupil=pupil, cycle=cycle.id, before=before.id, outcome=rows["outcome"].id, target=rows["target"].id,
            provision=rows["provision"].id, training=rows["training"].id, copy=rows["copy"].id,
            learning=rows["learning"].id, difference=rows["difference"].id, entry=entries["family"].id, note=entries["setting"].id,
            early=early.id,
            placement=Placement.get((Placement.pupil == pupil) & (Placement.setting == senco.setting)).id,
            guardian=Guardianship.select().where(Guardianship.pupil == pupil).order_by(Guardianship.id).get().id,
            involvement=Involvement.select().where(Involvement.pupil == pupil).order_by(Involvement.id).get().id,
            move=move.id, asked=asked.id, claim=claim.id, result=Score.get(Score.pupil == pupil).id,
            access=NamedAccess.select().where(NamedAccess.pupil == pupil).order_by(NamedAccess.id).get().id,
        )  # fmt: skip


def _about_the_child(child: Pupil, senco: Who, tag: str, staff_tag: str) -> None:
    Registration.update(watch_for=tag, informed_by=tag).where(Registration.pupil == child).execute()
    Need.update(source="form").where(Need.pupil == child).execute()
    Contact.create(
        pupil=child, setting=senco.setting, forename=staff_tag, surname=staff_tag, phone=staff_tag, email=staff_tag,
        address=staff_tag, restricted=True,
    )  # fmt: skip
    PupilIdentifier.create(pupil=child, kind="former_upn", value=staff_tag[:40], setting=senco.setting)
    SchoolHistory.create(pupil=child, name=staff_tag, la_code="357", estab="1")
    if not Involvement.select().where(Involvement.pupil == child).exists():
        Involvement.create(
            pupil=child, person=senco.person, setting=senco.setting, purpose=tag, starts_on=EARLIER, until=TODAY
        )
    NamedAccess.create(pupil=child, person=senco.person, purpose=tag, starts_on=EARLIER, until=EARLIER)


def _cycles(pupil: int, senco: Who, author: Who, tag: str) -> tuple[Cycle, Cycle, dict]:
    place = {"pupil": pupil, "setting": senco.setting}
    before = Cycle.create(
        **place, number=1, stage="learn", opened_on=EARLIER, closed_on=EARLIER + timedelta(days=40), impact=tag,
        ordinary_teaching=tag, next_step="next_cycle", next_step_note=tag,
    )  # fmt: skip
    cycle = Cycle.create(
        **place, number=2, follows=before, stage="do", opened_on=EARLIER, started_on=EARLIER, agreed_on=EARLIER,
        circulated_on=EARLIER, review_on=TODAY + timedelta(days=4), meeting=tag, met_on=EARLIER, lead=senco.person,
        child_views_absent=tag, family_views_absent=tag,
    )  # fmt: skip
    here = {**place, "cycle": cycle}
    understanding = Understanding.create(
        **here, number=1, statement=tag, barriers=tag, changed=tag, why=tag, written_on=EARLIER
    )  # fmt: skip
    rows = {"outcome": Outcome.create(**here, text=tag, aspiration=tag)}
    rows["target"] = Target.create(
        **here, outcome=rows["outcome"], name=tag, does_what=tag, how_well=tag, where=tag, by_when=TODAY,
        measured_how=tag, measured_by=tag, measured_when=tag, baseline=tag,
    )  # fmt: skip
    rows["provision"] = Provision.create(
        **here, target=rows["target"], name=tag, detail=tag, starts_on=EARLIER, deliverer=author.person,
        deliverer_name=author.name, kind="intervention", layer="targeted", minutes=15, times_a_week=3, group_name=tag,
        place=tag, when_text=tag,
    )  # fmt: skip
    rows["training"] = TrainingNeed.create(**here, who=tag, what=tag)
    rows["copy"] = Circulation.create(**here, name=tag, sent_on=EARLIER, comment=tag, audience="family")
    Delivery.create(**here, provision=rows["provision"], on=TODAY, given=False, cause="absent", by=author.person)
    rows["view"] = Contribution.create(
        **here,
        stage="assess",
        whose="teacher",
        name=tag,
        source="in_house",
        reach="universal",
        text=tag,
        given_on=EARLIER,
    )
    rows["learning"] = Learning.create(
        pupil=pupil,
        setting=senco.setting,
        cycle=before,
        kind="helps",
        text=tag,
        ordinary_teaching=tag,
        learnt_on=EARLIER,
    )
    LearningUse.create(**here, learning=rows["learning"], how=tag)
    Score.create(
        **place, cycle_id=cycle.id, instrument=Instrument.get(Instrument.code == "gas"), subject=tag, tester=tag, note=tag,
        taken_on=EARLIER, age_months=120, results={"level": {"value": 0.0, "said": tag}},
    )  # fmt: skip
    rows["difference"] = _made_sense(here, understanding, rows["view"], tag)
    _arranged(here, rows, tag)
    _looked_back(here, rows, author, tag)
    _of_a_plan_in_law(place, senco, tag)
    return before, cycle, rows


def _made_sense(here: dict, understanding: Understanding, view: Contribution, tag: str) -> Difference:
    place = {"pupil": here["pupil"], "setting": here["setting"]}
    Ground.create(**place, understanding=understanding, contribution=view)
    difference = Difference.create(
        **here, about=tag, hypothesis=tag, test=tag, came_of_it=tag, opened_on=EARLIER
    )  # fmt: skip
    Account.create(**place, difference=difference, contribution=view, may_explain=tag)
    return difference


def _arranged(here: dict, rows: dict, tag: str) -> None:
    place = {"pupil": here["pupil"], "setting": here["setting"]}
    ProvisionTarget.create(**place, provision=rows["provision"], target=rows["target"])
    Slot.create(**here, provision=rows["provision"], weekday=1, at="09:15", what=tag, place=tag, with_whom=tag)
    Attendee.create(**here, name=tag, role=tag, invited_on=EARLIER)
    PlanVersion.create(**here, number=1, content={"words": tag}, circulated_on=EARLIER)
    Notice.create(
        person=rows["provision"].deliverer_id, setting=here["setting"], pupil=here["pupil"], kind="plan_sent",
        about_id=here["cycle"].id, made_at=clock.now(),
    )  # fmt: skip


def _looked_back(here: dict, rows: dict, author: Who, tag: str) -> None:
    place = {"pupil": here["pupil"], "setting": here["setting"]}
    Generalisation.create(**here, target=rows["target"], place=tag, state="works", seen_on=EARLIER, note=tag)
    PromptAnswer.create(
        **here, kind="quiet", provision=rows["provision"], answer=tag, answered_on=EARLIER, quiet_until=TODAY,
        audience="family",
    )  # fmt: skip
    Opinion.create(**here, name=tag, role=tag, agrees=False, words=tag, given_on=EARLIER)
    Referral.create(
        **here, service=tag, why=tag, considered_on=EARLIER, consent_by=tag, answer=tag, came_of_it=tag,
        advice=rows["view"],
    )  # fmt: skip
    said = Reflection.create(
        **here, whose="teacher", name=tag, preferences=tag, motivation=tag, approach=tag, helps=tag, hinders=tag,
        only_when=tag, given_on=EARLIER,
    )  # fmt: skip
    LearningGround.create(**place, learning=rows["learning"], reflection=said)
    Reading.create(**place, person=author.person, read_on=EARLIER)
    sheet = f'<!doctype html><html lang="en"><head><title>{tag}</title></head><body><h1>{tag}</h1></body></html>'
    KeptPaper.create(**here, kind="one_page", title=tag, html=sheet, made_on=EARLIER)


def _of_a_plan_in_law(place: dict, senco: Who, tag: str) -> None:
    plan = EhcPlan.create(**place, issued_on=EARLIER)
    SectionE.create(**place, plan=plan, number=1, text=tag)
    SectionF.create(**place, plan=plan, number=1, text=tag)
    EarlyReview.create(**place, plan=plan, why=tag, answer=tag, asked_on=EARLIER, by=senco.person)
    AnnualReview.create(**place, plan=plan, due_by=TODAY, note=tag)


# kind of audience: (audience of the entry, whether the family may read it)
AUDIENCES = {
    "family": (audiences.FAMILY, True),
    "professionals": (audiences.PROFESSIONALS, False),
    "setting": (audiences.SETTING, False),
    "restricted": (audiences.restricted("head"), False),
    "withdrawn": (audiences.FAMILY, False),
}


def _noticed(pupil: int, senco: Who, author: Who, tag: str, staff_tag: str) -> EarlyNote:
    """A worry: what the family may read, and an answer that stays with the staff."""
    here = {"pupil": pupil, "setting": senco.setting, "by": author.person, "by_role": author.role}
    first = EarlyNote.create(
        **here, kind="noticed", seen_on=EARLIER, words=tag, next_step=tag, area="CI", audience="family"
    )  # fmt: skip
    EarlyNote.create(**here, about=first, kind="checked", seen_on=EARLIER, words=staff_tag, audience="setting")
    return first


def _entries(pupil: int, senco: Who, author: Who, cycle: Cycle, tag: str, staff_tag: str) -> dict[str, Entry]:
    found = {}
    for name, (audience, for_family) in AUDIENCES.items():
        words = tag if for_family else staff_tag
        found[name] = Entry.create(
            pupil=pupil, setting=senco.setting, cycle_id=cycle.id, cycle_number=cycle.number, kind="note",
            title=f"{words} title", body=f"{words} body of {name}", data={"note": words}, occurred_on=EARLIER,
            recorded_at=clock.now(), author=author.person, author_role=author.role, words_of=words, audience=audience,
        )  # fmt: skip
    AudienceChange.create(
        entry=found["withdrawn"], pupil=pupil, audience=audiences.restricted(), reason=staff_tag, by=senco.person,
        by_role=senco.role, at=clock.now(),
    )  # fmt: skip
    return found


def _move(
    pupil: int, senco: Who, receiver: int | None, cycle: Cycle, rows: dict, tag: str, staff_tag: str
) -> tuple[Transition, TransitionReceipt]:
    move = Transition.create(
        pupil=pupil, from_setting=senco.setting, to_setting=receiver, kind="year_6_to_7", state="accepted",
        proposed_on=EARLIER, moves_on=TODAY + timedelta(days=30), reads_from=EARLIER, family_told_on=EARLIER,
        agreed_on=EARLIER, sent_on=EARLIER, accepted_on=EARLIER, cycle=cycle, ended_reason="",
        questions_until=TODAY + timedelta(days=60),
    )  # fmt: skip
    ShareItem.create(pupil=pupil, transition=move, category="record", by_law=True, note=tag)
    ShareItem.create(pupil=pupil, transition=move, category="early_notes", answer="no", note=staff_tag)
    if receiver:
        ShareRefusal.create(pupil=pupil, from_setting=senco.setting, to_setting=receiver, category="early_notes")
        Placement.create(
            pupil=pupil, setting=receiver, state="coming", main=False, starts_on=move.moves_on, sees_from=EARLIER,
            year_group="7",
        )  # fmt: skip
    asked = TransitionReceipt.create(pupil=pupil, transition=move, step="question", name=tag, on=TODAY, note=tag)
    Decision.create(
        pupil=pupil, transition=move, cycle=cycle, setting=senco.setting, provision=rows["provision"], choice="keep",
        reason=tag, by_name=tag, on=EARLIER,
    )  # fmt: skip
    return move, asked


def _claim(child: Pupil, senco: Who, receiver: int | None, staff_tag: str) -> Claim:
    """Another setting added a child who may be this one; the setting of `senco` answers."""
    copy = Pupil.create(
        forename=child.forename, surname=child.surname, born_on=child.born_on, created_at=clock.now(),
        name_fold=child.name_fold, surname_fold=child.surname_fold,
    )  # fmt: skip
    other = receiver or senco.setting
    Placement.create(pupil=copy, setting=other, starts_on=TODAY, sees_from=TODAY)
    return Claim.create(
        pupil=copy, candidate=child, setting=other, made_at=clock.now(), due_on=TODAY + timedelta(days=7),
        matched_on="name", state="waiting",
    )  # fmt: skip


def nias(world: World) -> Everything:
    """Everything about Nia: at Fernhill now, at Millbrook before, on her way to Harbour Lane."""
    with sight.system("test"):
        room = Placement.get(Placement.pupil == world.nia).room_id
        for who in (world.jess, world.kelechi):
            Assignment.create(person=who.person, setting=world.fernhill, room=room, starts_on=EARLIER)
        Placement.create(
            pupil=world.nia, setting=world.millbrook, state="left", main=False, starts_on=date(2019, 9, 1),
            sees_from=date(2019, 9, 1), ended_on=date(2020, 8, 31), name_then="Nia Oyelaran", born_then=date(2016, 3, 14),
        )  # fmt: skip
        Involvement.create(
            pupil=world.nia, person=world.priya.person, setting=world.fernhill, purpose="Speech", starts_on=EARLIER,
            until=date(2027, 7, 31),
        )  # fmt: skip
        NamedAccess.create(
            pupil=world.nia, person=world.carys.person, purpose="Caseload", caseload=True, starts_on=EARLIER
        )
        Room.create(setting=world.fernhill, name="6C", year_group="6", academic_year=2026)
    return write(world.nia, world.anjali, world.kelechi, world.harbour_lane, "Nia-family", "Nia-staff")


def own_term(setting: int) -> int:
    """A term of one setting's own calendar."""
    return int(Term.create(setting=setting, name="Own", starts_on=TODAY, ends_on=TODAY + timedelta(days=9)).id)


def assistant(setting: int, room: int | None = None) -> Membership:
    """Somebody at a setting whose role can be ended."""
    return Membership.select().where((Membership.setting == setting) & (Membership.role == "ta")).get()
