"""The items of an evidence pack, from the live record of all settings of the thread, as far as the maker sees it."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from peewee import JOIN

from portal.accounts.models import Person
from portal.assessments.models import Score
from portal.assessments.progress import Series, progress
from portal.cycles.assess.models import Account, Contribution, Difference, Understanding
from portal.cycles.assess.understanding_words import area_name
from portal.cycles.models import Cycle
from portal.cycles.review.models import Referral
from portal.documents.pack_cycles import Turns, cycle_items, read_turns, support_items
from portal.documents.pack_facts import SHAREABLE, About, about, places
from portal.documents.pack_gaps import Holds, gaps
from portal.documents.pack_items import NEEDS, PROGRESS, WELLBEING, Item, Table
from portal.documents.pack_said import part_of, profession, read_views, said_by, view_items
from portal.pupils.models import Pupil
from portal.pupils.settings_of import Places
from portal.web.page import short_day

_REFERRED = {
    "considered": _l("considered"), "consent": _l("agreed with the family"), "sent": _l("sent"),
    "accepted": _l("accepted"), "declined": _l("declined"), "waiting": _l("waiting"), "seen": _l("seen"),
    "advice": _l("advice received"), "used": _l("advice used in the plan"),
    "not_used": _l("advice not used in the plan"), "withdrawn": _l("withdrawn"),
}  # fmt: skip


class Gathered(NamedTuple):
    """Everything that could stand in a pack, before its maker chooses."""

    about: About
    items: list[Item]
    gaps: dict[int, list[str]]
    places: Places


def gather(child: Pupil, *, money: bool) -> Gathered:
    """A child's evidence. `money`: with what help costs. About 15 statements, however long the thread."""
    known, stays = places(child.id)
    turns = read_turns(child.id)
    views = read_views(child.id)
    series = progress(child.id, False, known, audiences=SHAREABLE)
    versions, referrals = _understandings(child.id), _referrals(child.id)
    items = [
        *_progress_items(child.id, series),
        *view_items(views, PROGRESS, turns, known),
        *_understanding_items(versions, known),
        *_difference_items(child.id, known),
        *view_items(views, NEEDS, turns, known),
        *cycle_items(turns, known, money=money),
        *support_items(turns, known),
        *view_items(views, WELLBEING, turns, known),
        *(_referral_item(row, known) for row in referrals),
    ]
    return Gathered(about(child, stays), items, gaps(_holds(views, series, versions, referrals, turns)), known)


def _holds(
    views: list[Contribution],
    series: list[Series],
    versions: list[Understanding],
    referrals: list[Referral],
    turns: Turns,
) -> Holds:
    outside = [view for view in views if part_of(view) == WELLBEING]
    seen = [row.service for row in referrals if row.advice_on]
    return Holds(
        scores=bool(series),
        national=any(one.figures for one in series) or any(view.source == "national" for view in views),
        lines=any(len(one.points) > 1 for one in series),
        understanding=bool(versions),
        child=any(view.whose == "child" for view in views),
        family=any(view.whose == "family" for view in views),
        in_house=any(view.source == "in_house" for view in views),
        reviewed=sum(turn.reviewed_on is not None for turn in turns.cycles),
        logged=any(dose.given or dose.lost for dose in turns.doses.values()),
        rated=any(target.rating not in ("", "not_assessed") for target in turns.targets),
        advisers=tuple(f"{view.name} {profession(view)} {view.text[:80]}" for view in outside) + tuple(seen),
    )


def _progress_items(pupil: int, series: list[Series]) -> list[Item]:
    """An item for each instrument, with all its scales. One statement."""
    if not series:
        return []
    standing = (Score.pupil == pupil) & Score.withdrawn_on.is_null() & Score.audience.in_(SHAREABLE)
    scores = tuple(("score", row) for (row,) in Score.select(Score.id).where(standing).order_by(Score.id).tuples())
    together: dict[str, list[Series]] = defaultdict(list)
    for one in series:
        together[one.title].append(one)
    return [_series_item(title, several, scores) for title, several in together.items()]


def _series_item(title: str, several: list[Series], scores: tuple[tuple[str, int], ...]) -> Item:
    words = []
    for one in several:
        words.append((one.scale, " ".join(one.says)))
        if one.figures:
            words.append((_("National figures beside it"), "\n".join([*one.figures, one.sources])))
    if several[0].mind:
        words.append((_("Mind"), several[0].mind))
    points = sorted(((point.on, one.scale, point) for one in several for point in one.points), key=lambda row: row[:2])
    rows = [[short_day(on), scale, point.said, point.age, point.where, point.who] for on, scale, point in points]
    headings = [_("Day"), _("Scale"), _("Result"), _("Age"), _("Where"), _("Given by")]
    return Item(
        f"series:{title}", PROGRESS, title, _("Assessment results"), "", points[-1][0], "", words,
        Table(_("Results of %(name)s", name=title), headings, rows), scores,
    )  # fmt: skip


