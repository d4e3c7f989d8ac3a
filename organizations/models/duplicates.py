"""What tells that two organizations may be one: derived keys and pairs, and what staff said about a pair."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models.organization import Organization
from portal.kit.duplicates.models import NotDuplicate, PossiblePair, RecordKey


def _of(related_name: str, label):
    return models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name=related_name, verbose_name=label
    )


class OrganizationKey(RecordKey):
    record = _of("duplicate_keys", _("organization"))

    class Meta(RecordKey.Meta):
        abstract = False


class OrganizationPair(PossiblePair):
    first, second = _of("+", _("one organization")), _of("+", _("the other organization"))

    class Meta(PossiblePair.Meta):
        abstract = False


class OrganizationNotDuplicate(NotDuplicate):
    first, second = _of("+", _("one organization")), _of("+", _("the other organization"))

    class Meta(NotDuplicate.Meta):
        abstract = False
