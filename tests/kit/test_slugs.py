"""An address lasts: whoever followed it once arrives, and nobody else moves in."""

import pytest
from django.core.exceptions import ValidationError

from organizations.models import Organization
from organizations.services import change_organization, create_organization
from portal.kit.slugs import FormerSlug, free_slug


def organization(name, *, slug="", publish=True, acronym=""):
    return create_organization(by=None, publish=publish, name_vi=name, kind="cso", slug=slug, acronym=acronym)


def move(record, slug):
    return change_organization(record, by=None, seen=record.version, slug=slug)


@pytest.mark.parametrize("prefix", ["/to-chuc/", "/en/organizations/"])
def test_reader_follows_an_old_address_to_the_new_one(client, db, prefix):
    record = move(move(organization("Hội Một", slug="cu"), "giua"), "moi")
    for old in ("cu", "giua"):
        response = client.get(f"{prefix}{old}/")
        assert response.status_code == 301
        assert response.headers["Location"] == f"{prefix}moi/"
    assert client.get(f"{prefix}{record.slug}/").status_code == 200


def test_stranger_is_not_led_to_a_draft_and_staff_are(client, admin_client, db):
    move(organization("Hội Nháp", slug="cu", publish=False), "moi")
    assert client.get("/to-chuc/cu/").status_code == 404
    assert client.get("/to-chuc/moi/").status_code == 404
    assert admin_client.get("/to-chuc/cu/").headers["Location"] == "/to-chuc/moi/"


def test_old_address_of_an_archived_record_leads_to_it(client, db):
    record = move(organization("Hội Xưa", slug="cu"), "moi")
    Organization.objects.filter(pk=record.pk).update(publication="archived")
    assert client.get("/to-chuc/cu/").headers["Location"] == "/to-chuc/moi/"


def test_former_address_of_one_kind_of_record_says_nothing_of_another(client, db):
    move(organization("Hội Một", slug="nam-dinh-cu"), "moi")
    assert client.get("/dia-phuong/nam-dinh-cu/").status_code == 404


def test_nobody_takes_an_address_that_another_record_had(db):
    move(organization("Hội Một", slug="cu"), "moi")
    other = organization("Hội Hai", slug="hai")
    with pytest.raises(ValidationError) as refusal:
        move(other, "cu")
    assert refusal.value.message_dict.keys() == {"slug"}
    with pytest.raises(ValidationError):
        organization("Hội Ba", slug="cu")
    assert Organization.objects.filter(slug="cu").count() == 0


def test_record_goes_back_to_its_own_former_address(client, db):
    record = move(move(organization("Hội Một", slug="cu"), "moi"), "cu")
    assert client.get("/to-chuc/cu/").status_code == 200
    assert client.get("/to-chuc/moi/").headers["Location"] == "/to-chuc/cu/"
    assert list(FormerSlug.objects.values_list("slug", "object_id")) == [("moi", record.pk)]


def test_two_records_cannot_swap_their_addresses(client, db):
    """Readers of either old address would arrive at the wrong record."""
    one, two = organization("Hội Một", slug="mot"), organization("Hội Hai", slug="hai")
    with pytest.raises(ValidationError):
        move(one, "hai")
    move(two, "khac")
    with pytest.raises(ValidationError):
        move(one, "hai")
    assert client.get("/to-chuc/hai/").headers["Location"] == "/to-chuc/khac/"


def test_address_of_a_deleted_record_is_free_again(client, db):
    record = move(organization("Hội Một", slug="cu"), "moi")
    record.delete()
    assert client.get("/to-chuc/cu/").status_code == 404
    heir = move(organization("Hội Hai", slug="cu"), "khac")
    assert client.get("/to-chuc/cu/").headers["Location"] == "/to-chuc/khac/"
    assert FormerSlug.objects.get(slug="cu").object_id == heir.pk


def test_address_is_made_from_the_acronym_else_the_name(db):
    assert organization("Viện Nghiên cứu Đời sống", acronym="VĐS").slug == "vds"
    assert organization("Hội Người mù Đắk Lắk").slug == "hoi-nguoi-mu-dak-lak"
    assert organization("ສະມາຄົມ").slug == "organization"


def test_taken_addresses_are_numbered_from_two_on_former_ones_included(db):
    first = organization("Quỹ Xanh")
    assert organization("Quỹ Xanh").slug == "quy-xanh-2"
    move(first, "quy-khac")
    assert organization("Quỹ Xanh").slug == "quy-xanh-3"
    assert free_slug(Organization, "Quỹ Xanh", record=first) == "quy-xanh"


def test_longest_name_leaves_room_for_its_number(db):
    name = "Hội " + "rất dài " * 30
    slugs = [organization(name).slug for _ in range(2)]
    assert slugs[1] == f"{slugs[0]}-2"
    assert len(slugs[1]) <= 80
    assert not slugs[0].endswith("-")
