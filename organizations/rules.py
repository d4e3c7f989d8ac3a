"""Rules across rows of one organization, asked by formsets and services alike."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organizations.models import OrganizationName, OrganizationPlace
from portal.kit.dates import parse_edtf


def check_one_open_seat(places):
    """`places`: rows with `role` and `period`; `ValidationError` when two seats are open at once."""
    open_seats = [row for row in places if row.role == OrganizationPlace.Role.SEAT and not _has_ended(row)]
    if len(open_seats) > 1:
        raise ValidationError(
            _(
                "An organization has one seat at a time. "
                "Give the earlier seat a period with an end, for example 2009-2019."
            )
        )


def check_names_differ(organization, names):
    """A further name that is the name itself says nothing; a translation may be what the organization uses too."""
    own = (organization.name_vi, organization.name_en)
    for row in names:
        if row.kind != OrganizationName.Kind.TRANSLATED and row.text in own:
            raise ValidationError(_("“%(name)s” is the current name already."), params={"name": row.text})


def check_no_circle(organization):
    """Neither parents nor governing bodies nor successors lead back to the organization itself."""
    if not organization.pk:
        return
    for link in ("parent", "governing_body", "successor"):
        seen, further = {organization.pk}, getattr(organization, link)
        while further is not None:
            if further.pk in seen:
                sentence = _("From there the way leads back to “%(name)s”. Choose another organization.")
                raise ValidationError({link: ValidationError(sentence, params={"name": str(organization)})})
            seen.add(further.pk)
            further = getattr(further, link)


def _has_ended(row) -> bool:
    return bool(row.period) and parse_edtf(row.period).latest is not None
