"""What was measured of the invented children: one instrument for each recipe, the result following from the child's number."""

from datetime import date, timedelta

from portal.demo.recipes import Recipe
from portal.demo.story import Sitting

_BANDS = ("red", "amber", "green")
_LEVELS = ("1", "2", "3", "4", "5")
_ASKED = {"sdq": "parent"}
_FORMS = {"yarc": "A", "wrat": "Blue"}


def result(recipe: Recipe, number: int, opened: date) -> str:
    """The result as somebody types it; "" where nothing is measured. A second cycle's differs a little from the first's."""
    if recipe.measure is None:
        return ""
    instrument, _scale, usual = recipe.measure
    later = opened.month > 8
    if instrument == "wellcomm":
        return _BANDS[min(usual - number % 2 + later, 2)]
    if instrument == "leuven":
        return _LEVELS[min(usual - number % 2 + later, 4)]
    if instrument == "attendance":
        return f"{usual + number % 23} of 380"
    spread = number * 7 % 11 - 5
    return str(usual + spread + (number % 4 - 1 if later else 0))


def sittings(recipe: Recipe, number: int, opened: date, teacher: str) -> tuple[Sitting, ...]:
    """The sitting to enter in the cycle that opened on that day."""
    if recipe.measure is None:
        return ()
    instrument, scale, _usual = recipe.measure
    return (
        Sitting(
            instrument, opened - timedelta(days=2 + number % 9), {scale: result(recipe, number, opened)},
            tester=teacher, source="previous" if instrument == "attendance" else "in_house",
            reach="universal" if instrument == "attendance" else "targeted", informant=_ASKED.get(instrument, ""),
            form=_FORMS.get(instrument, ""),
        ),
    )  # fmt: skip
