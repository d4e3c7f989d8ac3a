"""What visitors see, and which way a record may go."""

import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organizations.models import Organization
from organizations.search import read_query, refresh_organizations
from organizations.services import move_publication
from portal.kit.publication import TRANSITIONS, Publication, check_move

ALLOWED = {
    ("draft", "published"),
    ("published", "archived"),
    ("published", "draft"),
    ("archived", "published"),
}


@pytest.mark.parametrize(("now", "then"), list(itertools.product(Publication.values, repeat=2)))
def test_record_moves_only_along_the_table(db, now, then):
    record = Organization.objects.create(name_vi="Hội Thử", slug="thu", kind="cso", publication=now)
    if (now, then) in ALLOWED:
        assert move_publication(record, to=then, by=None, seen=1).publication == then
    else:
        with pytest.raises(ValidationError, match="“Hội Thử”"):
            move_publication(record, to=then, by=None, seen=1)
    record.refresh_from_db()
    assert record.publication == (then if (now, then) in ALLOWED else now)


def test_every_state_has_its_row_in_the_table():
    assert set(TRANSITIONS) == set(Publication)


def test_unheard_of_state_is_refused_with_a_sentence():
    with pytest.raises(ValidationError, match="nowhere"):
        check_move(Organization(name_vi="Hội Thử"), "nowhere")


def test_database_refuses_an_unheard_of_state(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(name_vi="Hội Thử", slug="thu", kind="cso", publication="nowhere")


def test_visitor_meets_only_published_records_in_lists_search_and_sitemap(client, db):
    for state in Publication.values:
        Organization.objects.create(
            name_vi=f"Hội {state}", slug=f"hoi-{state}", kind="cso", publication=state
        )
    refresh_organizations(Organization.objects.all())
    found = Organization.objects.public().matching(read_query("hội"))
    assert [one.slug for one in found] == ["hoi-published"]
    for address in ("/to-chuc/", "/tim-kiem/?q=hoi", "/sitemap.xml", "/"):
        text = client.get(address).content.decode()
        assert "/hoi-published/" in text, address
        assert "hoi-draft" not in text, address
        assert "hoi-archived" not in text, address


def test_staff_find_drafts_by_their_own_word(db):
    for state in Publication.values:
        Organization.objects.create(
            name_vi=f"Hội {state}", slug=f"hoi-{state}", kind="cso", publication=state
        )
    assert [one.publication for one in Organization.objects.drafts()] == ["draft"]
