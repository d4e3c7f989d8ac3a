"""Two organizations are two again, as long as nothing that moved has changed; otherwise one is told what has."""

import pytest
from django.core.exceptions import ValidationError

from organizations.merging import MERGING
from organizations.models import (
    Affiliation,
    FieldOfWork,
    Organization,
    OrganizationName,
    OrganizationPlace,
    Person,
)
from organizations.services import change_organization, move_publication
from portal.kit.merging.former import merged_into
from portal.kit.merging.scrubbing import scrub
from portal.kit.merging.undoing import obstacles, undo
from portal.kit.slugs import FormerSlug
from portal.kit.versions import Conflict
from tests.factories.merging import content, merged, with_everything
from tests.factories.organizations import draft, organization, place_of

pytestmark = pytest.mark.django_db


def test_what_changed_since_stands_in_the_way_and_is_named():
    one, other = organization("Một"), organization("Hai", website="https://hai.example")
    name = OrganizationName.objects.create(organization=other, kind="alias", text="Tên khác")
    place = place_of(other, "hue")
    done = merged(one, other)
    one.refresh_from_db()
    change_organization(one, by=None, seen=one.version, website="https://moi.example", address="Số 1")
    OrganizationName.objects.filter(pk=name.pk).update(text="Tên đã sửa")
    OrganizationPlace.objects.get(pk=place.pk).delete()

    found = obstacles(MERGING, done)

    assert len(found) == 3
    assert any("Trang web" in sentence and "Một" in sentence for sentence in found)
    assert any("Tên đã sửa" in sentence for sentence in found)
    assert any("Huế" in sentence for sentence in found)
    with pytest.raises(ValidationError) as refusal:
        undo(MERGING, done, by=None)
    assert refusal.value.messages == found
    assert not Organization.objects.filter(pk=other.pk).exists()


def test_what_was_added_elsewhere_since_stays_when_a_merge_is_undone():
    one, other = organization("Một"), organization("Hai")
    done = merged(one, other)
    one.refresh_from_db()
    change_organization(one, by=None, seen=one.version, address="Số 1")
    OrganizationName.objects.create(organization=one, kind="alias", text="Thêm sau")

    undo(MERGING, done, by=None)

    one.refresh_from_db()
    assert (one.address, [row.text for row in one.names.all()]) == ("Số 1", ["Thêm sau"])


def test_merges_of_merges_are_undone_from_the_last_to_the_first():
    one, two, three = (with_everything(name, number=n) for n, name in enumerate(("A", "B", "C"), 1))
    before = content(one, two, three)
    first = merged(two, three)
    second = merged(one, two)

    assert merged_into(Organization, three.pk) == one.pk
    assert [second.reference in sentence for sentence in obstacles(MERGING, first)] == [True]

    undo(MERGING, second, by=None)
    undo(MERGING, first, by=None)

    for record in (one, two, three):
        record.refresh_from_db()
    assert content(one, two, three) == before
    assert merged_into(Organization, three.pk) is None
    first.refresh_from_db()
    assert obstacles(MERGING, first) == ["Lần gộp này đã được hoàn tác."]


def test_a_record_that_names_the_merged_one_and_was_pointed_elsewhere_stands_in_the_way():
    one, other, third = organization("Một"), organization("Hai"), organization("Ba")
    branch = organization("Chi nhánh", parent=other)
    done = merged(one, other)
    branch.refresh_from_db()
    assert (branch.parent, branch.version) == (one, 2)
    change_organization(branch, by=None, seen=2, address="Số 9")
    assert obstacles(MERGING, done) == []
    branch.refresh_from_db()
    change_organization(branch, by=None, seen=3, parent=third)

    assert ["Chi nhánh" in sentence for sentence in obstacles(MERGING, done)] == [True]


def test_a_term_that_is_gone_stands_in_the_way():
    one, other = organization("Một"), organization("Hai")
    term = FieldOfWork.objects.create(code="tam", name_vi="Tạm", name_en="Temporary")
    other.fields_of_work.add(term)
    one.fields_of_work.add(term)
    done = merged(one, other)
    one.fields_of_work.clear()
    term.delete()

    assert obstacles(MERGING, done) != []


def test_a_survivor_that_is_gone_stands_in_the_way():
    one, other = organization("Một"), organization("Hai")
    done = merged(one, other)
    FormerSlug.objects.all().delete()
    one.refresh_from_db()
    one.delete()

    assert obstacles(MERGING, done) == ["Bản ghi được giữ lại đã bị xoá từ sau đó."]


def test_who_has_the_old_page_open_does_not_write_over_the_record_that_came_back():
    one, other = organization("Một"), organization("Hai")
    back = undo(MERGING, merged(one, other), by=None)

    with pytest.raises(Conflict):
        change_organization(back, by=None, seen=1, acronym="CU")


def test_erasing_a_person_leaves_no_copy_in_a_merge():
    one, other = organization("Một"), organization("Hai")
    person = Person.objects.create(full_name="Bà Trần Thị Riêng", email="rieng@example.org")
    for record in (one, other):
        Affiliation.objects.create(organization=record, person=person, title="Giám đốc Riêng")
    done = merged(one, other)
    assert "Giám đốc Riêng" in str(done.snapshot)

    assert scrub(person) == 1

    done.refresh_from_db()
    assert "Riêng" not in str(done.snapshot)
    assert len(obstacles(MERGING, done)) == 1
    assert scrub(person) == 0


def test_publication_moves_and_merges_do_not_stand_in_each_others_way():
    one, other = draft("Một"), draft("Hai")
    done = merged(one, other)
    one.refresh_from_db()
    move_publication(one, to="published", by=None, seen=one.version)

    back = undo(MERGING, done, by=None)

    one.refresh_from_db()
    assert (one.publication, back.publication) == ("published", "draft")
