"""The receipts of a handover as components/receipts.html draws them: agreed, sent, received … settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import format_date
from flask_babel import gettext as _

from portal import clock
from portal.transitions.models import Transition, TransitionReceipt


class Receipt(NamedTuple):
    """One step: its lines (who, when) and "done", "you" (waits for somebody now) or "wait"."""

    name: str
    lines: list[str]
    state: str


def receipts(
    move: Transition, rows: Sequence[TransitionReceipt], decided: int, strands: int, clock_words: str
) -> list[Receipt]:
    """The steps of a move in their order. `clock_words`: how long there is left to decide."""
    by = _by_step(rows)
    strip = [
        _once(_("Agreed"), by, "agreed", waits=_("family not asked yet") if not move.family_told_on else _("told")),
        _once(_("Sent"), by, "sent"),
        _once(_("Received"), by, "received"),
        _read(by.get("read", [])),
        _once(_("Family met"), by, "family_met"),
        Receipt(_("Started"), [_day(move.arrived_on)], "done")
        if move.arrived_on
        else Receipt(_("Starts"), [_day(move.moves_on)], "wait"),
    ]
    if move.kind != "dual":
        strip.append(_decided(move, decided, strands, clock_words))
    strip += [
        _check(_("2-week check"), by.get("check_2_weeks", [])),
        _check(_("6-week check"), by.get("check_6_weeks", [])),
    ]
    return _first_waits(strip)


def _by_step(rows: Sequence[TransitionReceipt]) -> dict[str, list[TransitionReceipt]]:
    found: dict[str, list[TransitionReceipt]] = {}
    for row in rows:
        found.setdefault(row.step, []).append(row)
    return found


def _day(day: date | None) -> str:
    """9 Nov: short, as the strip has little room."""
    return str(format_date(day, "d MMM")) if day else ""


def _lines(row: TransitionReceipt) -> list[str]:
    """Who and when; without the name where it is withheld."""
    return [line for line in (row.name, _day(row.on)) if line]


def _once(name: str, by: dict[str, list[TransitionReceipt]], step: str, waits: str = "") -> Receipt:
    rows = by.get(step)
    if not rows:
        return Receipt(name, [waits] if waits else [], "wait")
    return Receipt(name, _lines(rows[-1]), "done")


def _read(asked: Sequence[TransitionReceipt]) -> Receipt:
    if not asked:
        return Receipt(_("Read"), [_("nobody asked yet")], "wait")
    done = [row for row in asked if row.on]
    words = _("%(done)s of %(all)s adults", done=len(done), all=len(asked))
    if len(done) < len(asked):
        missing = ", ".join(row.name for row in asked if not row.on and row.name)
        if not missing:
            return Receipt(_("Read"), [words], "you")
        return Receipt(_("Read"), [_("%(count)s; not yet: %(names)s", count=words, names=missing)], "you")
    return Receipt(_("Read"), [words, _day(max(row.on for row in done))], "done")


def _decided(move: Transition, decided: int, strands: int, clock_words: str) -> Receipt:
    if not move.arrived_on:
        return Receipt(_("Decided"), [], "wait")
    words = _("%(decided)s of %(strands)s", decided=decided, strands=strands)
    if decided < strands:
        return Receipt(_("Decided"), ["; ".join(filter(None, (words, clock_words)))], "you")
    return Receipt(_("Decided"), [words, _day(move.continued_on)], "done")


def _check(name: str, rows: Sequence[TransitionReceipt]) -> Receipt:
    if not rows:
        return Receipt(name, [], "wait")
    row = rows[0]
    if row.on:
        return Receipt(name, _lines(row), "done")
    return Receipt(name, [_day(row.due_on)], "you" if row.due_on and row.due_on <= clock.today() else "wait")


def _first_waits(strip: list[Receipt]) -> list[Receipt]:
    """When nothing waits for anybody by itself, the first step that is not done does."""
    if any(receipt.state == "you" for receipt in strip):
        return strip
    # The checks have days of their own.
    for place, receipt in enumerate(strip[:-2]):
        if receipt.state == "wait":
            return [*strip[:place], receipt._replace(state="you"), *strip[place + 1 :]]
    return strip
