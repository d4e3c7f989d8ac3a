"""What is still to be done on organizations: one list for the first screen and for the filter it links to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REGISTRATION_NOTICE_DAYS = 90
UNTOUCHED_DAYS = 365


@dataclass(frozen=True)
class Gap:
    """`find(organizations, day)` narrows to those that need it; `permission` is what one must hold to be told."""

    label: str | Promise
    find: Callable
    permission: str = "organizations.view_organization"


GAPS = {
    "publication": Gap(_("Drafts waiting to be published"), lambda found, day: found.drafts()),
    "registration": Gap(
        _("Registrations that run out within 90 days"),
        lambda found, day: found.with_registration_running_out(on=day, within_days=REGISTRATION_NOTICE_DAYS),
        permission="organizations.view_registration",
    ),
    "place": Gap(_("No seat and no place of work"), lambda found, day: found.without_places()),
    "contact": Gap(_("No website, e-mail or phone"), lambda found, day: found.without_contact()),
    "english": Gap(_("No English name or description"), lambda found, day: found.without_english()),
    "level": Gap(_("State bodies without their level"), lambda found, day: found.without_level()),
    "review": Gap(
        _("Untouched for a year"),
        lambda found, day: found.untouched_since(day - timedelta(days=UNTOUCHED_DAYS)),
    ),
}


def gaps_for(user) -> dict[str, Gap]:
    """The gaps that this person may be told of."""
    return {name: gap for name, gap in GAPS.items() if user.has_perm(gap.permission)}


def needing(organizations, gap: Gap, *, on):
    """Those of these organizations that have the gap on this day; archived ones need nothing."""
    return gap.find(organizations.in_use(), on)
