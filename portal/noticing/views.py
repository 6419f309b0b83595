"""Notice, Check, Try: pages before the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles import offers
from portal.cycles.models import Cycle
from portal.cycles.offers import Offer
from portal.cycles.queries import open_cycle
from portal.noticing import actions, children_queries, queries
from portal.noticing.forms import EndForm, NoteForm, UseForm, WatchForm
from portal.noticing.listing import FILTERS, Wanted, counted, fitting
from portal.noticing.models import EarlyNote
from portal.noticing.words import KINDS, THEN, sign_labels, tag_of, way_in_words
from portal.noticing.worry import STEPS, Worry, standing
from portal.organisation.calendar import Calendar, add_school_days
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import rules
from portal.pupils.areas import AREAS
from portal.pupils.queries import Child, child_or_404
from portal.timeline.actions import waits_for
from portal.timeline.audiences import SETTING
from portal.web.incoming import asked_id
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

bp = Blueprint("noticing", __name__)

# What comes next once a cycle was opened from notes: whether it is wanted for a child, and its page. A later slice adds to it.
AFTER_OPENING: list[tuple[Callable[[int], bool], str]] = []

_ASSISTANTS = ("ta", "cover")
# Two school weeks: long enough for a small change to show.
_LOOK_AGAIN_DAYS = 10


def _calendar() -> Calendar:
    return calendar_of(me().setting, me().setting_phase)


@bp.route("/notice")
@action("early.see")
def notice() -> Answer:
    """Whom is it about? One's own class first, anybody in sight by name."""
    typed = request.args.get("q", "")
    found = children_queries.find(typed, clock.today())
    audit.listed((row.id for row in (*found.recent, *found.mine, *found.named)), "notice")
    return page("noticing/notice.html", part="noticing/_children.html", target="found", found=found, typed=typed,
        me_adds=may(me().role, "register.write"),
    )  # fmt: skip


@bp.route("/children/<int:pupil>/early/new", methods=["GET", "POST"])
@action("note.write")
def new(pupil: int) -> Answer:
    """Write down what was noticed, checked or tried."""
    child = child_or_404(pupil)
    audit.looked(pupil, "early")
    asked = request.args.get("kind", "")
    kind = asked if asked in STEPS else "noticed"
    about = queries.note_or_404(asked_id("about") or 0) if request.args.get("about") else None
    if about is not None and about.pupil_id != pupil:
        abort(404)
    before = queries.worry_of(about) if about else None
    form = NoteForm(kind, me().role, clock.today(), **_known(kind, before))
    made: EarlyNote | None = None
    if form.validate_on_submit():
        with saving(form, "words") as saved:
            made = actions.write(form.act(), pupil, form.noted(), about)
        if saved.ok:
            return _written(child, made)
    show = invalid if form.is_submitted() else page
    return show(
        "noticing/new.html", form=form, child=child, kind=kind, about=about, before=before, kinds=KINDS,
        may_list=may(me().role, "early.see"),
    )  # fmt: skip


def _known(kind: str, before: Worry | None) -> dict[str, Any]:
    """What need not be typed again: the area, the audience of the worry, and when to look whether a try helped."""
    found: dict[str, Any] = {"area": before.area, "audience": before.first.audience} if before else {}
    if kind == "tried":
        found["look_again_on"] = add_school_days(_calendar(), clock.today(), _LOOK_AGAIN_DAYS)
    return found


def _written(child: Child, made: EarlyNote | None) -> Answer:
    said = _("Saved.")
    if made is not None and made.audience == SETTING and me().role in _ASSISTANTS:
        said = _("Saved. Staff here see it until a teacher releases it.")
    if made is None or not may(me().role, "early.see"):
        return done("pupils.child", said, pupil=child.id)
    return done("noticing.note", said, early=made.about_id or made.id)


@bp.route("/early")
@action("early.see")
def early() -> Answer:
    """What is open before the register: each worry as Notice, Check, Try, with what comes next."""
    wanted = Wanted.asked(request.args)
    in_force = rules()
    every = queries.of_setting(_calendar(), in_force, clock.today())
    listed = fitting(every, wanted)
    audit.listed((row.worry.first.pupil for row in listed.rows), "early")
    held = [
        step.id for row in listed.rows for step in row.worry.notes if step.audience == SETTING and step.by_role in _ASSISTANTS
    ]  # fmt: skip
    return page(
        "noticing/early.html",
        part="noticing/_list.html",
        target="early-list",
        wanted=wanted,
        listed=listed,
        counts=counted(every),
        rooms=sorted({row.worry.first.room for row in every} - {""}),
        filters=FILTERS,
        release=_to_release(queries.written(held)),
        terms=in_force.notes_terms,
        **_spoken(),
    )


def _to_release(written: dict[int, queries.Written]) -> dict[int, int]:
    """Notes that wait for this reader to let the family read them: note to entry."""
    who = me()
    return {
        note: found.entry.id
        for note, found in written.items()
        if may(who.role, "entry.release")
        and found.entry.setting_id == who.setting
        and waits_for(who.person, who.role, *found)
    }


def _spoken() -> dict[str, Any]:
    """What every page of a worry asks for: words, and what the reader may do."""
    role = me().role
    return {
        "kinds": KINDS, "then": THEN, "areas": AREAS, "here": me().setting, "tag_of": tag_of, "sign_labels": sign_labels,
        "may_lead": may(role, "early.lead"), "may_see": may(role, "early.see"),
    }  # fmt: skip


