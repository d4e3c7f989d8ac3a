from organizations.models import Place
from portal.kit.prefetched import give


def test_rows_that_are_at_hand_are_not_asked_for(db, django_assert_num_queries):
    hanoi, hue = Place.objects.get(slug="ha-noi"), Place.objects.get(slug="hue")
    give(hanoi, successors=[hue])
    give(hanoi, aliases=[])

    with django_assert_num_queries(0):
        assert list(hanoi.successors.all()) == [hue]
        assert list(hanoi.aliases.all()) == []
    assert list(Place.objects.get(slug="ha-noi").successors.all()) == []
