"""Who changed what, when, from what to what, by whatever way the change came.

Every recorded model says `history = recorded()`. The way in is set by `recording(...)`: the admin's forms, an
import, an action or a command each open one, and all rows written inside carry its way and its reason.
"""

from collections.abc import Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import models
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from portal.kit.datefields import EarliestDayField, LatestDayField
from portal.kit.textfields import DerivedMixin


class Way(models.TextChoices):
    FORM = "form", _("form")
    ACTION = "action", _("action on a list")
    IMPORT = "import", _("import")
    COMMAND = "command", _("command")
    SERVICE = "service", _("program")


@dataclass(frozen=True)
class Recording:
    by: object = None
    way: str = Way.SERVICE
    reason: str = ""


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)


@contextmanager
def recording(*, by=None, way: str, reason: str = ""):
    """Everything written inside is recorded as done by this person (None for nobody), this way, for this reason.

    One inside another keeps the outer reason where it gives none of its own.
    """
    outer = _current.get()
    token = _current.set(Recording(by=by, way=way, reason=reason or (outer.reason if outer else "")))
    try:
        yield
    finally:
        _current.reset(token)


class HistoryRow(models.Model):
    """What the portal adds to a library row of history."""

    way = models.CharField(_("way in"), max_length=7, choices=Way.choices, default=Way.SERVICE)

    class Meta:
        abstract = True


DERIVED = (DerivedMixin, EarliestDayField, LatestDayField)


class RecordedHistory(HistoricalRecords):
    """History of the columns that people decide; derived ones (sort keys, folded text, days) are left out."""

    def fields_included(self, model):
        return [field for field in super().fields_included(model) if not isinstance(field, DERIVED)]


def record_created(records: Sequence[models.Model], *, batch_size: int = 500) -> None:
    """The first rows of history of records of one model that `bulk_create` wrote, with their lists as they are now.

    Lists are known to simple-history only where a record is saved by itself, so their rows are written here.
    """
    now = _current.get() or Recording()
    for start in range(0, len(records), batch_size):
        batch = records[start : start + batch_size]
        manager = type(batch[0]).history
        rows = manager.bulk_history_create(
            batch,
            default_user=now.by,
            default_change_reason=now.reason[:100],
            custom_historical_attrs={"way": now.way},
        )
        for field in getattr(manager.model, "_history_m2m_fields", ()):
            _record_list(manager.model, field, dict(zip((one.pk for one in batch), rows, strict=True)))


def _record_list(history_model, field, rows: dict):
    list_model, through = getattr(history_model, field.name).model, field.remote_field.through
    owner, term = field.m2m_field_name(), field.m2m_reverse_field_name()
    links = through.objects.filter(**{f"{owner}__in": list(rows)}).values_list(
        "pk", f"{owner}_id", f"{term}_id"
    )
    list_model.objects.bulk_create(
        (
            list_model(history=rows[one], id=pk, **{f"{owner}_id": one, f"{term}_id": other})
            for pk, one, other in links
        )
    )


def recorded(**options) -> HistoricalRecords:
    return RecordedHistory(bases=[HistoryRow], **options)


@receiver(pre_create_historical_record)
def note_the_way_in(sender, history_instance, **kwargs):
    now = _current.get()
    if now is None:
        return
    history_instance.way = now.way
    if now.by is not None:
        history_instance.history_user = now.by
    if now.reason:
        history_instance.history_change_reason = now.reason[:100]