@bp.route("/early/<int:early>")
@action("early.see")
def note(early: int) -> Answer:
    """One worry: what was noticed, checked and tried, and the next step."""
    found = queries.note_or_404(early)
    child = child_or_404(found.pupil_id)
    audit.looked(child.id, "early")
    worry = queries.worry_of(found)
    stands = standing(worry, _calendar(), rules().notes_terms, clock.today())
    written = queries.written([step.id for step in worry.notes])
    return page(
        "noticing/note.html",
        child=child,
        worry=worry,
        stands=stands,
        entries={number: found.entry.id for number, found in written.items()},
        release=_to_release(written),
        **_spoken(),
    )


@bp.route("/early/<int:early>/watch", methods=["GET", "POST"])
@action("note.write")
def watch(early: int) -> Answer:
    """Keep watching, with a reason."""
    found = queries.note_or_404(early)
    audit.looked(found.pupil_id, "early")
    form = WatchForm(look_again_on=add_school_days(_calendar(), clock.today(), _LOOK_AGAIN_DAYS))
    if form.validate_on_submit():
        with saving(form, "why") as saved:
            actions.watch(form.act(), found, form.why.data or "", form.look_again_on.data)
        if saved.ok:
            return _after(found, _("Saved. It stays on the list."))
    return _form(form, found, _("Keep watching"), _("The note stays on the list as long as if it were written today."))


@bp.route("/early/<int:early>/end", methods=["GET", "POST"])
@action("early.lead")
def end(early: int) -> Answer:
    """End a worry: it leaves the lists and can still be read."""
    found = queries.note_or_404(early)
    audit.looked(found.pupil_id, "early")
    form = EndForm()
    if form.validate_on_submit():
        with saving(form, "how") as saved:
            actions.end(form.act(), found, form.how.data or "")
        if saved.ok:
            return _after(found, _("Saved. It is off the list and can still be read."))
    return _form(form, found, _("End this"), _("It leaves the list. Nothing is deleted."))


def _after(found: EarlyNote, said: str) -> Answer:
    if not may(me().role, "early.see"):
        return done("pupils.child", said, pupil=found.pupil_id)
    return done("noticing.note", said, early=found.about_id or found.id)


def _form(form: Any, found: EarlyNote, title: str, lead: str) -> Answer:
    child = child_or_404(found.pupil_id)
    show = invalid if form.is_submitted() else page
    return show(
        "noticing/form.html", form=form, child=child, worry=queries.worry_of(found), title=title, lead=lead, **_spoken()
    )


@bp.route("/children/<int:pupil>/early")
@action("early.see")
def of_child(pupil: int) -> Answer:
    """All that was noticed, checked and tried for one child, with how it stands."""
    child = child_or_404(pupil)
    audit.looked(pupil, "early")
    calendar, today = _calendar(), clock.today()
    terms = rules().notes_terms
    rows = [standing(worry, calendar, terms, today) for worry in queries.of_child(pupil)]
    way = queries.way_to_support(pupil)
    return page(
        "noticing/of_child.html",
        child=child,
        rows=rows,
        way=way_in_words(way, calendar, today) if way else "",
        may_use=may(me().role, "early.lead") and any(row.state in ("open", "leaving", "left") for row in rows),
        release={},
        **_spoken(),
    )


@bp.route("/children/<int:pupil>/early/evidence", methods=["GET", "POST"])
@action("early.lead")
def evidence(pupil: int) -> Answer:
    """Take notes into Assess in one step."""
    child = child_or_404(pupil)
    audit.looked(pupil, "early")
    waiting = queries.waiting(pupil)
    form = UseForm(notes=[str(worry.first.root) for worry in waiting])
    form.notes.choices = [(str(worry.first.root), worry.first.words) for worry in waiting]
    before = open_cycle(pupil)
    if form.validate_on_submit():
        with saving(form, "notes") as saved:
            actions.use(form.act(), pupil, [int(number) for number in form.notes.data])
        if saved.conflict:
            return done("noticing.evidence", _("Somebody else used notes in this moment. Look again."), pupil=pupil)
        cycle = open_cycle(pupil) if saved.ok else None
        if cycle is not None:
            for wanted, endpoint in AFTER_OPENING if before is None else ():
                if wanted(pupil):
                    told = _("The notes are evidence now. Next: put the child on the register, and tell the family.")
                    return done(endpoint, told, pupil=pupil)
            return done("cycles.assess", _("The notes are evidence now."), cycle=cycle.id)
    show = invalid if form.is_submitted() else page
    return show(
        "noticing/evidence.html", form=form, child=child, waiting=waiting, cycle=before,
        may_open=may(me().role, "cycle.open"), **_spoken(),
    )  # fmt: skip


def _offer(cycle: Cycle) -> Offer | None:
    """What Assess is told of: notes of the child that are no evidence yet."""
    if not may(me().role, "early.lead"):
        return None
    count = sum(len(worry.fresh) for worry in queries.waiting(cycle.pupil_id))
    if not count:
        return None
    words = ngettext("Use %(num)d early note", "Use %(num)d early notes", count)
    return Offer(words, url_for("noticing.evidence", pupil=cycle.pupil_id))


offers.OFFERING.append(_offer)
