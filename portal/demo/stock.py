"""What the stories take from the authority's own lists: help of the library, prices of an hour, instruments."""

from portal.assessments.models import Instrument
from portal.library.models import Item
from portal.library.queries import Price, fold, rate_of, rates


class Stock:
    """Read once; the demo changes none of it."""

    def __init__(self) -> None:
        self._items = list(Item.select().where(Item.setting.is_null()))
        self._rates: dict[int | None, dict[str, Price]] = {}
        self.instruments = {row.code: row for row in Instrument.select()}

    def item(self, name: str, family: str = "") -> Item | None:
        """The library's help of that name, else of that family, else whose name the name begins with."""
        folded = fold(name)
        for row in self._items:
            if row.name_fold == folded or (family and row.family == family):
                return row
        return next((row for row in self._items if folded.startswith(row.name_fold)), None)

    def hour(self, setting: int | None, role: str) -> int | None:
        """Pence for an hour of a role."""
        if setting not in self._rates:
            self._rates[setting] = rates(setting)
        return rate_of(self._rates[setting], role)

    def fits(self, code: str, months: int) -> bool:
        """Whether an instrument is made for children of that age."""
        row = self.instruments[code]
        return (row.youngest or 0) <= months <= (row.oldest or months)
