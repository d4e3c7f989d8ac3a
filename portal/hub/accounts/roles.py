"""The groups that stand for the roles. `migrate` makes them and gives them what the apps declare, each right once.

After `migrate` and not in a migration: an app that comes later declares its rights and needs no migration for them,
and Django makes the rights themselves only once all migrations have run.
"""

from itertools import chain, count

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group
from django.utils.translation import override

import organizations.permissions
import portal.hub.permissions
import portal.kit.permissions
from portal.hub.accounts.models import StaffRole
from portal.kit.roles import Role, gathered

DECLARED = (
    portal.kit.permissions.ROLES,
    organizations.permissions.ROLES,
    portal.hub.permissions.ROLES,
)
"""One line an app."""

GROUP_LANGUAGE = "vi"
"""A group has one name for both languages of the desk; the list of groups tells its role in the reader's."""


def give_declared_rights(*, using="default", apps=installed, **signal):
    """Make groups and rights where they were never made. An administrator's changes stay: what was given once is
    neither given again nor taken back, a group that was deleted stays away. Runs after every `migrate`."""
    if not _has_tables(apps):
        return
    wanted = gathered(DECLARED)
    for label in sorted({right.partition(".")[0] for given in wanted.values() for right in given}):
        create_permissions(installed.get_app_config(label), verbosity=0, using=using, apps=apps)
    known = _known_rights(using, apps)
    roles = {one.role: one for one in StaffRole.objects.using(using).select_related("group")}
    for role in Role:
        one = roles.get(role) or StaffRole.objects.using(using).create(
            role=role, group=_new_group(role, using)
        )
        new = sorted(right for right in wanted[role] - set(one.given) if right in known)
        if new:
            if one.group:
                one.group.permissions.add(*(known[right] for right in new))
            one.given = sorted({*one.given, *new})
            one.save(using=using)


def roles_of(user) -> set[str]:
    """The roles whose groups the person is in. A superuser may do all that an administrator may."""
    mine = set(StaffRole.objects.filter(group__user=user).values_list("role", flat=True))
    return mine | {Role.ADMINISTRATOR} if user.is_superuser else mine


def _has_tables(apps) -> bool:
    """Not yet where only some apps are migrated."""
    try:
        apps.get_model("hub", "StaffRole")
        apps.get_model("auth", "Permission")
    except LookupError:
        return False
    return True


def _known_rights(using, apps) -> dict[str, int]:
    """Every right as declarations name it, to its key."""
    rights = apps.get_model("auth", "Permission").objects.using(using)
    found = rights.values_list("content_type__app_label", "codename", "pk")
    return {f"{label}.{codename}": key for label, codename, key in found}


def _new_group(role, using) -> Group:
    """Never a group that is there already: its members would get rights that nobody gave them."""
    with override(GROUP_LANGUAGE):
        name = str(Role(role).label)
    groups = Group.objects.using(using)
    taken = set(groups.filter(name__startswith=name).values_list("name", flat=True))
    names = chain([name], (f"{name} {number}" for number in count(2)))
    return groups.create(name=next(one for one in names if one not in taken))
