"""Pounds as people type and read them; the portal keeps whole pence."""

from __future__ import annotations

import re

_TYPED = re.compile(r"£?\s*(\d{1,7}(?:,\d{3})*)(?:\.(\d{1,2}))?")


def pence(typed: str) -> int:
    """Whole pence of "14.50", "£14.5" or "1,200". Raises ValueError for anything else, also for a third decimal."""
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        raise ValueError(typed)
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))


def pounds(pence: int | None) -> str:
    """£14.50; £1,200 where there are no odd pence; "" for None."""
    if pence is None:
        return ""
    whole, odd = divmod(pence, 100)
    return f"£{whole:,}.{odd:02d}" if odd else f"£{whole:,}"


def typed(pence: int | None) -> str:
    """As it stands in a form's box: 14.50."""
    return "" if pence is None else f"{pence // 100}.{pence % 100:02d}"
