"""What a child's page tells a family, made from plain rows: what we ask, what changed, what we try, what is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from flask import current_app, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from portal.family.headline import NEWS, to_place
from portal.family.queries import Answer, Decided, Kid, Move
from portal.thread.plan_queries import Help
from portal.thread.queries import Turn
from portal.web.page import day

REVIEW_NOTICE = timedelta(days=14)


class Ask(NamedTuple):
    """One thing that we ask of a family: what, why, and the link's words."""

    what: str
    why: str
    words: str
    href: str


def asks(kid: Kid, move: Move | None, turn: Turn | None, given: Iterable[Answer], today: date) -> list[Ask]:
    """What we ask of the family now, the most pressing first; often nothing."""
    found: list[Ask] = []
    given = list(given)
    href = address("transitions.sharing_as_family", move=move.id) if move and move.unanswered else ""
    if move and href:
        why = _(
            "You decide what goes along to %(to)s. Some things must go by law: you see those too.",
            to=to_place(kid, move),
        )
        found.append(Ask(_("Say what we may share."), why, _("Answer now"), href))
    # Of several versions the newest is asked about.
    sent = max((answer for answer in given if answer.what == "plan"), key=lambda answer: answer.id, default=None)
    if turn and turn.agreed_on and sent and sent.receipt in ("", "seen"):
        why = _("You can agree, or say what you would change.")
        found.append(Ask(_("Read the new plan."), why, _("Read the plan"), url_for("family.plan", pupil=kid.id)))
    asked = any(answer.what == "meeting" and answer.stage == "plan" and not answer.receipt for answer in given)
    if turn and turn.stage in ("assess", "plan") and not turn.met_on and asked:
        why = _("We make the plan with you. See when and where.")
        found.append(Ask(_("Come to the meeting."), why, _("Answer now"), url_for("family.meeting", pupil=kid.id)))
    stages = {answer.stage for answer in given if answer.what == "view"}
    if turn and turn.stage == "assess" and "assess" not in stages:
        why = _("You know %(name)s best. What goes well? What is hard? What do you hope for?", name=kid.forename)
        found.append(Ask(_("Tell us what you see."), why, _("Tell us now"), _view(kid, "assess")))
    if turn:
        found += _of_review(kid, turn, given, today)
    if move and move.state in ("accepted", "continued", "restarted") and _first_weeks(move, today):
        why = _("How is %(name)s settling in? A few words are enough.", name=kid.forename)
        found.append(Ask(_("Tell us how the start went."), why, _("Tell us now"), _view(kid, "settling")))
    if turn and _review_near(turn, today) and "review" in stages:
        found.append(_told_already(kid))
    return found


def _of_review(kid: Kid, turn: Turn, given: list[Answer], today: date) -> list[Ask]:
    """What a review asks: their view, whether they come, and once it was held whether they agree."""
    found, href = [], url_for("family.review_view", pupil=kid.id)
    said = {answer.what for answer in given if answer.stage == "review"}
    if _review_near(turn, today) and "view" not in said:
        why = _("What helped? What did not? A few words are enough.")
        found.append(Ask(_("Tell us how the plan went."), why, _("Tell us now"), href))
    invited = any(answer.what == "meeting" and answer.stage == "review" and not answer.receipt for answer in given)
    if turn.stage in ("do", "review") and not turn.reviewed_on and invited:
        why = _("We look at the plan together. See when and where.")
        found.append(
            Ask(_("Come to the review."), why, _("Answer now"), url_for("family.review_meeting", pupil=kid.id))
        )
    if turn.reviewed_on and "opinion" not in said:
        why = _("Do you agree with what comes next? You can say how you see it.")
        found.append(Ask(_("Read what we said at the review."), why, _("Read and answer"), href))
    return found


def _told_already(kid: Kid) -> Ask:
    """Nothing is asked, but the form promised that words can be changed until the review."""
    href = url_for("family.review_view", pupil=kid.id)
    why = _("You can add to your words, or change them, until we meet.")
    return Ask(_("Your family has told us how the plan went."), why, _("Read or change it"), href)


