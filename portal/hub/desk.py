"""The first screen of the staff desk: what needs somebody today, each figure a link to exactly those records."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.gaps import gaps_for, needing
from organizations.models import Organization

SHOWN = 3


@dataclass(frozen=True)
class Line:
    """`url` lists the records that `count` counts; `first` are a few of them to open at once."""

    title: str | Promise
    count: int
    url: str
    first: list

    @property
    def left_over(self) -> int:
        return self.count - len(self.first)


def first_screen(user, *, on) -> dict:
    """The context of `admin/desk.html`."""
    lines = [line for lines_of in LINES for line in lines_of(user, on)]
    return {
        "waiting": [line for line in lines if line.count],
        "done": [line for line in lines if not line.count],
        "quick_links": [
            {"label": label, "url": url}
            for label, url, permission in _quick_links()
            if user.has_perm(permission)
        ],
        "public_numbers": _public_numbers(),
    }


def organization_lines(user, on) -> list[Line]:
    """One line a gap; the list's filter of the same name finds the same records."""
    if not user.has_perm("organizations.view_organization"):
        return []
    address = reverse("admin:organizations_organization_changelist")
    lines = []
    for name, gap in gaps_for(user).items():
        found = needing(Organization.objects.all(), gap, on=on).in_alphabetical_order()
        first = [
            {
                "name": organization,
                "url": reverse("admin:organizations_organization_change", args=[organization.pk]),
            }
            for organization in found[:SHOWN]
        ]
        lines.append(Line(title=gap.label, count=found.count(), url=f"{address}?needs={name}", first=first))
    return lines


LINES = (organization_lines,)


def _quick_links():
    return [
        (
            _("Add an organization"),
            reverse("admin:organizations_organization_add"),
            "organizations.add_organization",
        ),
        (_("Add a contact"), reverse("admin:organizations_person_add"), "organizations.add_person"),
        (_("Add a source"), reverse("admin:kit_source_add"), "kit.add_source"),
        (_("Edit the pages of the site"), reverse("admin:hub_sitepage_changelist"), "hub.change_sitepage"),
    ]


def _public_numbers() -> list[tuple]:
    public = Organization.objects.public()
    organizations, everything = public.organizations().count(), public.count()
    numbers = [(_("Organizations"), organizations)]
    if everything > organizations:
        numbers.append((_("Networks"), everything - organizations))
    return numbers
