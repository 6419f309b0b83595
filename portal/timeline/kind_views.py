"""How each kind of entry looks: its mark and its words, one small template per kind, looked up once per application."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import current_app
from markupsafe import Markup

from portal.timeline.kinds import KINDS
from portal.timeline.lines import Line

STAGES = {"assess": "A", "plan": "P", "do": "D", "review": "R", "learn": "L"}


class KindView(NamedTuple):
    """The mark of a kind where no stage gives one, and the macro that writes its words (None: as they were typed)."""

    mark: Markup
    words: Callable[[Line, dict[str, Any], Any], Markup] | None
    # False: the macro adds something only where the entry keeps data beside its words.
    wordy: bool


class Looks(NamedTuple):
    """Every mark and kind, ready to use."""

    kinds: dict[str, KindView]
    stages: dict[str, Markup]
    lock: Markup


def looks() -> Looks:
    """The looks of this application, made at the first timeline that is shown."""
    found: Looks | None = current_app.extensions.get("timeline_looks")
    if found is None:
        marks = current_app.jinja_env.get_template("components/marks.html").module
        found = current_app.extensions["timeline_looks"] = Looks(
            kinds={kind: _kind(kind, marks) for kind in KINDS},
            stages={stage: marks.stage(letter) for stage, letter in STAGES.items()},  # type: ignore[attr-defined]
            lock=marks.dot("lock"),  # type: ignore[attr-defined]
        )
    return found


def _kind(kind: str, marks: Any) -> KindView:
    module: Any = current_app.jinja_env.get_template(f"timeline/kinds/{kind}.html").module
    return KindView(marks.dot(module.mark), getattr(module, "words", None), getattr(module, "wordy", True))


def data_of(line: Line) -> dict[str, Any]:
    """What the entry keeps beside its words; empty for most."""
    return json.loads(line.data) if len(line.data) > 2 else {}
