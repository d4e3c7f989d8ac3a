"""What is kept in memory finds what the database would: the same organizations, counts and order, in both languages."""

import datetime
import random

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import translation

from organizations import facets, listing, synthetic
from organizations.filters import OrganizationFilter
from organizations.index import public_index
from organizations.models import FieldOfWork, Organization, OrganizationPlace, Place
from organizations.search import refresh_organizations
from organizations.services import change_organization, move_publication
from organizations.units import Units
from portal.kit.kept import kept_on
from portal.kit.sets import numbers_in
from tests.factories.organizations import organization, place_of
from tests.organizations import in_sql

DAY = datetime.date(2026, 11, 22)
SIZE = 240
pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    """Synthetic organizations, every twelfth a draft, archived or a network, some with rows out of the ordinary."""
    synthetic.make(SIZE, seed=4)
    pks = list(Organization.objects.order_by("pk").values_list("pk", flat=True))
    for start, columns in [
        (1, {"publication": "draft"}),
        (5, {"publication": "archived"}),
        (9, {"kind": "network"}),
    ]:
        Organization.objects.filter(pk__in=pks[start::36]).update(**columns)
    nowhere = Organization.objects.filter(pk__in=pks[3::40])
    OrganizationPlace.objects.filter(organization__in=nowhere).delete()
    for number, one in enumerate(Organization.objects.filter(pk__in=pks[7::30])):
        place_of(
            one, ["vientiane", "viet-nam", "mien-trung", "hoa-binh", "ha-noi"][number % 5], period="2001/2009"
        )
    organization("Đất Mới", name_en="Zoo", kind="network", description_vi="Việc của nhóm BĐG ở Hà Nội")
    organization("“Ánh Dương”", name_en="", acronym="NPA", works_in=["hue"])
    refresh_organizations(Organization.objects.all())


def many_filters(seed, times=25):
    """A few filters at a time, most times words of the records among them."""
    chance = random.Random(seed)
    public = list(Organization.objects.public().order_by("pk"))
    fields = sorted(FieldOfWork.objects.values_list("code", flat=True))
    provinces = ["ha-noi", "hoa-binh", "phu-tho", "da-nang", "ho-chi-minh", "quang-nam"]
    for _time in range(times):
        possible = {
            "q": [some_words(chance.choice(public), chance)],
            "kind": chance.sample(["cso", "association", "state", "ingo"], 2),
            "region": chance.sample(["mien-bac", "mien-trung", "mien-nam"], chance.randint(1, 2)),
            "province": chance.sample(provinces, 2),
            "at": [chance.choice(["work", "seat"])],
            "field": chance.sample(fields, 2),
            "goal": [str(chance.randint(1, 17))],
            "letter": [chance.choice("TVHCĐ")],
            "country": ["viet-nam"],
        }
        data = QueryDict(mutable=True)
        for name, values in possible.items():
            if chance.random() < (0.7 if name == "q" else 0.2):
                data.setlist(name, values)
        yield data


def some_words(one, chance) -> str:
    """Side by side or scattered, spelled or without marks, the last one cut; at times a short form."""
    columns = [one.search_text, one.search_name, one.search_heads_folded, one.search_text_folded]
    text = chance.choice(columns).split()
    at = chance.randrange(len(text))
    words = text[at : at + chance.randint(1, 3)]
    if chance.random() < 0.4:
        words = chance.sample(text, min(len(text), 2))
    if chance.random() < 0.3:
        words[-1] = words[-1][: chance.randint(1, 3)]
    if chance.random() < 0.2:
        words[0] = chance.choice(["BĐG", "tcxh", "NPA"])
    return " ".join(words)


def check_lists(seed, times):
    units, kept = Units.on(DAY), kept_on(DAY)
    for filters in many_filters(seed, times):
        filterset = OrganizationFilter(filters, kept=kept)
        listed = [(rank, key_of(number, kept)) for rank, number in listing.listed(filterset)[:]]

        rows = in_sql.found(units, **dict(filters.lists()))
        assert listing.problems_of(filterset) == []
        if query := filterset.query:
            assert query == in_sql.query(filters["q"])
            assert listed == in_sql.best_first(rows, query), filters
        else:
            in_order = rows.in_alphabetical_order().values_list("pk", flat=True)
            assert listed == [(0, pk) for pk in in_order], filters


@pytest.mark.parametrize("language", ["vi", "en"])
def test_lists_and_ranks_are_those_of_the_database(network, language):
    with translation.override(language):
        check_lists("lists", times=60)


