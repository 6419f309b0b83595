"""From help and learning to strands of the thread picture: what was decided at each move, and today's word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from portal.thread.plan_queries import Help, Learnt
from portal.thread.queries import Place, Turn
from portal.timeline.thread_facts import Mark, MarkKind, Strand, Tone
from portal.web.days import in_words

_CHOICES: dict[str, MarkKind] = {"keep": "kept", "adapt": "adapted", "pause": "paused", "stop": "stopped"}
_EXTRA = ("support", "intervention")


def helps_as_strands(
    helps: list[Help], places: list[Place], turns: list[Turn], names: dict[int, str], today: date
) -> Iterator[Strand]:
    """One strand per provision that has begun."""
    begun = (row for row in helps if row.status != "planned" and row.starts_on <= today)
    for _id, rows in groupby(begun, key=lambda each: each.id):
        yield _help(list(rows), places, turns, names, today)


def _help(rows: list[Help], places: list[Place], turns: list[Turn], names: dict[int, str], today: date) -> Strand:
    help_ = rows[0]
    marks = [_decision(row, places) for row in rows if row.choice and row.decided_on]
    marks += _status(help_, marks, today)
    marks += _undecided(help_, rows, places, marks, today)
    word, tone = _word(rows, marks, turns)
    return Strand(
        key=f"p{help_.id}",
        name=help_.name,
        group="extra" if help_.kind in _EXTRA else "teach",
        start=help_.starts_on,
        marks=tuple(marks),
        word=word,
        tone=tone,
        story=_story(rows, places, names),
        began=season(help_.starts_on),
    )


def _decision(row: Help, places: list[Place]) -> Mark:
    """A decision, in the gap of the move at which it was made."""
    assert row.choice is not None
    assert row.decided_on is not None
    moved = row.moved_on
    arrived = [place.starts_on for place in places if place.starts_on <= row.decided_on] if moved else []
    move = min(arrived, key=lambda day: abs((day - moved).days), default=None) if moved else None
    return Mark(_CHOICES[row.choice], row.decided_on, move)


def _status(help_: Help, marks: list[Mark], today: date) -> list[Mark]:
    """What the row itself says, where no decision says it already."""
    last = marks[-1].kind if marks else ""
    ended = help_.ended_on or today
    match help_.status:
        case "stopped" if last != "stopped":
            return [Mark("stopped", ended)]
        case "finished":
            return [Mark("finished", ended)]
        case "lost":
            return [Mark("lost", ended)]
        case "paused" if last != "paused":
            return [Mark("paused", ended)]
    return []


def _undecided(help_: Help, rows: list[Help], places: list[Place], marks: list[Mark], today: date) -> list[Mark]:
    """After the latest move: not decided yet, or lost when its date has passed without a decision."""
    last = places[-1] if len(places) > 1 else None
    if last is None or last.decide_by is None or help_.starts_on >= last.starts_on or help_.status != "running":
        return []
    if any(row.decided_on and row.decided_on >= last.starts_on for row in rows) or any(
        mark.move == last.starts_on for mark in marks
    ):
        return []
    return [Mark("undecided" if today <= last.decide_by else "lost", last.starts_on, last.starts_on)]


def _word(rows: list[Help], marks: list[Mark], turns: list[Turn]) -> tuple[str, Tone]:
    """Today's word for a strand, and how it stands."""
    last = marks[-1] if marks else None
    if last is None:
        open_number = next((turn.number for turn in turns if turn.closed_on is None), None)
        return (_("new") if rows[0].cycle_number == open_number else _("in use")), "live"
    match last.kind:
        case "adapted":
            dose = _dose(rows[0])
            return (_("adapted: %(dose)s", dose=dose) if dose else _("adapted")), "live"
        case "paused":
            until = rows[-1].look_again_on
            return (_("paused to %(day)s", day=_short(until)) if until else _("paused")), "live"
        case "stopped" | "finished":
            number = _cycle_at(turns, last.on)
            words = (_("stopped"), _("stopped, cycle %(number)s", number=number))
            if last.kind == "finished":
                words = (_("finished"), _("finished, cycle %(number)s", number=number))
            return words[bool(number)], "ended"
        case "lost":
            return _("lost since %(day)s", day=_short(last.on)), "lost"
        case "undecided":
            return _("not decided yet"), "lost"
        case _:
            return _("kept"), "live"


