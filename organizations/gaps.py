"""What is still to be done on organizations: one list for the first screen and for the filter it links to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICE_DAYS = [(0, 30), (31, 90), (91, 180)]
"""From which to which day, counted from today, something that ends is told of."""

UNTOUCHED_DAYS = 365
VIEW_REGISTRATIONS, VIEW_VERIFICATIONS = "organizations.view_registration", "organizations.view_verification"


@dataclass(frozen=True)
class Gap:
    """`find(organizations, day)` narrows to those that need it; `permission` is what one must hold to be told."""

    label: str | Promise
    find: Callable
    permission: str = "organizations.view_organization"


def _registration(days):
    return lambda found, day: found.with_registration_running_out(on=day, days=days)


def _verification(days):
    return lambda found, day: found.with_verification_running_out(on=day, days=days)


GAPS = {
    "publication": Gap(_("Drafts waiting to be published"), lambda found, day: found.drafts()),
    "registration-ended": Gap(
        _("Registrations that have run out"),
        lambda found, day: found.with_registration_run_out(on=day),
        permission=VIEW_REGISTRATIONS,
    ),
    "registration-30": Gap(
        _("Registrations that run out within 30 days"), _registration(NOTICE_DAYS[0]), VIEW_REGISTRATIONS
    ),
    "registration-90": Gap(
        _("Registrations that run out in 31 to 90 days"), _registration(NOTICE_DAYS[1]), VIEW_REGISTRATIONS
    ),
    "registration-180": Gap(
        _("Registrations that run out in 91 to 180 days"), _registration(NOTICE_DAYS[2]), VIEW_REGISTRATIONS
    ),
    "verification-ended": Gap(
        _("Verifications that have run out"),
        lambda found, day: found.with_verification_run_out(on=day),
        permission=VIEW_VERIFICATIONS,
    ),
    "verification-30": Gap(
        _("Verifications that run out within 30 days"), _verification(NOTICE_DAYS[0]), VIEW_VERIFICATIONS
    ),
    "verification-90": Gap(
        _("Verifications that run out in 31 to 90 days"), _verification(NOTICE_DAYS[1]), VIEW_VERIFICATIONS
    ),
    "verification-180": Gap(
        _("Verifications that run out in 91 to 180 days"), _verification(NOTICE_DAYS[2]), VIEW_VERIFICATIONS
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
