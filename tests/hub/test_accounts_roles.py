"""The groups of the roles: made by `migrate`, extended by administrators, never undone."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from portal.hub.accounts import roles
from portal.hub.accounts.models import StaffRole
from portal.kit.roles import Role, rights
from tests.factories.accounts import colleague

pytestmark = pytest.mark.django_db


def right(codename) -> Permission:
    return Permission.objects.get(codename=codename)


def group_of(role) -> Group:
    return StaffRole.objects.get(role=role).group


def migrate():
    call_command("migrate", verbosity=0)


def held(role) -> set[str]:
    found = group_of(role).permissions.values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in found}


def test_every_role_has_a_group_with_all_that_the_apps_declare():
    wanted = roles.gathered(roles.DECLARED)

    assert {role: held(role) for role in Role} == wanted
    assert group_of(Role.EDITOR).name == "Biên tập"


def test_every_declared_right_exists():
    known = {f"{one.content_type.app_label}.{one.codename}" for one in Permission.objects.all()}

    assert set().union(*roles.gathered(roles.DECLARED).values()) <= known


def test_who_may_do_more_may_do_what_others_may():
    wanted = roles.gathered(roles.DECLARED)

    for less, more in [
        (Role.VIEWER, Role.EDITOR),
        (Role.VIEWER, Role.FINANCE),
        (Role.FINANCE, Role.DONOR_OFFICER),
        (Role.EDITOR, Role.PUBLISHER),
        (Role.PUBLISHER, Role.ADMINISTRATOR),
    ]:
        assert wanted[less] < wanted[more], f"{less} < {more}"


def test_what_an_administrator_took_stays_taken_and_what_was_added_stays_added():
    editors = group_of(Role.EDITOR)
    editors.permissions.remove(right("delete_organization"))
    editors.permissions.add(right("publish_organization"))
    editors.name = "Cộng tác viên"
    editors.save()

    migrate()

    assert "organizations.delete_organization" not in held(Role.EDITOR)
    assert "organizations.publish_organization" in held(Role.EDITOR)
    assert not Group.objects.filter(name="Biên tập").exists()


def test_a_group_that_was_deleted_stays_away():
    group_of(Role.FINANCE).delete()

    migrate()

    assert StaffRole.objects.get(role=Role.FINANCE).group is None
    assert Group.objects.count() == len(Role) - 1


def test_a_right_that_an_app_declares_later_is_given_once(monkeypatch):
    later = {Role.VIEWER: rights("hub", "change", "sitepage")}
    monkeypatch.setattr(roles, "DECLARED", (*roles.DECLARED, later))

    migrate()
    assert "hub.change_sitepage" in held(Role.VIEWER)
    group_of(Role.VIEWER).permissions.remove(right("change_sitepage"))
    migrate()
    assert "hub.change_sitepage" not in held(Role.VIEWER)


def test_a_group_that_was_there_before_gets_nothing():
    StaffRole.objects.all().delete()
    Group.objects.all().delete()
    volunteers = Group.objects.create(name="Quản trị")

    migrate()

    assert not volunteers.permissions.exists()
    assert group_of(Role.ADMINISTRATOR).name == "Quản trị 2"


def test_migrate_a_second_time_changes_nothing():
    before = {role: held(role) for role in Role}

    migrate()

    assert ({role: held(role) for role in Role}, Group.objects.count()) == (before, len(Role))


def test_who_is_in_two_groups_has_both_roles():
    assert roles.roles_of(colleague("binh", Role.VIEWER, Role.FINANCE)) == {Role.VIEWER, Role.FINANCE}
    assert roles.roles_of(colleague("mai", is_superuser=True)) == {Role.ADMINISTRATOR}
