"""The staff's words: for each a row that it means and one that it barely does not."""

import datetime

from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone, translation

from organizations.models import (
    Affiliation,
    Organization,
    OrganizationFigure,
    OrganizationName,
    Person,
    Place,
    Registration,
)

DAY = datetime.date(2026, 3, 2)


def organization(slug, **columns):
    return Organization.objects.create(**{"name_vi": slug, "slug": slug, "kind": "cso", **columns})


def place(slug):
    return Place.objects.get(slug=slug)


def slugs(queryset):
    return {one.slug for one in queryset}


# Places


def test_provinces_are_neither_countries_nor_regions_nor_cities_abroad(db):
    kinds = set(Place.objects.values_list("kind", flat=True))
    assert kinds == {"country", "region", "province", "city"}
    assert set(Place.objects.provinces().values_list("kind", flat=True)) == {"province"}
    assert set(Place.objects.countries().values_list("kind", flat=True)) == {"country"}
    assert "mien-bac" not in slugs(Place.objects.provinces())
    assert "vientiane" not in slugs(Place.objects.countries())


def test_place_holds_what_lies_in_it_at_any_depth_and_nothing_beside_it(db):
    north = slugs(Place.objects.within(place("mien-bac")))
    assert {"mien-bac", "ha-noi", "yen-bai"} <= north
    assert north.isdisjoint({"viet-nam", "da-nang", "mien-nam"})
    country = slugs(Place.objects.within(place("viet-nam")))
    assert {"viet-nam", "mien-bac", "ha-noi", "ca-mau"} <= country
    assert country.isdisjoint({"lao", "vientiane"})
    assert slugs(Place.objects.within(place("ha-noi"))) == {"ha-noi"}


def test_places_stand_in_vietnamese_order_for_vietnamese_readers(db):
    with translation.override("vi"):
        order = [one.slug for one in Place.objects.provinces().in_alphabetical_order()]
    sought = ["can-tho", "da-nang", "dak-lak", "dien-bien", "dong-nai"]
    assert sorted(sought, key=order.index) == sought, "ă stands after a, đ after d, whatever the tone"


# Organizations


def test_networks_are_not_among_organizations(db):
    organization("mang-luoi", kind="network")
    organization("lien-hiep", kind="umbrella")
    assert slugs(Organization.objects.organizations()) == {"lien-hiep"}


def test_organizations_are_found_in_places_by_what_ties_them_there(db):
    for slug, role, where in [("a", "seat", "ha-noi"), ("b", "work", "ha-noi"), ("c", "work", "hue")]:
        organization(slug).places.create(role=role, place=place(where))
    Organization.objects.get(slug="b").places.create(role="work", place=place("ha-noi"), period="2009")
    hanoi = [place("ha-noi").pk]
    assert [one.slug for one in Organization.objects.in_places(hanoi).order_by("pk")] == ["a", "b"]
    assert slugs(Organization.objects.in_places(hanoi, role="seat")) == {"a"}
    assert slugs(Organization.objects.in_places(hanoi, role="work")) == {"b"}
    assert slugs(Organization.objects.in_places([])) == set()


def test_newest_come_first(db):
    for slug in "abc":
        organization(slug)
    Organization.objects.filter(slug="a").update(created_at=timezone.now() + datetime.timedelta(hours=1))
    assert [one.slug for one in Organization.objects.newest()] == ["a", "c", "b"]


def test_staff_look_after_drafts_and_published_ones(db):
    for state in ("draft", "published", "archived"):
        organization(state, publication=state)
    assert slugs(Organization.objects.in_use()) == {"draft", "published"}
    assert slugs(Organization.objects.drafts()) == {"draft"}
    assert slugs(Organization.objects.public()) == {"published"}


def test_without_places_means_neither_now_nor_earlier(db):
    organization("khong-noi-nao")
    organization("truoc-day").places.create(role="work", place=place("ha-noi"), period="2009")
    assert slugs(Organization.objects.without_places()) == {"khong-noi-nao"}


def test_one_way_to_reach_it_is_enough(db):
    organization("khong-cach-nao")
    organization("trang", website="https://vidu.vn")
    organization("thu", public_email="a@vidu.vn")
    organization("goi", public_phone="024 0000 000")
    assert slugs(Organization.objects.without_contact()) == {"khong-cach-nao"}


def test_without_english_means_a_name_or_text_that_only_vietnamese_read(db):
    organization("khong-ten")
    organization("chi-ten", name_en="Only a name")
    organization("nua", name_en="Half", description_vi="Có.")
    organization("du", name_en="Whole", description_vi="Có.", description_en="There.")
    assert slugs(Organization.objects.without_english()) == {"khong-ten", "nua"}


def test_only_a_state_body_lacks_its_level(db):
    organization("so", kind="state")
    organization("bo", kind="state", state_level="central")
    organization("hoi")
    assert slugs(Organization.objects.without_level()) == {"so"}


