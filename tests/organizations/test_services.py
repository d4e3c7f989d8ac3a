"""The acts of staff: each is written as a whole, checked, recorded, or not written at all."""

import pytest
from django.core.exceptions import ValidationError

from organizations.models import FieldOfWork, Organization, OrganizationName, OrganizationPlace
from organizations.services import change_organization, create_organization, move_publication
from portal.kit.history import Way
from portal.kit.search import Query
from portal.kit.slugs import FormerSlug
from portal.kit.versions import Conflict
from tests.factories.desk import officer
from tests.factories.organizations import draft, organization, place

pytestmark = pytest.mark.django_db


def test_a_new_organization_arrives_with_its_lists_and_rows_and_is_found():
    lan = officer("lan")

    one = create_organization(
        by=lan,
        way=Way.IMPORT,
        kind="cso",
        name_vi="Trung tâm Ánh Sáng",
        acronym="AS",
        lists={"fields_of_work": FieldOfWork.objects.filter(code="gender-equality")},
        parts={
            "places": [{"place": place("da-nang"), "role": "seat"}],
            "names": [{"kind": "former", "text": "Nhóm Bình Minh"}],
        },
    )

    assert (one.slug, one.publication, one.version) == ("as", "draft", 1)
    assert [term.code for term in one.fields_of_work.all()] == ["gender-equality"]
    for typed in ("anh sang", "binh minh", "da nang"):
        assert list(Organization.objects.matching(Query(typed=typed))) == [one]
    assert {(row.way, row.history_user) for row in one.history.all()} == {(Way.IMPORT, lan)}
    assert OrganizationPlace.history.get().way == Way.IMPORT


@pytest.mark.parametrize(
    "parts",
    [
        {"places": [{"place": "ha-noi", "role": "seat"}, {"place": "da-nang", "role": "seat"}]},
        {"names": [{"kind": "short", "text": "Trung tâm Ánh Sáng"}]},
        {"identifiers": [{"value": "???"}]},
    ],
)
def test_an_organization_with_a_wrong_row_is_not_written_at_all(parts):
    for row in parts.get("places", []):
        row["place"] = place(row["place"])

    with pytest.raises(ValidationError):
        create_organization(by=None, kind="cso", name_vi="Trung tâm Ánh Sáng", parts=parts)

    assert (
        Organization.objects.count()
        == OrganizationPlace.objects.count()
        == OrganizationName.objects.count()
        == 0
    )


def test_two_of_one_name_get_two_addresses():
    first = create_organization(by=None, kind="association", name_vi="Hội Người mù")
    second = create_organization(by=None, kind="association", name_vi="Hội Người mù")

    assert (first.slug, second.slug) == ("hoi-nguoi-mu", "hoi-nguoi-mu-2")


def test_a_change_raises_the_version_and_keeps_the_old_address():
    one = organization("Cũ", slug="cu")

    changed = change_organization(one, by=None, seen=1, name_vi="Mới", slug="moi")

    assert (changed.version, changed.name_vi) == (2, "Mới")
    assert [former.slug for former in FormerSlug.objects.all()] == ["cu"]
    assert list(Organization.objects.matching(Query(typed="moi"))) == [changed]


def test_nobody_takes_an_address_that_still_leads_elsewhere():
    change_organization(organization("Đã dời", slug="cu"), by=None, seen=1, slug="moi")

    with pytest.raises(ValidationError) as refusal:
        create_organization(by=None, kind="cso", name_vi="Khác", slug="cu")

    assert [*refusal.value.message_dict] == ["slug"]


def test_a_change_that_saw_an_older_version_is_refused():
    one = organization("Một")
    change_organization(one, by=None, seen=1, acronym="A")

    with pytest.raises(Conflict):
        change_organization(one, by=None, seen=1, acronym="B")

    assert Organization.objects.get().acronym == "A"


@pytest.mark.parametrize("link", ["parent", "governing_body", "successor"])
def test_nobody_becomes_its_own_superior(link):
    top = organization("Trên")
    below = organization("Dưới", **{link: top})

    with pytest.raises(ValidationError) as refusal:
        change_organization(top, by=None, seen=1, **{link: below})

    assert [*refusal.value.message_dict] == [link]


@pytest.mark.parametrize(
    ("before", "after"),
    [("draft", "published"), ("published", "archived"), ("published", "draft"), ("archived", "published")],
)
def test_a_publication_moves_where_it_may(before, after):
    lan = officer("lan")
    one = organization("Một", publication=before)

    moved = move_publication(one, to=after, by=lan, seen=1)

    assert (moved.publication, moved.version, moved.history.first().history_user) == (after, 2, lan)


@pytest.mark.parametrize(
    ("before", "after"), [("draft", "archived"), ("archived", "draft"), ("published", "published")]
)
def test_a_publication_does_not_move_where_it_may_not(before, after):
    one = organization("Một", publication=before)

    with pytest.raises(ValidationError, match="Một"):
        move_publication(one, to=after, by=None, seen=1)

    assert Organization.objects.get().publication == before


def test_a_move_that_saw_an_older_version_is_refused():
    one = draft("Một")
    change_organization(one, by=None, seen=1, acronym="A")

    with pytest.raises(Conflict):
        move_publication(one, to="published", by=None, seen=1)
