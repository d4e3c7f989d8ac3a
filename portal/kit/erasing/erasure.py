"""The preview and the act."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit.erasing.models import Erasure
from portal.kit.erasing.scrubbers import SCRUBBERS
from portal.kit.erasing.subject import subject
from portal.kit.versions import locked


@dataclass(frozen=True)
class Holding:
    words: str
    count: int


def holdings(record) -> list[Holding]:
    """What holds data of this person, and how many of each; what holds none is left out."""
    about = subject(record)
    found = [Holding(one.words, one.act(about, False)) for one in SCRUBBERS]
    return [one for one in found if one.count]


@transaction.atomic
def erase(record, *, by, seen: int, asked_by: str, asked_on, reference: str) -> Erasure:
    """Everything, or nothing. Raises `Conflict` where the record changed since version `seen`, ValidationError where
    the stub itself would name the person, and ProtectedError where others still need the record.

    Files go once the transaction has held.
    """
    record = locked(type(record), record.pk, seen=seen)
    about = subject(record)
    if about.is_in(reference):
        raise ValidationError(
            {
                "reference": _(
                    "The reference stays for good: write it without the person's name, e-mail or phone."
                )
            }
        )
    stub = Erasure(
        target=about.label,
        object_id=record.pk,
        asked_by=asked_by,
        asked_on=asked_on,
        reference=reference,
        erased_by=by,
    )
    stub.full_clean(exclude=["counts"])
    stub.counts = {one.name: one.act(about, True) for one in SCRUBBERS}
    stub.save()
    return stub
