"""Who took a list out of the portal, and who looked at contacts: when, which, how many.

Rows are only added, and fall away after `ACCESS_LOG_DAYS`. A row names a record by its key and never says what stands
in it; what was searched for may be a name, so erasing a person goes through here too.
"""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class AccessLogQuerySet(models.QuerySet):
    def of(self, record):
        return self.filter(target=record._meta.label_lower, object_id=record.pk)

    def outlived(self, *, now):
        """What is older than it is kept; nothing where it is kept for good."""
        days = settings.ACCESS_LOG_DAYS
        return self.filter(at__lt=now - timedelta(days=days)) if days else self.none()


class AccessLog(models.Model):
    class What(models.TextChoices):
        EXPORT = "export", _("list downloaded")
        LIST = "list", _("list of contacts opened")
        RECORD = "record", _("contact opened")
        HISTORY = "history", _("history of a contact opened")

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    what = models.CharField(_("what"), max_length=8, choices=What.choices)
    target = models.CharField(_("list"), max_length=100, help_text=_("Label of a model, in small letters."))
    object_id = models.PositiveBigIntegerField(_("key"), null=True)
    kind = models.CharField(_("kind of file"), max_length=8, blank=True)
    filters = models.JSONField(
        _("filters"), default=list, help_text=_("Each in words, as the list showed it.")
    )
    rows = models.PositiveIntegerField(_("rows"), null=True)

    moves_data_version = False
    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses to lists and contacts")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_what_display()}: {self.into}"

    @property
    def into(self) -> str:
        """The list in words."""
        try:
            return str(apps.get_model(self.target)._meta.verbose_name_plural)
        except LookupError:
            return self.target


def note_access(what: str, model, *, by, key=None, kind="", filters=(), rows=None) -> AccessLog:
    """One line of the log; what has outlived its days goes."""
    now = timezone.now()
    AccessLog.objects.outlived(now=now).delete()
    return AccessLog.objects.create(
        at=now,
        by=by if by.is_authenticated else None,
        what=what,
        target=model._meta.label_lower,
        object_id=key,
        kind=kind,
        filters=list(filters),
        rows=rows,
    )


def filters_in_words(changelist) -> list[str]:
    """What a list of the desk was narrowed by, as its page says it."""
    found = [gettext("Words: %(words)s") % {"words": changelist.query}] if changelist.query else []
    for spec in changelist.filter_specs:
        chosen = [choice for choice in list(spec.choices(changelist))[1:] if choice.get("selected")]
        title = str(spec.title)
        found += [f"{title[:1].upper()}{title[1:]}: {choice['display']}" for choice in chosen]
    return found


class ViewsAreLogged:
    """For a `DeskAdmin` of people: who opens the list, a record or its history is written down."""

    def changelist_view(self, request, extra_context=None):
        answer = super().changelist_view(request, extra_context)
        changelist = getattr(answer, "context_data", {}).get("cl")
        if request.method == "GET" and changelist is not None:
            filters, rows = filters_in_words(changelist), len(changelist.result_list)
            note_access(AccessLog.What.LIST, self.model, by=request.user, filters=filters, rows=rows)
        return answer

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        self._note(request, answer, AccessLog.What.RECORD)
        return answer

    def history_view(self, request, object_id, extra_context=None):
        answer = super().history_view(request, object_id, extra_context)
        self._note(request, answer, AccessLog.What.HISTORY)
        return answer

    def _note(self, request, answer, what):
        shown = getattr(answer, "context_data", None) or {}
        record = shown.get("original") or shown.get("object")
        if request.method == "GET" and record is not None:
            note_access(what, self.model, by=request.user, key=record.pk)
