"""Nothing that is published gives a small number away."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.oversight.suppression import FEW, HIDDEN, cell, column

THRESHOLD = 5
COUNTS = st.dictionaries(st.integers(0, 7), st.integers(0, 9), max_size=5)


def test_a_small_number_alone_is_fewer_than_five() -> None:
    assert [cell(count, THRESHOLD).shown for count in (0, 1, 4, 5, 12)] == [0, None, None, 5, 12]


def test_one_small_number_takes_a_neighbour_with_it() -> None:
    cells, total = column({"Millbrook": 3, "Fernhill": 12, "Oakfield": 40}, THRESHOLD)
    assert cells["Millbrook"].why == FEW
    assert cells["Fernhill"].why == HIDDEN
    assert cells["Oakfield"].shown == 40
    assert total.shown == 55


def test_a_small_number_that_cannot_be_covered_hides_the_total() -> None:
    cells, total = column({"Millbrook": 3}, THRESHOLD)
    assert cells["Millbrook"].shown is None
    assert total.shown is None


def test_small_numbers_that_cover_each_other_leave_the_rest_shown() -> None:
    cells, total = column({"a": 2, "b": 3, "c": 20}, THRESHOLD)
    assert cells["c"].shown == 20
    assert total.shown == 25


@settings(deadline=None)
@given(COUNTS)
def test_every_small_count_could_be_another_one(counts: dict[int, int]) -> None:
    cells, total = column(counts, THRESHOLD)
    unknown = [row for row in counts if cells[row].shown is None]
    small = [row for row in unknown if cells[row].why == FEW]
    if not small:
        return
    ranges = [range(1, THRESHOLD) if cells[row].why == FEW else range(THRESHOLD, 14) for row in unknown]
    if total.shown is not None:
        rest = total.shown - sum(found.shown or 0 for found in cells.values())
        possible = [values for values in product(*ranges) if sum(values) == rest]
    else:
        possible = list(product(*[list(one)[:4] for one in ranges]))
    for row in small:
        assert len({values[unknown.index(row)] for values in possible}) > 1, (counts, row)


def test_where_the_total_matters_no_cell_says_who() -> None:
    cells, total = column({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 0}, THRESHOLD, keep_total=True)
    assert {found.why for found in cells.values()} == {HIDDEN}
    assert total.shown == 5


def test_equal_small_numbers_would_follow_from_their_total() -> None:
    _cells, total = column({"a": 4, "b": 4}, THRESHOLD, keep_total=True)
    assert total.shown is None


@given(COUNTS)
def test_what_is_shown_is_true(counts: dict[int, int]) -> None:
    cells, total = column(counts, THRESHOLD)
    assert all(found.shown in (None, counts[row]) for row, found in cells.items())
    assert total.shown in (None, sum(counts.values()))
    assert all(cells[row].shown is None for row, count in counts.items() if 0 < count < THRESHOLD)
