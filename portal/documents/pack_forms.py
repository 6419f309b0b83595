"""The step before an evidence pack is made: what stays in, which words are blacked, why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.documents.pack_items import Choice, Item, terms
from portal.web.forms import Form, several, words


class PackForm(Form):
    """Items that stay in, words to black, the reason for both, and the maker's own words."""

    keep = several(_l("What goes into the pack"), (), Optional())
    terms = words(
        _l("Words to black out"),
        Optional(),
        hint=_l(
            "For example the names of other children. One on each line. They are taken out of the text, not covered."
        ),
        rows=3,
        longest=2000,
    )
    reason = words(
        _l("Why is something left out or blacked?"),
        Optional(),
        hint=_l("Kept in the record for professionals. It does not stand in the pack."),
        rows=2,
        longest=2000,
    )
    own_words = words(
        _l("What shows that progress came only with much support?"),
        Optional(),
        hint=_l("Your own words for part 4, if you wish: for example what happened when help stopped."),
        rows=4,
    )

    def __init__(self, items: Sequence[Item], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._keys = [item.key for item in items]
        self.keep.choices = [(item.key, item.title) for item in items]
        if not self.is_submitted():
            self.keep.data = list(self._keys)

    def choice(self) -> Choice:
        """What the maker decided."""
        kept = set(self.keep.data or ())
        return Choice(
            frozenset(key for key in self._keys if key not in kept), terms(self.terms.data or ""),
            self.reason.data or "", self.own_words.data or "",
        )  # fmt: skip
