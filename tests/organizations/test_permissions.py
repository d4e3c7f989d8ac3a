"""`can_view_…` and `visible_to` tell the same story, for everybody and everything."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User

from organizations import permissions
from organizations.models import Organization, Person, Registration, TransparencyDocument, Verification


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


def test_visitor_opens_archived_and_published_but_lists_only_published(things):
    visitor = AnonymousUser()
    assert {one.slug for one in Organization.objects.visible_to(visitor)} == {"published", "archived"}
    assert {one.slug for one in Organization.objects.public()} == {"published"}
