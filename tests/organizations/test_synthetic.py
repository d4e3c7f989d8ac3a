import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import (
    Identifier,
    Organization,
    OrganizationName,
    OrganizationPlace,
    Registration,
    Service,
    Verification,
)
from organizations.rules import check_names_differ, check_one_open_seat
from organizations.search import SEARCH_COLUMNS, refresh_organizations
from organizations.synthetic import NotAlone, check_alone, make, synthetic
from tests.factories.organizations import organization

pytestmark = pytest.mark.django_db
UMBRELLAS = [1, 51, 101]


def told(number: int) -> dict:
    """What the synthetic organization of this number says, without keys and times."""
    one = synthetic().get(slug__startswith=f"tong-hop-{number}-")
    return {
        "name": (one.name_vi, one.name_en, one.acronym, one.slug, one.publication),
        "words": (one.description_vi, one.description_en, one.mission_vi),
        "names": sorted(one.names.values_list("text", "used")),
        "places": sorted(one.places.values_list("place__slug", "role", "period")),
        "identifiers": sorted(one.identifiers.values_list("scheme__code", "value")),
        "terms": sorted(one.fields_of_work.values_list("code", flat=True)),
        "governed by": one.governing_body and one.governing_body.slug,
    }


def start_again():
    Organization.objects.update(governing_body=None, parent=None)
    Organization.objects.all().delete()


def test_the_same_seed_makes_the_same_organizations_whatever_the_size():
    make(60, seed=7)
    small = [told(number) for number in range(1, 61)]
    start_again()

    make(300, seed=7)

    assert [told(number) for number in range(1, 61)] == small
    assert Organization.objects.count() == 300


def test_another_seed_makes_other_organizations():
    make(20, seed=1)
    names = set(Organization.objects.values_list("name_vi", flat=True))
    start_again()

    make(20, seed=2)

    assert len(names & set(Organization.objects.values_list("name_vi", flat=True))) < 5


def test_every_record_says_that_it_is_synthetic():
    make(120, seed=1)

    for one in Organization.objects.prefetch_related("sources"):
        assert one.description_vi.endswith("tổ chức này không có thật.")
        assert not one.description_en or one.description_en.endswith("no such organization exists.")
        assert [source.title for source in one.sources.all()] == ["Dữ liệu tổng hợp – synthetic data"]
        assert not one.website or re.fullmatch(r"https://tong-hop-\d+\.example/", one.website)
        assert one.public_email == "" or one.public_email.endswith(".example")
    assert all(number.startswith("0000") for number in tax_codes())


def tax_codes():
    return list(Identifier.objects.filter(scheme__code="VN-TIN").values_list("normalized", flat=True))


def test_what_is_made_passes_the_checks_that_staff_pass():
    make(120, seed=1)

    for one in Organization.objects.all():
        one.full_clean()
        check_one_open_seat(one.places.all())
        check_names_differ(one, one.names.all())
    for model in (OrganizationPlace, OrganizationName, Identifier, Service, Registration, Verification):
        assert model.objects.exists()
        for row in model.objects.all():
            row.full_clean()


def test_what_is_made_is_found_and_sorted_like_what_staff_saved():
    make(60, seed=1)
    derived = [*SEARCH_COLUMNS, "sort_vi", "sort_en", "initial_vi", "initial_en", "founded_earliest"]
    made = dict(Organization.objects.values_list("pk", "search_text"))
    rows = {row["pk"]: row for row in Organization.objects.values("pk", *derived)}

    for one in Organization.objects.all():
        one.save()
    refresh_organizations(Organization.objects.all())

    assert all(made.values())
    # The rows' own order may differ from the order in which they were composed: the words are the same.
    for row in Organization.objects.values("pk", *derived):
        before = rows[row["pk"]]
        for name in derived:
            words = (sorted(str(row[name]).split()), sorted(str(before[name]).split()))
            assert words[0] == words[1], name


def test_the_network_is_skewed_as_the_country_is_and_mostly_published():
    make(400, seed=1)

    seats = OrganizationPlace.objects.filter(role="seat")
    of_two_cities = seats.filter(place__slug__in=["ha-noi", "ho-chi-minh", "ho-chi-minh-truoc-2025"]).count()
    assert 0.3 < of_two_cities / seats.count() < 0.8
    assert OrganizationPlace.objects.filter(place__valid_to__isnull=False).exists()
    assert OrganizationPlace.objects.filter(place__slug="viet-nam", role="work").exists()
    assert 0.8 < Organization.objects.public().count() / 400 < 0.97
    assert Organization.objects.drafts().exists()
    assert min(len(one.description_vi.split()) for one in Organization.objects.all()) >= 60


def test_umbrellas_stand_above_others_and_below_nobody():
    make(120, seed=1)

    umbrellas = Organization.objects.filter(kind="umbrella")
    assert sorted(int(one.slug.split("-")[2]) for one in umbrellas) == UMBRELLAS
    assert not umbrellas.exclude(governing_body=None, parent=None).exists()
    assert set(
        Organization.objects.exclude(governing_body=None).values_list("governing_body__kind", flat=True)
    ) == {"umbrella"}


def test_the_command_makes_as_many_as_it_was_told(capsys):
    call_command("make_synthetic", "30", "--seed", "3")

    assert synthetic().count() == 30
    assert "30 organizations from seed 3" in capsys.readouterr().out


def test_the_command_refuses_to_put_invented_organizations_beside_real_ones():
    organization("Hội Người mù tỉnh Hà Nam")

    with pytest.raises(CommandError, match="--beside"):
        call_command("make_synthetic", "10")

    assert Organization.objects.count() == 1


def test_the_command_puts_them_beside_real_ones_when_told_so():
    real = organization("Hội Người mù tỉnh Hà Nam")

    call_command("make_synthetic", "10", "--beside")

    assert Organization.objects.count() == 11
    assert real not in synthetic()


def test_a_second_network_is_refused():
    make(10, seed=1)

    with pytest.raises(NotAlone, match="10 synthetic"):
        check_alone(beside=True)


@pytest.mark.parametrize("size", ["0", "-5", "many"])
def test_the_command_refuses_a_size_that_is_none(size):
    with pytest.raises(CommandError, match="whole number"):
        call_command("make_synthetic", size)


def test_making_asks_the_database_by_batches_not_by_organization(django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as few:
        make(10, seed=1)
    start_again()

    with django_assert_max_num_queries(len(few) + 60):
        make(200, seed=1)
