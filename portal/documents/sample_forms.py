"""A case sample before it is made: each chapter in a box, one sentence on a line, to change or take out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import HiddenField
from wtforms.validators import Optional

from portal.documents.sample_sentences import MOST_WORDS, Chapter, words_in
from portal.web.forms import Form, words


class SampleForm(Form):
    """A subclass made by `sample_form` has a box for each chapter."""

    chapters: Sequence[Chapter] = ()
    # "yes": the names were replaced.
    hide = HiddenField()

    def told(self) -> list[Chapter]:
        """The chapters as the maker leaves them; an empty one is left out."""
        found = []
        for place, chapter in enumerate(self.chapters):
            lines = [line.strip() for line in (self[f"chapter_{place}"].data or "").splitlines() if line.strip()]
            if lines:
                found.append(Chapter(chapter.heading, lines))
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        """Two pages, and not nothing."""
        sound = bool(super().validate(extra_validators))
        told = self.told()
        count = words_in([line for chapter in told for line in chapter.sentences])
        if not told:
            self.form_errors.append(_("Keep at least one sentence."))
        elif count > MOST_WORDS:
            self.form_errors.append(
                _("Two pages hold about %(most)s words. This has %(count)s: take some sentences out.", most=MOST_WORDS, count=count)
            )  # fmt: skip
        return sound and not self.form_errors


def sample_form(chapters: Sequence[Chapter], *, hide: bool) -> SampleForm:
    """The form of one child's chapters."""
    boxes = {
        f"chapter_{place}": words(chapter.heading, Optional(), rows=min(len(chapter.sentences) + 2, 7))
        for place, chapter in enumerate(chapters)
    }
    made: SampleForm = type("SampleForm", (SampleForm,), {**boxes, "chapters": chapters})()
    if not made.is_submitted():
        made.hide.data = "yes" if hide else ""
        for place, chapter in enumerate(chapters):
            made[f"chapter_{place}"].data = "\n".join(chapter.sentences)
    return made
