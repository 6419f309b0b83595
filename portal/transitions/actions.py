"""The first verbs of a move: proposed, shown to the family, answered, sent; and its end without an arrival."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import Model

from portal.access import policy, sight
from portal.access.acting import Act, Refused
from portal.access.permissions import FAMILY
from portal.access.scope import OutOfScope
from portal.notices import recipients
from portal.pupils.models import Placement
from portal.pupils.responsibility import decides_for
from portal.timeline.record import Story, record
from portal.transitions import sharing
from portal.transitions.models import ShareItem, ShareRefusal, Transition
from portal.transitions.standing import allow, facts_of, step
from portal.transitions.states import OPEN, State, Verb, after


class Plan(NamedTuple):
    """Where a child moves, and when. `to_setting` None: to `to_name`, outside the authority."""

    to_setting: int | None
    to_name: str
    kind: str
    moves_on: date
    reads_from: date | None = None
    withheld: bool = False


def main_placement(pupil: int) -> Placement | None:
    """Where the child is now."""
    return Placement.get_or_none((Placement.pupil == pupil) & (Placement.state == "current") & Placement.main)


def propose(act: Act, pupil: int, plan: Plan) -> Transition:
    """The present setting's SENCO says that the child will move. Nothing is shared yet.

    Raises Refused when another move is on its way or the new setting has the child already.
    """
    place = main_placement(pupil)
    if place is None or place.setting_id != act.setting:
        raise Refused(_("Only the child’s present setting can propose a move."))
    return _begin(act, pupil, plan, "sender", place.setting_id)


def start_as_family(act: Act, pupil: int, plan: Plan) -> Transition:
    """A parent says that they move. They know what is shared: the next page shows and asks it."""
    _decides(act, pupil)
    place = main_placement(pupil)
    return _begin(act, pupil, plan, "family", place.setting_id if place else None)


def _decides(act: Act, pupil: int) -> None:
    """Raises Refused for a carer who may read the story but does not decide for the child."""
    if not policy.in_sight(pupil):
        raise OutOfScope(f"child {pupil} is not in sight")
    if not decides_for(act.person, pupil, act.today):
        raise Refused(_("Only somebody with parental responsibility can do this. Ask the setting if that is wrong."))


def _begin(act: Act, pupil: int, plan: Plan, started_by: str, present: int | None) -> Transition:
    if plan.to_setting is None and not plan.to_name.strip():
        raise Refused(_("Choose the new setting, or write its name."))
    if _secret_place(act, pupil):
        # The same whatever setting is named: an answer that depended on it would say which one it is.
        raise Refused(_("A move of this child is arranged already. Speak to the present setting or to the council."))
    if plan.to_setting is not None and _has_place(pupil, plan.to_setting):
        raise Refused(_("The child is at this setting already, or on the way to it."))
    if plan.kind != "dual" and _another_move(pupil):
        raise Refused(_("Another move of this child is on its way. End that one first."))
    move = Transition(
        pupil=pupil, from_setting=present, started_by=started_by, proposed_on=act.today,
        family_told_on=act.today if started_by == "family" else None, **plan._asdict(),
    )  # fmt: skip
    # No setting's name stands in an entry: one may be withheld from some of its readers.
    story = Story("move_proposed", "Move proposed", data={"kind": plan.kind, "moves_on": plan.moves_on.isoformat()})
    told = [*recipients.family(pupil, "move_proposed"), *recipients.sencos(present, "move_proposed")]
    record(act, story, move, *share_items(move), pupil=pupil, tell=told)
    return move


def share_items(move: Transition) -> list[ShareItem]:
    """What may pass at a move, with no answers yet."""
    lawful = [ShareItem(pupil=move.pupil_id, transition=move, category=row.key, by_law=True) for row in sharing.BY_LAW]
    return lawful + [ShareItem(pupil=move.pupil_id, transition=move, category=key) for key in sharing.ASKED]


def _secret_place(act: Act, pupil: int) -> bool:
    """Whether the child is at, or on the way to, a setting of which the actor may not learn which one it is."""
    kept = (Placement.pupil == pupil) & Placement.withheld & Placement.state.in_(("current", "coming"))
    if act.setting is not None:
        kept &= Placement.setting != act.setting
    return Placement.select().where(kept).exists()


def _has_place(pupil: int, setting: int) -> bool:
    here = (Placement.pupil == pupil) & (Placement.setting == setting)
    return Placement.select().where(here & Placement.state.in_(("current", "coming"))).exists()


def _another_move(pupil: int) -> bool:
    return (
        Transition.select()
        .where((Transition.pupil == pupil) & Transition.state.in_(OPEN) & Transition.arrived_on.is_null())
        .where(Transition.kind != "dual")
        .exists()
    )


def tell_family(act: Act, move: Transition, *, on: date, how: str) -> Transition:
    """The family was told about the move and shown what will be shared."""
    allow(act, move, Verb.TELL)
    if on > act.today:
        raise Refused(_("The day must be today or earlier."))
    move.family_told_on = on
    story = Story("family_told", "Family told about the move", how, occurred_on=on)
    record(act, story, move, pupil=move.pupil_id)
    return move


def answer_sharing(act: Act, move: Transition, answers: dict[str, bool], told_by: str = "") -> Transition:
    """Yes or no to each thing that the law does not move by itself: from the family, or as told by them.

    `answers`: category to yes or no; those left out stay as they are. A later yes or no takes effect at once.
    The entry says only that they answered: what stays must leave no hint.
    """
    allow(act, move, Verb.ANSWER)
    family = act.role in FAMILY
    if family:
        _decides(act, move.pupil_id)
    if not family and not told_by.strip():
        raise Refused(_("Write who told you, and how."))
    if not family and act.setting == move.to_setting_id and move.started_by != "receiver":
        raise Refused(_("The family answers this, or the setting that sends the record."))
    items = list(ShareItem.select().where(ShareItem.transition == move))
    for row in items:
        if row.category in answers and not row.by_law:
            row.answer = "yes" if answers[row.category] else "no"
            row.answered_by, row.answered_on, row.note = act.person, act.today, told_by
    move.family_told_on = move.family_told_on or act.today
    move.agreed_on = act.today
    # What is refused is hidden from the new setting, also while it writes down what it was told.
    with sight.system("start of a move"):
        shown = refusals(act, move, items) if move.state != State.PROPOSED else []
        story = Story("sharing_answered", "Family answered what may be shared", words_of=told_by)
        told = recipients.sencos(move.from_setting_id, "move_agreed")
        record(act, story, move, *items, *shown, step(act, move, "agreed", told_by), pupil=move.pupil_id, tell=told)
    return move


def refusals(act: Act, move: Transition, items: Iterable[ShareItem]) -> list[ShareRefusal]:
    """What must stay behind as the family's answers stand: new, renewed and lifted refusals, to be saved.

    Not answered is not agreed. They cover every setting of the child's past.
    """
    passes = {row.category for row in items if row.answer == "yes"}
    mine = (ShareRefusal.pupil == move.pupil_id) & (ShareRefusal.to_setting == move.to_setting_id)
    standing = {(row.from_setting_id, row.category): row for row in ShareRefusal.select().where(mine)}
    places = Placement.select(Placement.setting).where(Placement.pupil == move.pupil_id).distinct().tuples()
    changed = []
    for before in sorted({setting for (setting,) in places} - {move.to_setting_id}):
        for category in sharing.ASKED:
            row = standing.get((before, category))
            if category in passes and row is not None and row.lifted_on is None:
                row.lifted_on = act.today
                changed.append(row)
            elif category not in passes and (row is None or row.lifted_on):
                row = row or ShareRefusal(
                    pupil=move.pupil_id, from_setting=before, to_setting=move.to_setting_id, category=category
                )
                row.lifted_on, row.earlier_than = None, move.arrived_on or move.moves_on
                changed.append(row)
    return changed


def send(act: Act, move: Transition) -> Transition:
    """Let the new setting read, from the agreed date: what the law moves, and what the family said yes to."""
    allow(act, move, Verb.SEND)
    rows: list[Model] = [move, step(act, move, "sent")]
    move.state, move.sent_on = after(facts_of(move), Verb.SEND), act.today
    if move.to_setting_id is not None:
        rows += refusals(act, move, ShareItem.select().where(ShareItem.transition == move))
        rows.append(
            Placement(
                pupil=move.pupil_id, setting=move.to_setting_id, state="coming", main=move.kind != "dual",
                starts_on=move.moves_on, sees_from=max(act.today, move.reads_from or act.today), withheld=move.withheld,
            )
        )  # fmt: skip
    told = recipients.family(move.pupil_id, "record_sent") + recipients.sencos(move.to_setting_id, "record_sent")
    record(act, Story("handover_step", "Record sent", data={"step": "sent"}), *rows, pupil=move.pupil_id, tell=told)
    return move


def cancel(act: Act, move: Transition, reason: str) -> Transition:
    """The child will not move after all: the way to the new setting closes, the present one stays as it was."""
    allow(act, move, Verb.CANCEL)
    return end(act, move, Verb.CANCEL, reason, "Move cancelled")


def end(act: Act, move: Transition, verb: Verb, reason: str, title: str, *rows: Model) -> Transition:
    """End a move that came to nothing, with `rows` put back as they were before it."""
    if not reason.strip():
        raise Refused(_("Say why."))
    # The actor may lose sight of the child while this is saved.
    with sight.system("end of a move"):
        coming = Placement.select().where(
            (Placement.pupil == move.pupil_id)
            & (Placement.setting == move.to_setting_id)
            & (Placement.state == "coming")
        )
        closed = list(coming)
        for place in closed:
            place.state, place.ended_on = "cancelled", act.today
        move.state, move.ended_reason = after(facts_of(move), verb), reason
        told = recipients.family(move.pupil_id, "move_ended") + recipients.sencos(move.from_setting_id, "move_ended")
        record(act, Story("move_ended", title, reason), move, *rows, *closed, pupil=move.pupil_id, tell=told)
    return move
