"""The Unique Learner Number: ten digits, the last one a check digit (Learning Records Service)."""

from flask_babel import gettext as _


def normalise(text: str) -> str:
    """Without spaces."""
    return "".join(text.split())


def reason(text: str) -> str:
    """Why `text` is not a ULN, in one sentence; empty when it is one.

    Rule: weights 10 down to 2 over the first nine digits, modulo 11; remainder 0 is never used;
    the check digit is ten less the remainder.
    """
    value = normalise(text)
    if len(value) != 10 or not (value.isascii() and value.isdigit()):
        return _("The learner number (ULN) %(uln)s is not ten digits.", uln=value[:20])
    remainder = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), value, strict=False)) % 11
    if remainder == 0 or int(value[9]) != 10 - remainder:
        return _("The learner number (ULN) %(uln)s has a mistake in it.", uln=value)
    return ""
