"""Which of today's units an old one became: asked by every list, filter and count by province."""

import datetime

import pytest

from organizations.models import Place, PlaceSuccession
from organizations.units import Units
from portal.kit.kept import kept_on

LAST_DAY = datetime.date(2025, 6, 30)
FIRST_DAY = datetime.date(2025, 7, 1)


@pytest.fixture
def units(db):
    return Units.on(FIRST_DAY)


def pk(slug):
    return Place.objects.get(slug=slug).pk


def province(slug, **columns):
    return Place.objects.create(slug=slug, name_vi=slug, name_en=slug, kind="province", **columns)


def succeed(old, new, *, on=FIRST_DAY, whole=True):
    PlaceSuccession.objects.create(old=old, new=new, on=on, is_whole=whole)


def test_there_are_34_provinces_today_and_52_that_were(units):
    assert (len(units.provinces), len(units.current()), len(units.former())) == (86, 34, 52)


def test_there_were_63_provinces_on_the_last_day_before_the_reform(db):
    before = Units.on(LAST_DAY)
    assert len(before.current()) == 63
    assert before.becomes == {}
    assert all(before.today(place) == place for place in before.provinces)


def test_every_old_unit_is_a_unit_of_today_and_every_unit_of_today_is_itself(units):
    current = {place.pk for place in units.current()}
    assert {units.today(place.pk) for place in units.former()} <= current
    assert all(units.today(place) == place for place in current)
    recorded = dict(PlaceSuccession.objects.values_list("old", "new"))
    assert {place.pk: units.today(place.pk) for place in units.former()} == recorded


def test_units_of_today_share_out_all_86_among_them(units):
    held = [place for current in units.current() for place in units.holds(current.pk)]
    assert sorted(held) == sorted(units.provinces)
    assert all(
        units.today(place) == current.pk for current in units.current() for place in units.holds(current.pk)
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("yen-bai", "lao-cai"), ("hoa-binh", "phu-tho"), ("quang-nam", "da-nang"), ("ha-noi", "ha-noi")],
)
def test_old_province_leads_to_the_one_it_is_part_of(units, old, new):
    assert units.today(pk(old)) == pk(new)
    assert pk(old) in units.holds(pk(new))
    place = Place.objects.get(slug=old)
    assert units.now(place) == (Place.objects.get(slug=new) if old != new else None)


def test_unit_holds_its_own_namesake_of_before(units):
    slugs = {units.provinces[place].slug for place in units.holds(pk("phu-tho"))}
    assert slugs == {"phu-tho", "phu-tho-truoc-2025", "hoa-binh", "vinh-phuc"}


def test_place_that_is_no_province_is_itself(units):
    region = pk("mien-bac")
    assert units.today(region) == region
    assert units.holds(region) == {region}


def test_unit_that_changed_twice_leads_all_the_way_and_holds_what_came_before(db):
    first, second, third = province("a"), province("b"), province("c")
    succeed(first, second)
    succeed(second, third)
    units = Units.on(FIRST_DAY)
    assert units.today(first.pk) == third.pk
    assert units.holds(third.pk) == {first.pk, second.pk, third.pk}
    assert units.holds(second.pk) == {first.pk, second.pk}
    assert units.holds(first.pk) == {first.pk}


def test_records_of_a_unit_that_was_split_stay_with_it(db):
    old, east, west = province("a"), province("b"), province("c")
    succeed(old, east, whole=False)
    succeed(old, west, whole=False)
    units = Units.on(FIRST_DAY)
    assert units.today(old.pk) == old.pk
    assert units.holds(east.pk) == {east.pk}


def test_change_counts_from_its_day_on(db):
    old, new = (
        province("a", valid_to=datetime.date(2027, 2, 28)),
        province("b", valid_from=datetime.date(2027, 3, 1)),
    )
    succeed(old, new, on=datetime.date(2027, 3, 1))
    before, after = Units.on(datetime.date(2027, 2, 28)), Units.on(datetime.date(2027, 3, 1))
    assert (before.today(old.pk), after.today(old.pk)) == (old.pk, new.pk)
    assert old in before.current()
    assert new not in before.current()
    assert new in after.current()
    assert old in after.former()


def test_units_that_are_kept_are_those_of_the_day(db):
    old, new = province("a"), province("b")
    succeed(old, new, on=datetime.date(2027, 3, 1))
    before, after = (
        Units.at(kept_on(day)) for day in (datetime.date(2027, 2, 28), datetime.date(2027, 3, 1))
    )
    assert (before.today(old.pk), after.today(old.pk)) == (old.pk, new.pk)
    assert after == Units.on(datetime.date(2027, 3, 1))


def test_circle_that_staff_recorded_does_not_hang_the_site(db):
    one, two = province("a"), province("b")
    succeed(one, two)
    succeed(two, one)
    units = Units.on(FIRST_DAY)
    assert {units.today(one.pk), units.today(two.pk)} == {one.pk, two.pk}
    assert units.holds(one.pk) == {one.pk, two.pk}


def test_all_units_are_known_after_two_questions(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        units = Units.on(FIRST_DAY)
        for place in units.provinces.values():
            assert units.today(place.pk)
            assert units.holds(place.pk)
            assert place.parent is not None
            units.now(place)
