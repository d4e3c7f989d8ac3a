"""Sets of records as whole numbers, and lists made of them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.models import Place
from portal.kit.sets import Gathered, InOrder, KeysInText, Numbering, Order, numbers_in, set_of, union

NUMBERS = st.sets(st.integers(0, 300))


@given(NUMBERS, NUMBERS)
def test_a_set_holds_what_was_put_in_and_nothing_else(some, others):
    one, other = set_of(some), set_of(others)

    assert numbers_in(one) == sorted(some)
    assert one.bit_count() == len(some)
    assert set(numbers_in(one & other)) == some & others
    assert set(numbers_in(one & ~other)) == some - others
    assert set(numbers_in(union([one, other]))) == some | others


@given(st.lists(NUMBERS, max_size=4), st.integers(0, 40), st.integers(0, 40), st.randoms())
def test_a_list_of_sets_is_cut_as_if_it_were_written_out(sets, start, length, chance):
    order = list(range(301))
    chance.shuffle(order)
    written_out = [(which, number) for which, some in enumerate(sets) for number in order if number in some]

    listed = InOrder([set_of(some) for some in sets], Order(order))

    assert len(listed) == len(written_out)
    assert listed[start : start + length] == written_out[start : start + length]
    assert listed[:] == written_out


def test_a_page_asks_for_no_more_sets_than_it_shows():
    made = []

    def sets():
        for numbers in ([0, 1], [2, 3], [4, 5]):
            made.append(numbers)
            yield set_of(numbers)

    listed = InOrder(sets(), Order(range(6)), length=6)

    assert (len(listed), made) == (6, [])
    assert (listed[:3], len(made)) == ([(0, 0), (0, 1), (1, 2)], 2)
    assert (listed[2:4], len(made)) == ([(1, 2), (1, 3)], 2)
    assert (listed[3:], len(made)) == ([(1, 3), (2, 4), (2, 5)], 3)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.5, 1])
def test_few_and_many_are_walked_in_the_same_order(share):
    chance = random.Random(7)
    order = chance.sample(range(5000), 4000)
    found = {number for number in order if chance.random() < share}

    assert list(Order(order).walk(set_of(found))) == [number for number in order if number in found]


def test_a_record_keeps_its_number_and_numbers_that_are_free_are_given_again():
    first = Numbering.of([100, 200, 300])
    second = Numbering.of([500, 300, 100, 400], first)

    assert first.numbers == {100: 0, 200: 1, 300: 2}
    assert second.numbers == {100: 0, 500: 1, 300: 2, 400: 3}
    assert second.keys == [100, 500, 300, 400]
    assert Numbering.of([100, 300], second).keys == [100, None, 300]
    assert Numbering.of([400, 100, 500, 300], second) is second
    assert numbers_in(second.set_of([400, 200, 100])) == [0, 3]


def test_the_database_gathers_keys_and_unknown_ones_are_left_out(db):
    kinds = Place.objects.order_by().values_list("kind").annotate(keys=KeysInText("pk"))
    numbering = Numbering.of(Place.objects.exclude(slug="ha-noi").values_list("pk", flat=True))

    gathered = Gathered(numbering, {})
    sets = gathered.by_value(kinds)

    assert {kind: {numbering.keys[number] for number in numbers_in(some)} for kind, some in sets.items()} == {
        kind: set(Place.objects.filter(kind=kind).exclude(slug="ha-noi").values_list("pk", flat=True))
        for kind in ("country", "region", "province", "city")
    }
    assert Gathered(numbering, gathered.sets).by_value(kinds) == sets
