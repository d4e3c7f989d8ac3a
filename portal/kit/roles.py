"""The roles of a staff desk, and how an app says what each of them may do.

Every app has a `permissions.py` with `ROLES`: role to the rights that it needs there. `portal.hub.accounts.roles`
gathers them; `migrate` gives each declared right to the group of its role once. What an administrator adds to a group
or takes from it afterwards stays so.
"""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    VIEWER = "viewer", _("Viewer")
    EDITOR = "editor", _("Editor")
    PUBLISHER = "publisher", _("Publisher")
    FINANCE = "finance", _("Finance officer")
    DONOR_OFFICER = "donor_officer", _("Donor officer")
    ADMINISTRATOR = "administrator", _("Administrator")


def rights(app_label: str, verbs: str, *models: str) -> set[str]:
    """Each verb on each model as Django names it: "organizations.view_organization"."""
    return {f"{app_label}.{verb}_{model}" for verb in verbs.split() for model in models}


def gathered(declarations: Iterable[dict[Role, set[str]]]) -> dict[Role, set[str]]:
    """What all these declarations together give to each role."""
    declarations = list(declarations)
    return {role: set().union(*(one.get(role, set()) for one in declarations)) for role in Role}
