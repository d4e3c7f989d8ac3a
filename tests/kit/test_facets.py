"""A facet counts on what the other filters leave, and offers nothing that leads nowhere."""

from portal.kit.facets import Choice, Facet, Narrowed, choices_of
from portal.kit.sets import set_of

HAVING = {"red": set_of([0, 1, 2]), "blue": set_of([2, 3]), "green": set_of([4])}
LABELS = {"red": "đỏ", "blue": "xanh", "green": "lục"}


def test_a_filter_does_not_narrow_its_own_facet():
    narrowed = Narrowed(set_of(range(5)), {"colour": HAVING["red"], "size": set_of([1, 2, 3])})

    assert narrowed.found == set_of([1, 2])
    assert choices_of(LABELS, HAVING, narrowed.without("colour"), ["red"]) == [
        Choice("red", "đỏ", 2, is_chosen=True),
        Choice("blue", "xanh", 2, is_chosen=False),
    ]


def test_what_is_chosen_stays_though_it_finds_nothing():
    assert choices_of(LABELS, HAVING, set_of([0]), ["green"]) == [
        Choice("red", "đỏ", 1, is_chosen=False),
        Choice("green", "lục", 0, is_chosen=True),
    ]


def test_a_long_facet_folds_its_rest_and_opens_where_something_is_chosen():
    choices = [Choice(str(number), "", 1, is_chosen=number == 11) for number in range(12)]

    assert [len(Facet("x", "", choices[:10]).rest), len(Facet("x", "", choices).rest)] == [0, 4]
    assert Facet("x", "", choices).is_rest_chosen
    assert Facet("x", "", choices).chosen_count == 1
