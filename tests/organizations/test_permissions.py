"""Functions, words of querysets and services tell the same story, for everybody and everything."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import ValidationError
from django.db import transaction

from organizations import permissions
from organizations.models import Organization, Person, Registration, TransparencyDocument, Verification
from organizations.services import change_organization, move_publication
from portal.kit.roles import Role
from tests.factories.accounts import colleague


@pytest.fixture
def people(db):
    """Nobody, a user without rights, staff without rights, staff who may view, a retired superuser."""
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_", content_type__app_label="organizations")
    )
    return {
        "nobody": AnonymousUser(),
        "member": User.objects.create_user("member"),
        "newcomer": User.objects.create_user("newcomer", is_staff=True),
        "reader": User.objects.get(pk=reader.pk),
        "administrator": User.objects.create_superuser("administrator"),
        "retired": User.objects.create_superuser("retired", is_active=False),
    }


@pytest.fixture
def things(db):
    for state in ("draft", "published", "archived"):
        organization = Organization.objects.create(slug=state, name_vi=state, kind="cso", publication=state)
        Registration.objects.create(organization=organization, authority="Sở Nội vụ")
        Verification.objects.create(
            organization=organization, verified_on=datetime.date(2026, 1, 1), verified_by="Ban thư ký"
        )
        for is_public in (True, False):
            TransparencyDocument.objects.create(
                organization=organization,
                kind="audit",
                year=2025,
                url="https://example.org/a.pdf",
                is_public=is_public,
            )
    Person.objects.create(full_name="Nguyễn Thị Thử")


RULES = [
    (Organization, permissions.can_view_organization),
    (Registration, permissions.can_view_registration),
    (Verification, permissions.can_view_verification),
    (TransparencyDocument, permissions.can_view_document),
    (Person, permissions.can_view_person),
]


@pytest.mark.parametrize(("model", "can_view"), RULES, ids=lambda rule: getattr(rule, "__name__", ""))
@pytest.mark.parametrize("who", ["nobody", "member", "newcomer", "reader", "administrator", "retired"])
def test_everyone_sees_in_lists_what_they_may_open(people, things, who, model, can_view):
    user = people[who]
    assert set(model.objects.visible_to(user)) == {
        thing for thing in model.objects.all() if can_view(user, thing)
    }


@pytest.fixture
def staff(people):
    """By role, with those who have none."""
    superuser = people.pop("administrator")
    return people | {"superuser": superuser} | {role: colleague(f"co-{role}", role) for role in Role}


CHANGES = {
    "changeable_by": permissions.can_change_organization,
    "deletable_by": permissions.can_delete_organization,
}


@pytest.mark.parametrize("word", CHANGES)
def test_everyone_finds_by_the_word_what_they_may_change(staff, things, word):
    for user in staff.values():
        found = set(getattr(Organization.objects, word)(user))
        assert found == {one for one in Organization.objects.all() if CHANGES[word](user, one)}, user


def test_drafts_are_for_editors_and_what_visitors_saw_for_publishers(staff, things):
    def states(user):
        return {one.publication for one in Organization.objects.changeable_by(user)}

    everything = {"draft", "published", "archived"}
    assert {role: states(staff[role]) for role in Role} == {
        Role.VIEWER: set(),
        Role.EDITOR: {"draft"},
        Role.PUBLISHER: everything,
        Role.FINANCE: set(),
        Role.DONOR_OFFICER: set(),
        Role.ADMINISTRATOR: everything,
    }
    assert states(staff["superuser"]) == everything
    assert states(staff["retired"]) == states(staff["nobody"]) == states(staff["reader"]) == set()


def test_services_obey_the_same_rule(staff, things):
    for who in ("nobody", "newcomer", *Role):
        for organization in Organization.objects.all():
            may_change = permissions.can_change_organization(staff[who], organization)
            may_publish = permissions.can_publish_organization(staff[who], organization)
            to = "archived" if organization.publication == "published" else "published"
            assert does(change_organization, organization, by=staff[who], address="Hà Nội") == may_change
            assert does(move_publication, organization, by=staff[who], to=to) == may_publish
    assert does(change_organization, Organization.objects.get(slug="published"), by=None, address="Huế")


def does(act, organization, **how) -> bool:
    """Whether the service does it; it is taken back."""
    sentence = ""
    with transaction.atomic():
        try:
            act(organization, seen=organization.version, **how)
        except ValidationError as refusal:
            sentence = refusal.messages[0]
        finally:
            transaction.set_rollback(True)
    assert not sentence or "người xuất bản" in sentence
    return not sentence


def test_visitor_opens_archived_and_published_but_lists_only_published(things):
    visitor = AnonymousUser()
    assert {one.slug for one in Organization.objects.visible_to(visitor)} == {"published", "archived"}
    assert {one.slug for one in Organization.objects.public()} == {"published"}