def test_registration_runs_out_from_today_to_the_last_day_of_notice(db):
    for slug, columns in {
        "hom-qua": {"expires_on": DAY - datetime.timedelta(days=1)},
        "hom-nay": {"expires_on": DAY},
        "ngay-90": {"expires_on": DAY + datetime.timedelta(days=90)},
        "ngay-91": {"expires_on": DAY + datetime.timedelta(days=91)},
        "da-nop": {"expires_on": DAY, "renewal_filed_on": DAY},
        "mai-mai": {},
    }.items():
        one = organization(slug)
        Registration.objects.create(organization=one, authority="Sở Nội vụ", **columns)
        Registration.objects.create(
            organization=one, authority="Sở khác", expires_on=DAY - datetime.timedelta(days=900)
        )
    found = Organization.objects.with_registration_running_out(on=DAY, days=(0, 90))
    assert slugs(found) == {"hom-nay", "ngay-90"}
    assert Registration.objects.running_out(on=DAY, days=(0, 90)).count() == 2
    assert slugs(Organization.objects.with_registration_run_out(on=DAY)) == {"hom-qua"}
    later = Organization.objects.with_registration_running_out(on=DAY, days=(91, 180))
    assert slugs(later) == {"ngay-91"}


def test_only_the_newest_verification_counts(db):
    for slug, ends in {
        "da-het": [10, -1],
        "gia-han": [-1, 10],
        "mai-mai": [-1, None],
        "chua-bao-gio": [],
    }.items():
        one = organization(slug)
        for number, days in enumerate(ends):
            one.verifications.create(
                verified_on=DAY - datetime.timedelta(days=500 - number),
                verified_by="Lan",
                valid_until=None if days is None else DAY + datetime.timedelta(days=days),
            )
    assert slugs(Organization.objects.with_verification_run_out(on=DAY)) == {"da-het"}
    running = Organization.objects.with_verification_running_out(on=DAY, days=(0, 30))
    assert slugs(running) == {"gia-han"}


def test_untouched_counts_days_of_viet_nam(db):
    before = datetime.datetime(2026, 3, 1, 16, 59, tzinfo=datetime.UTC)  # 23:59 in Ha Noi
    for slug, instant in {"cu": before, "moi": before + datetime.timedelta(minutes=1)}.items():
        organization(slug)
        Organization.objects.filter(slug=slug).update(updated_at=instant)
    assert slugs(Organization.objects.untouched_since(DAY)) == {"cu"}


def test_seat_is_where_it_sits_today_in_the_reader_s_language(db):
    moved = organization("da-chuyen")
    moved.places.create(role="seat", place=place("hue"), period="2009/2019")
    moved.places.create(role="seat", place=place("ha-noi"), period="2020/")
    moved.places.create(role="work", place=place("da-nang"))
    organization("khong-ro").places.create(role="work", place=place("da-nang"))
    seats = {"vi": "Hà Nội", "en": place("ha-noi").name_en}
    for language, seat in seats.items():
        with translation.override(language):
            found = dict(Organization.objects.with_seat().values_list("slug", "seat_name"))
            assert found == {"da-chuyen": seat, "khong-ro": None}


def test_list_stands_in_the_alphabet_of_the_reader(db):
    for slug, vi, en in [("a", "Đất", "Zenith"), ("b", "Dừa", "Alpha"), ("c", "Em", "")]:
        organization(slug, name_vi=vi, name_en=en)
    with translation.override("vi"):
        assert [one.slug for one in Organization.objects.in_alphabetical_order()] == ["b", "a", "c"]
    with translation.override("en"):
        assert [one.slug for one in Organization.objects.in_alphabetical_order()] == ["b", "c", "a"]


# Rows that follow their organization


def test_parts_are_seen_and_listed_as_their_organization_is(db):
    for state in ("draft", "published", "archived"):
        one = organization(state, publication=state)
        one.names.create(kind="former", text=f"{state} cũ")
        one.figures.create(what_vi=state, unit="items", value=1)
    visitor, staff = AnonymousUser(), User.objects.create_superuser("quan-tri")
    for model in (OrganizationName, OrganizationFigure):
        assert {row.organization.slug for row in model.objects.visible_to(visitor)} == {
            "published",
            "archived",
        }
        assert model.objects.visible_to(staff).count() == 3
        assert {row.organization.slug for row in model.objects.public()} == {"published"}


def test_contacts_are_for_staff_alone(db):
    person = Person.objects.create(full_name="Nguyễn Thị Thử")
    Affiliation.objects.create(person=person, organization=organization("hoi", publication="published"))
    staff = User.objects.create_superuser("quan-tri")
    for model in (Person, Affiliation):
        assert model.objects.visible_to(AnonymousUser()).count() == 0
        assert model.objects.visible_to(staff).count() == 1
