"""The first screen of the staff desk: what needs somebody today, each figure a link to exactly those records."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organizations.duplicates import DUPLICATES
from organizations.gaps import gaps_for, needing
from organizations.models import Organization
from portal.kit.money import format_number
from portal.kit.search import SEARCH_COLUMNS

SHOWN = 3


TOLD = 10
"""Names that a message holds."""


@dataclass(frozen=True)
class Line:
    """`url` lists the records that `count` counts; `first` are a few of them to open at once, `names` some more for
    the message."""

    title: str | Promise
    count: int
    url: str
    first: list
    names: Sequence[str] = ()

    @property
    def left_over(self) -> int:
        return self.count - len(self.first)

    def message(self, site: str) -> str:
        """A text for a chat group: what is to be done, on which records, and where the list is; `site` is the address
        of the desk's host."""
        lines = [f"{self.title}: {format_number(self.count)}", *(f"- {name}" for name in self.names)]
        if more := self.count - len(self.names):
            lines.append(_and_more(more))
        return "\n".join([*lines, f"{site.rstrip('/')}{self.url}"])


def _and_more(count) -> str:
    sentence = ngettext("and %(count)s more", "and %(count)s more", count)
    return sentence % {"count": format_number(count)}


def first_screen(user, *, on, site: str) -> dict:
    """The context of `admin/desk.html`; `site` is the address that messages lead to."""
    lines = [line for lines_of in LINES for line in lines_of(user, on)]
    return {
        "waiting": [(line, line.message(site)) for line in lines if line.count],
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
        some = list(found.defer(*SEARCH_COLUMNS)[:TOLD])
        first = [
            {"name": one, "url": reverse("admin:organizations_organization_change", args=[one.pk])}
            for one in some[:SHOWN]
        ]
        lines.append(
            Line(gap.label, found.count(), f"{address}?needs={name}", first, [str(one) for one in some])
        )
    return lines


def duplicate_lines(user, on) -> list[Line]:
    """Pairs that somebody has to look at."""
    if not user.has_perm("organizations.change_organization"):
        return []
    address = reverse("admin:organizations_organization_duplicates")
    return [Line(_("Organizations that may be the same"), DUPLICATES.pairs().count(), address, [])]


LINES = (organization_lines, duplicate_lines)


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