def _dose(help_: Help) -> str:
    if help_.minutes and help_.times_a_week:
        return _("%(times)s × %(minutes)s min", times=help_.times_a_week, minutes=help_.minutes)
    return ""


def _story(rows: list[Help], places: list[Place], names: dict[int, str]) -> str:
    """Began when and where, what was decided at each move and why, in short sentences."""
    help_ = rows[0]
    sentences = []
    if help_.cycle_number:
        sentences.append(_("Began in cycle %(number)s.", number=help_.cycle_number))
    decided = {"keep": _("Kept"), "adapt": _("Adapted"), "pause": _("Paused"), "stop": _("Stopped")}
    for row in rows:
        if row.choice and row.decided_on:
            at = next((names[place.setting] for place in reversed(places) if place.starts_on <= row.decided_on), "")
            said = _("%(decided)s at %(place)s", decided=decided[row.choice], place=at) if at else decided[row.choice]
            sentences.append(f"{said}: {_sentence(row.reason)}" if row.reason else f"{said}.")
    if help_.status_reason:
        sentences.append(_sentence(help_.status_reason))
    return " ".join(sentences)


def learnings_as_strands(learnings: list[Learnt], places: list[Place], turns: list[Turn]) -> Iterator[Strand]:
    """One strand per learning, kept at each move after which a cycle used it."""
    opened = {turn.number: turn.opened_on for turn in turns}
    for _id, group in groupby(learnings, key=lambda each: each.id):
        rows = list(group)
        learnt = rows[0]
        used = [row for row in rows if row.used and row.use_cycle]
        marks = [
            Mark("kept", place.starts_on, place.starts_on)
            for place in places[1:]
            if place.starts_on > learnt.learnt_on
            and any(opened.get(row.use_cycle or 0, date.min) >= place.starts_on for row in used)
        ]
        if learnt.retired_on:
            marks.append(Mark("finished", learnt.retired_on))
        word, tone = _learning_word(rows)
        yield Strand(
            f"l{learnt.id}", _first_words(learnt.text), "learn", learnt.learnt_on, tuple(marks), word, tone,
            _learning_story(rows), season(learnt.learnt_on),
        )  # fmt: skip


def _learning_word(rows: list[Learnt]) -> tuple[str, Tone]:
    if rows[0].retired_on:
        return _("retired"), "ended"
    if rows[-1].use_cycle and not rows[-1].used:
        return _("set aside"), "ended"
    if rows[0].kind == "hinders":
        return _("avoided"), "live"
    return _("in use"), "live"


def _learning_story(rows: list[Learnt]) -> str:
    learnt = rows[0]
    sentences = [_("Learnt in cycle %(number)s.", number=learnt.cycle_number)] if learnt.cycle_number else []
    if rows[-1].use_cycle and rows[-1].how:
        words = _("Used in cycle %(number)s:", number=rows[-1].use_cycle)
        if not rows[-1].used:
            words = _("Set aside in cycle %(number)s:", number=rows[-1].use_cycle)
        sentences.append(f"{words} {_sentence(rows[-1].how)}")
    if learnt.retired_reason:
        sentences.append(_sentence(learnt.retired_reason))
    return " ".join(sentences)


def _cycle_at(turns: Iterable[Turn], day: date) -> int | None:
    numbers = [turn.number for turn in turns if turn.opened_on <= day]
    return numbers[-1] if numbers else None


def _short(day: date) -> str:
    return in_words(day, "d MMM")


def _first_words(text: str) -> str:
    """A name for a learning: its first sentence, at most 60 letters."""
    first = text.split(". ")[0].split("\n")[0].strip().rstrip(".")
    return first if len(first) <= 60 else first[:59].rsplit(" ", 1)[0] + "…"


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def season(day: date) -> str:
    """The term in which something began, in words: "spring 2018"."""
    term = _("autumn") if day.month >= 9 else _("spring") if (day.month, day.day) < (4, 16) else _("summer")
    return f"{term} {day.year}"