def test_lists_and_ranks_are_those_of_the_database_after_many_changes(network):
    check_lists("before", times=5)
    ones = list(Organization.objects.order_by("pk"))
    for one, other in zip(ones[::6], ones[3::6], strict=False):
        one.name_vi, one.description_vi, one.publication = other.name_vi, other.mission_vi, other.publication
        one.save()
    Organization.objects.filter(pk__in=[one.pk for one in ones[2::17]]).update(publication="archived")
    organization("Nhóm Hoàn Toàn Mới", works_in=["ha-noi"])
    refresh_organizations(Organization.objects.all())

    check_lists("after", times=40)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_facets_and_letters_count_what_the_database_would(network, language):
    units, kept = Units.on(DAY), kept_on(DAY)
    with translation.override(language):
        for filters in many_filters(f"facets in {language}"):
            filterset = OrganizationFilter(filters, kept=kept)
            others = dict(filters.lists())

            for facet in facets.facets_of(filterset):
                ground = in_sql.found(units, **others, without=[facet.name])
                counted = in_sql.counts(ground, facet.name, units, role=filterset.role)
                offered = {choice.value: choice.count for choice in facet.choices if choice.count}
                assert offered.items() <= counted.items(), (filters, facet.name)
                if facet.name != "province":  # which has two facets, of today's and of former ones
                    assert offered == counted, (filters, facet.name)
            letters = [letter for letter, has_any in facets.letters_of(filterset) if has_any]
            assert letters == in_sql.letters(in_sql.found(units, **others, without=["letter"]))


@pytest.mark.parametrize("then", [True, False])
def test_groups_by_province_are_those_of_the_database(network, then):
    units, kept = Units.on(DAY), kept_on(DAY)
    for filters in many_filters("groups"):
        filterset = OrganizationFilter(filters, kept=kept)
        rows = listing.listed_by_province(filterset, then=then)[:]
        groups = listing.as_groups([(which, key_of(number, kept)) for which, number in rows], filterset.units)

        shown = set(units.provinces)
        if filterset.sought():
            shown &= set().union(*filterset.sought())
        assert [
            (group.place and group.place.slug, group.organizations) for group in groups
        ] == in_sql.by_province(
            in_sql.found(units, **dict(filters.lists())), units, role=filterset.role, then=then, shown=shown
        )


def listed_slugs(client, **filters):
    return {one.slug for one in client.get("/to-chuc/", filters).context["organizations"]}


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_change_shows_on_the_next_request_by_whatever_way_it_came(client):
    one = organization("Hội Một", slug="mot", works_in=["hue"])
    organization("Hội Hai", slug="hai", publication="draft")
    assert listed_slugs(client, province="hue") == listed_slugs(client, q="hội") == {"mot"}

    one = change_organization(one, by=None, seen=one.version, name_vi="Viện Một")
    assert listed_slugs(client, q="hội") == set()
    assert listed_slugs(client, q="viện") == {"mot"}

    Organization.objects.filter(slug="hai").update(publication="published")
    assert listed_slugs(client, q="hội") == {"hai"}

    sql("UPDATE organizations_organization SET kind = %s WHERE slug = %s", "donor_agency", "hai")
    assert listed_slugs(client, kind="donor_agency") == {"hai"}

    one.fields_of_work.set(FieldOfWork.objects.filter(code="disability"))
    assert listed_slugs(client, field="disability") == {"mot"}

    one.places.update(place=Place.objects.get(slug="ca-mau"))
    assert listed_slugs(client, province="hue") == set()
    assert listed_slugs(client, province="ca-mau") == {"mot"}

    Place.objects.filter(slug="ca-mau").update(slug="mui-ca-mau")
    assert listed_slugs(client, province="mui-ca-mau") == {"mot"}

    move_publication(one, to="archived", by=None, seen=one.version)
    assert listed_slugs(client) == {"hai"}

    Organization.objects.get(slug="hai").delete()
    assert listed_slugs(client) == set()


def test_drafts_and_archived_ones_are_not_even_kept():
    one = organization("Đã công bố")
    organization("Chưa công bố", publication="draft")
    organization("Đã lưu trữ", publication="archived")

    index = public_index(kept_on(DAY))

    assert [index.numbering.keys[number] for number in numbers_in(index.everything)] == [one.pk]
    assert list(index.numbering.numbers) == [one.pk]


def test_a_record_that_ceased_to_be_public_while_the_page_was_made_is_not_shown(client, monkeypatch):
    """What is kept may be a moment older than the rows: they are asked again whether they are public."""
    organization("Một")
    organization("Hai", slug="hai")
    kept = kept_on(DAY)
    public_index(kept)
    Organization.objects.filter(slug="hai").update(publication="draft")
    monkeypatch.setattr("organizations.views.kept_on", lambda day: kept)

    assert [one.name_vi for one in client.get("/to-chuc/").context["organizations"]] == ["Một"]
    assert "Hai" not in b"".join(client.get("/to-chuc/tai-ve.csv").streaming_content).decode("utf-8-sig")


def key_of(number, kept) -> int:
    return public_index(kept).numbering.keys[number]
