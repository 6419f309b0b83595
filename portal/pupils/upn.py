"""The Unique Pupil Number: its form, its check letter and what it does (and does not) tell.

Source of the rule: DfE Common Basic Data Set; GDSC UniquePupilNumber 2.0. A permanent number is a
check letter and twelve digits; a temporary one ends in a letter. The check letter is the sum over
positions 2 to 13 of position times value, modulo 23, as an index into `LETTERS`.

The check is weak: about one random string in 23 passes. Never match a child on a UPN alone. The LA
in a UPN is the one that allocated it: never derive a child's present LA or school from it.
"""

import re
from typing import Literal, NamedTuple

from flask_babel import gettext as _

#: The 23 letters in use. I, O and S are never used, as they look like 1, 0 and 5.
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LENGTH = 13

Kind = Literal["permanent", "temporary", ""]

_SPACES = re.compile(r"\s+")

#: Codes of English LAs with those that the census also accepts (pseudo LAs, Wales). LAs come and
#: go, so a code outside these only warns.
_LA_RANGES = (
    (1, 5), (201, 213), (301, 320), (330, 336), (340, 344), (350, 359), (370, 373), (380, 384),
    (390, 394), (420, 420), (660, 681), (701, 708), (800, 803), (805, 808), (810, 813), (815, 816),
    (820, 823), (825, 826), (830, 831), (835, 841), (845, 846), (850, 852), (855, 857), (860, 861),
    (865, 896), (901, 943),
)  # fmt: skip


class UpnCheck(NamedTuple):
    """What is known about one UPN.

    `value` is the normalised text. `reason` is empty when the number is well formed, else a plain
    sentence. `warning` is empty unless the number is well formed but worth a second look.
    """

    value: str
    kind: Kind
    la: str
    reason: str
    warning: str

    @property
    def valid(self) -> bool:
        """Well formed, with the right check letter."""
        return not self.reason


def normalise(text: str) -> str:
    """Upper case, without any spaces: `j357 200021001` becomes `J357200021001`."""
    return _SPACES.sub("", text).upper()


def check_letter(body: str) -> str:
    """The letter that belongs before the twelve characters of `body`.

    Raises ValueError for anything else than twelve characters of digits and `LETTERS`.
    """
    if len(body) != LENGTH - 1:
        raise ValueError("a UPN has twelve characters after its check letter")
    total = sum(
        position * (int(char) if char in "0123456789" else LETTERS.index(char))
        for position, char in enumerate(body, start=2)
    )
    return LETTERS[total % 23]


def kind(text: str) -> Kind:
    """`temporary` when the last character is a letter, `permanent` for a digit, else empty."""
    value = normalise(text)
    if _form_reason(value):
        return ""
    return "temporary" if value[-1] in LETTERS else "permanent"


def check(text: str) -> UpnCheck:
    """Judge `text` after normalising it. Never raises."""
    value = normalise(text)
    reason = _form_reason(value) or _letter_reason(value)
    if reason:
        return UpnCheck(value, "", "", reason, "")
    la = value[1:4]
    warning = ""
    if not _is_known_la(la):
        warning = _("The UPN %(upn)s was given out by a local authority we do not know (%(la)s).", upn=value, la=la)
    return UpnCheck(value, kind(value), la, "", warning)


def _is_known_la(la: str) -> bool:
    return any(low <= int(la) <= high for low, high in _LA_RANGES)


def _form_reason(value: str) -> str:
    if not value:
        return _("There is no UPN.")
    if len(value) != LENGTH:
        return _("The UPN %(upn)s has %(count)s characters. A UPN has 13.", upn=_short(value), count=len(value))
    first, digits, last = value[0], value[1:-1], value[-1]
    if first not in LETTERS:
        if "A" <= first <= "Z":
            return _("The UPN %(upn)s starts with %(letter)s. I, O and S are never used.", upn=value, letter=first)
        return _("The UPN %(upn)s does not start with a letter.", upn=value)
    for char in digits:
        if char not in "0123456789":
            return _("The UPN %(upn)s has “%(char)s” where a number should be.", upn=value, char=char)
    if last not in "0123456789" and last not in LETTERS:
        return _("The UPN %(upn)s ends in %(letter)s. I, O and S are never used.", upn=value, letter=last)
    return ""


def _letter_reason(value: str) -> str:
    expected = check_letter(value[1:])
    if value[0] == expected:
        return ""
    return _(
        "The UPN %(upn)s has a mistake in it: with these numbers the first letter would be %(letter)s.",
        upn=value,
        letter=expected,
    )


def _short(value: str) -> str:
    return value if len(value) <= 20 else value[:20] + "…"
