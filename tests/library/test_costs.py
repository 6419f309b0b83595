"""Costs: rate ÷ group × hours + materials, in whole pence."""

import random
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.library.costs import Dose, Total, adult_minutes, child, share, shares, total, whole
from portal.library.money import pence, pounds, typed

doses = st.builds(
    Dose,
    minutes=st.none() | st.integers(1, 600),
    times_a_week=st.none() | st.integers(1, 40),
    weeks=st.none() | st.integers(1, 60),
    group_size=st.none() | st.integers(1, 40),
    rate_pence=st.none() | st.integers(0, 1_000_000),
    materials_pence=st.none() | st.integers(0, 1_000_000),
)


def test_talk_boost_for_four_children_costs_what_the_senco_reckons_by_hand() -> None:
    """£14.40 an hour, half an hour three times a week for ten weeks: £216; a quarter is £54, and £6 for the book."""
    dose = Dose(30, 3, 10, 4, 1440, 600)
    assert whole(dose) == 21_600
    assert child(dose) == 6_000
    assert adult_minutes(dose) == Fraction(90, 4)


def test_help_without_a_rate_has_no_cost_and_is_counted_as_such() -> None:
    assert child(Dose(10, 3, 6)) is None
    assert total([Dose(10, 3, 6), Dose(materials_pence=250)]) == Total(250, Fraction(30), 1, 2)


@given(doses)
def test_a_cost_is_never_negative(dose: Dose) -> None:
    assert (child(dose) or 0) >= 0
    assert adult_minutes(dose) >= 0


@given(st.integers(0, 10**9), st.integers(1, 40))
def test_the_shares_of_a_group_add_up_to_the_whole(amount: int, size: int) -> None:
    each = shares(amount, size)
    assert sum(each) == amount
    assert len(each) == size
    assert max(each) - min(each) <= 1


@given(st.integers(0, 10**9), st.integers(1, 40))
def test_a_group_times_a_child_is_the_whole_to_half_a_penny_each(amount: int, size: int) -> None:
    assert abs(share(amount, size) * size - amount) * 2 <= size


@given(doses, st.integers(1, 40))
def test_a_bigger_group_never_costs_a_child_more(dose: Dose, more: int) -> None:
    bigger = dose._replace(group_size=(dose.group_size or 1) + more)
    assert (child(bigger) or 0) <= (child(dose) or 0)


@given(st.lists(doses, max_size=12), st.randoms(use_true_random=False))
def test_a_total_does_not_depend_on_the_order(several: list[Dose], chance: random.Random) -> None:
    mixed = list(several)
    chance.shuffle(mixed)
    assert total(mixed) == total(several)


@given(st.lists(doses, max_size=6), st.lists(doses, max_size=6))
def test_totals_of_two_children_are_the_total_of_both(nia: list[Dose], eli: list[Dose]) -> None:
    assert total(nia).plus(total(eli)) == total([*nia, *eli])


@pytest.mark.parametrize(
    ("written", "meant"), [("14.50", 1450), ("£14.5", 1450), ("1,200", 120_000), (" 0 ", 0), ("7", 700)]
)
def test_pounds_are_read_as_people_write_them(written: str, meant: int) -> None:
    assert pence(written) == meant


@pytest.mark.parametrize("written", ["", "fourteen", "14.505", "-3", "1.2.3", "14,50"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
        pence(written)


@given(st.integers(0, 10**8))
def test_an_amount_shown_in_a_box_reads_back_as_itself(amount: int) -> None:
    assert pence(typed(amount)) == amount
    assert pence(pounds(amount)) == amount