def _understandings(pupil: int) -> list[Understanding]:
    """All versions of our understanding, by area and number. One statement."""
    rows = (
        Understanding.select(Understanding, Person.name)
        .join(Person, JOIN.LEFT_OUTER, on=(Understanding.by == Person.id), attr="writer")
        .where((Understanding.pupil == pupil) & Understanding.audience.in_(SHAREABLE))
        .order_by(Understanding.area, Understanding.number.desc())
    )
    return list(rows)


def _understanding_items(versions: list[Understanding], known: Places) -> list[Item]:
    """An item for each area: how the need is understood now, and how that grew."""
    areas: dict[str, list[Understanding]] = defaultdict(list)
    for row in versions:
        areas[row.area].append(row)
    return [_area_item(area, rows, known) for area, rows in areas.items()]


def _area_item(area: str, rows: list[Understanding], known: Places) -> Item:
    newest = rows[0]
    words = [(_("As we understand it now"), newest.statement)]
    if newest.barriers:
        words.append((_("Barriers to learning"), newest.barriers))
    for row in rows:
        label = _("Version %(number)s, %(day)s, %(place)s", number=row.number, day=short_day(row.written_on),
                  place=known.labels.get(row.setting_id, _("a setting")))  # fmt: skip
        grew = [row.statement] if row is not newest else []
        grew += [_("What changed: %(what)s", what=row.changed)] if row.changed else []
        grew += [_("Why: %(why)s", why=row.why)] if row.why else []
        if grew:
            words.append((label, "\n".join(grew)))
    writer = getattr(newest, "writer", None)
    return Item(
        key=f"understanding:{area or 'whole'}",
        part=NEEDS,
        title=_("Our understanding of need: %(area)s", area=area_name(area)),
        source=_("Written from the evidence of each cycle"),
        who=writer.name if writer is not None and newest.setting_id not in known.hidden else "",
        on=newest.written_on,
        where=known.labels.get(newest.setting_id, ""),
        words=words,
        rests_on=tuple(("understanding", row.id) for row in rows),
    )


def _difference_items(pupil: int, known: Places) -> list[Item]:
    """Accounts of the child that differ, side by side, with what the SENCO makes of them. Two statements."""
    rows = list(
        Difference.select()
        .where((Difference.pupil == pupil) & Difference.audience.in_(SHAREABLE))
        .order_by(Difference.opened_on, Difference.id)
    )
    accounts = (
        Account.select(Account, Contribution)
        .join(Contribution)
        .where((Account.pupil == pupil) & Account.audience.in_(SHAREABLE) & Contribution.audience.in_(SHAREABLE))
        .order_by(Account.id)
    )
    told: dict[int, list[Account]] = defaultdict(list)
    for account in accounts if rows else ():
        told[account.difference_id].append(account)
    return [_difference_item(row, told[row.id], known) for row in rows]


def _difference_item(row: Difference, accounts: list[Account], known: Places) -> Item:
    words = [
        (said_by(one.contribution, known), "\n".join(filter(None, (one.contribution.text, one.may_explain))))
        for one in accounts
    ]
    words += [(_("What they may mean together"), row.hypothesis)] if row.hypothesis else []
    words += [(_("What came of it"), row.came_of_it)] if row.came_of_it else []
    return Item(
        f"difference:{row.id}", NEEDS, _("Accounts that differ: %(about)s", about=row.about),
        _("Kept side by side"), "", row.opened_on, known.labels.get(row.setting_id, ""), words,
        rests_on=(("difference", row.id), *(("contribution", one.contribution_id) for one in accounts)),
    )  # fmt: skip


def _referrals(pupil: int) -> list[Referral]:
    """Referrals to services in any state, oldest first. One statement."""
    rows = Referral.select(Referral, Cycle.number).join(Cycle, JOIN.LEFT_OUTER, attr="turn")
    rows = rows.where((Referral.pupil == pupil) & Referral.audience.in_(SHAREABLE))
    return list(rows.order_by(Referral.considered_on, Referral.id))


def _referral_item(row: Referral, known: Places) -> Item:
    steps = (
        (_("considered"), row.considered_on), (_("family agreed"), row.consent_on), (_("sent"), row.sent_on),
        (_("answered"), row.answered_on), (_("seen"), row.seen_on), (_("advice received"), row.advice_on),
    )  # fmt: skip
    words = [
        (_("Where it stands"), str(_REFERRED.get(row.state, row.state))),
        (_("Steps"), "; ".join(f"{name} {short_day(day)}" for name, day in steps if day)),
        (_("Why"), row.why),
        (_("Answer"), row.answer),
        (_("What came of it"), row.came_of_it),
    ]
    return Item(
        f"referral:{row.id}", WELLBEING, _("Referral: %(service)s", service=row.service), _("Referral to a service"),
        "", row.considered_on, known.labels.get(row.setting_id, ""), [pair for pair in words if pair[1]],
        rests_on=(("service_referral", row.id),),
    )  # fmt: skip
