"""No silent overwriting: a record carries a version, and who saves must have seen the newest one."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True


class Conflict(ValidationError):
    """Somebody else saved the record after it was opened here."""

    def __init__(self, record):
        super().__init__(
            _(
                "Somebody else saved “%(record)s” while you were editing it. Nothing of yours was written. "
                "Open the record again in a new tab, compare, and enter your change there."
            ),
            code="conflict",
            params={"record": str(record)},
        )


def locked(model, pk, *, seen: int):
    """The record, locked for this transaction; `Conflict` when its version is no longer the one seen.

    Must run inside a transaction. SQLite has no row locks: there an IMMEDIATE transaction holds the whole file.
    """
    record = model.objects.select_for_update().get(pk=pk)
    if record.version != seen:
        raise Conflict(record)
    return record


def save_new_version(record):
    """Check and save the record under its next number; history gets one row."""
    record.version += 1
    record.full_clean()
    record.save()
    return record