def address(endpoint: str, **values: int) -> str:
    """The address of a page of another slice; "" in a build without it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""  # type: ignore[arg-type]


def _view(kid: Kid, about: str) -> str:
    return url_for("family.view", pupil=kid.id, about=about)


def _review_near(turn: Turn, today: date) -> bool:
    if turn.stage == "review" or (turn.stage == "do" and turn.views_asked_on):
        return turn.reviewed_on is None
    return bool(turn.stage == "do" and turn.review_on and today >= turn.review_on - REVIEW_NOTICE)


def _first_weeks(move: Move, today: date) -> bool:
    return move.moves_on <= today <= move.moves_on + timedelta(weeks=3)


class Change(NamedTuple):
    """What became of one thing: its name in bold, then the sentence."""

    name: str
    sentence: str


def changes(decided: Iterable[Decided], helps: list[Help], move: Move | None, today: date) -> list[Change]:
    """What was decided in the last six weeks, newest first, then what waits for a decision after a move."""
    recent = [row for row in decided if row.on >= today - NEWS]
    found = [Change(row.name, _decision(row)) for row in reversed(recent)]
    if move and move.state == "accepted" and move.arrived_on:
        done = {row.provision for row in recent if row.transition == move.id}
        waiting = [row.name for row in once(helps) if row.status in ("running", "paused") and row.id not in done]
        if waiting:
            by = _("We will say by %(day)s.", day=day(move.decide_by)) if move.decide_by else ""
            found.append(Change(_("Not decided yet:"), f"{', '.join(waiting)}. {by}".strip()))
    return found


def _decision(row: Decided) -> str:
    words = {
        "keep": _("is kept."),
        "adapt": _("changes a little."),
        "pause": _("is paused."),
        "stop": _("stops."),
    }[row.choice]
    again = _("We look again on %(day)s.", day=day(row.look_again_on)) if row.look_again_on else ""
    return " ".join(part for part in (words, row.reason, again) if part)


class Trying(NamedTuple):
    """One thing we are trying. mark: keep, adapt, pause or "" (never decided about)."""

    mark: str
    name: str
    sentence: str


def once(helps: Iterable[Help]) -> list[Help]:
    """Each provision once, with its newest decision (rows come oldest decision first)."""
    return list({row.id: row for row in helps}.values())


def trying(helps: Iterable[Help], kid: Kid, move: Move | None = None) -> list[Trying]:
    """What runs now, or is paused; after a move also what is not decided yet."""
    deciding = move.moves_on if move and move.state == "accepted" and move.arrived_on else None
    found = []
    for row in once(helps):
        if row.status not in ("running", "paused", "planned"):
            continue
        if deciding and (row.decided_on is None or row.decided_on < deciding):
            found.append(Trying("", row.name, " ".join(filter(None, (_("Not decided yet."), row.detail)))))
            continue
        mark = "pause" if row.status == "paused" else row.choice if row.choice in ("keep", "adapt") else ""
        words = {"keep": _("Kept."), "adapt": _("Changed a little."), "pause": _("Paused for now.")}.get(mark, "")
        found.append(Trying(mark, row.name, " ".join(filter(None, (words, _dose(row, kid), row.detail)))))
    return found


def _dose(row: Help, kid: Kid) -> str:
    """ "3 times a week with Kelechi Obi." as far as it is known."""
    elsewhere = row.setting in kid.withheld
    who = "" if kid.hidden or elsewhere else row.deliverer or row.deliverer_name
    if row.kind == "strategy" and not row.times_a_week:
        return _("Every adult does this.")
    often = ""
    if row.times_a_week:
        often = ngettext("Once a week", "%(num)d times a week", row.times_a_week)
    if often and who:
        return _("%(often)s with %(who)s.", often=often, who=who)
    return f"{often}." if often else _("With %(who)s.", who=who) if who else ""


class Next(NamedTuple):
    """A date to come, and what happens."""

    on: date
    title: str
    detail: str

    @property
    def month(self) -> str:
        """ "Nov", above the day's number."""
        return str(format_date(self.on, "MMM"))

    @property
    def weekday(self) -> str:
        """ "Mon", under the day's number."""
        return str(format_date(self.on, "EEE"))


def next_dates(kid: Kid, move: Move | None, turn: Turn | None, today: date) -> list[Next]:
    """The dates to come, in order."""
    return sorted(_dates(kid, move, turn, today))


def _dates(kid: Kid, move: Move | None, turn: Turn | None, today: date) -> Iterator[Next]:
    if turn and turn.review_on and turn.review_on >= today and not turn.reviewed_on:
        yield Next(turn.review_on, _("We look at the plan together"), kid.place)
    if move is None:
        return
    if move.moves_on >= today and move.arrived_on is None and move.state in ("agreed", "accepted"):
        first_day = _("First day at %(to)s", to=to_place(kid, move))
        yield Next(move.moves_on, first_day, _("The plan is there before %(name)s is.", name=kid.forename))
    if move.state == "accepted" and move.decide_by and move.decide_by >= today and move.arrived_on:
        yield Next(move.decide_by, _("We say what goes on"), _("What we keep, and what we change."))
    if move.state in ("accepted", "continued", "restarted"):
        for check in move.checks:
            if check >= today:
                yield Next(check, _("How is %(name)s settling?", name=kid.forename), _("We ask you."))


class Person(NamedTuple):
    """Somebody who helps, with a word on what they do."""

    name: str
    does: str

    @property
    def initials(self) -> str:
        """Two letters for the round mark: "Dr Priya Nair" is PN."""
        words = [word for word in self.name.split() if word.rstrip(".") not in ("Dr", "Mr", "Mrs", "Ms", "Miss", "Mx")]
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()


def people(kid: Kid, turn: Turn | None, helps: Iterable[Help]) -> list[Person]:
    """Who helps at the present setting: teacher, key person, who gives the help, SENCO. Nobody of a withheld one."""
    if kid.hidden:
        return []
    found: dict[str, str] = {}
    if kid.key_person:
        found[kid.key_person] = _("Key person. Ask them first.")
    if turn and turn.teacher and turn.setting == kid.setting:
        found.setdefault(turn.teacher, _("Answers for the plan day to day. Ask them first."))
    if kid.senco:
        found.setdefault(kid.senco, _("The SENCO. Makes sure the plan happens."))
    for row in once(helps):
        if row.deliverer and row.status == "running" and row.setting == kid.setting:
            found.setdefault(row.deliverer, _("Helps with: %(what)s.", what=row.name))
    return [Person(name, does) for name, does in found.items()]
