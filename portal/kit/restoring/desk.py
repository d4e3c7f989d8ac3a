"""The pages of the history: read it, bring back what stood there before, bring back what was deleted."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.conflicts.shown import packed, shown
from portal.kit.conflicts.told import in_words, row_in_words
from portal.kit.conflicts.typed import Row, as_opened, parts_of, written
from portal.kit.history import Way, recording
from portal.kit.publication import may
from portal.kit.restoring import deleted, earlier
from portal.kit.restoring.reading import columns_of, only, words_of
from portal.kit.timeline import timeline_of
from portal.kit.versions import Versioned

WHOLE_ROW = "row"
"""Stands for a column where a deleted row is brought back as a whole."""


class HistoryPages:
    """For a `DeskAdmin` whose model has a history."""

    deleted_per_page = 50

    def get_urls(self):
        if not hasattr(self.model, "history"):
            return super().get_urls()
        ways = [
            ("deleted/", self.deleted_view, "deleted"),
            ("deleted/<int:history_id>/", self.undelete_view, "undelete"),
            (
                "<path:object_id>/history/<slug:part>/<int:history_id>/<slug:name>/",
                self.restore_view,
                "restore",
            ),
        ]
        pages = [
            path(route, self.admin_site.admin_view(view), name=self._page_name(name))
            for route, view, name in ways
        ]
        return [*pages, *super().get_urls()]

    def _page_name(self, name) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def _page(self, name, *arguments) -> str:
        return reverse(f"admin:{self._page_name(name)}", args=arguments, current_app=self.admin_site.name)

    def _answer(self, request, template, title, **context):
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": None,
            "opts": self.opts,
            **context,
        }
        return TemplateResponse(request, f"admin/{template}.html", context)

    # The timeline

    def history_view(self, request, object_id, extra_context=None):
        """Who changed what, when and by which way, related rows included, newest first; `?field=` narrows it."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        related = [inline.model for inline in self.get_inline_instances(request, record)]
        saves = timeline_of(record, related=related, reader=request.user)
        columns = columns_of(record, saves)
        column = request.GET.get("field", "")
        column_words = words_of(record, related, column)
        if column_words:
            saves = only(record, saves, column)
            if column not in dict(columns):
                columns.append((column, column_words))
        return self._answer(
            request,
            "timeline",
            _("History of %(record)s") % {"record": record},
            object=record,
            saves=self._with_ways_back(request, record, saves),
            columns=columns,
            column=column if column_words else "",
            column_words=column_words,
            **(extra_context or {}),
        )

    def _with_ways_back(self, request, record, saves):
        """Beside each change the page that brings back what stood there, where the form could be given it."""
        if not isinstance(record, Versioned) or not self.has_change_permission(request, record):
            return saves
        form, formsets, may_change = self.as_opened(request, record)
        open_boxes = {record._meta.label_lower: (form.fields, {str(record.pk)})}
        may_add = set()
        for formset, may_type, inline in zip(
            formsets, may_change, self.get_inline_instances(request, record), strict=True
        ):
            label = formset.model._meta.label_lower
            keys = {str(row.instance.pk) for row in formset.initial_forms} if may_type else set()
            open_boxes[label] = (formset.form.base_fields, keys)
            if inline.has_add_permission(request, record):
                may_add.add(label)

        def address(entry, history_id, name):
            part = entry.model.rpartition(".")[2]
            return self._page("restore", quote(record.pk), part, history_id, name)

        def with_address(entry):
            boxes, keys = open_boxes.get(entry.model, ({}, set()))
            if entry.what == "deleted" and entry.model in may_add:
                return replace(entry, address=address(entry, entry.history_id, WHOLE_ROW))
            if entry.key not in keys or entry.what == "created":
                return entry
            changes = [
                replace(one, address=address(entry, one.history_id, one.name))
                if one.name in boxes and one.history_id and not isinstance(boxes[one.name], forms.FileField)
                else one
                for one in entry.changes
            ]
            return replace(entry, changes=changes)

        return [replace(save, entries=[with_address(entry) for entry in save.entries]) for save in saves]

    # One value

    def restore_view(self, request, object_id, part, history_id, name):
        """What one box, or one deleted row, would hold again; sent, it goes the way of every change of the form."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if not isinstance(record, Versioned):
            raise Http404
        form, formsets, may_change = self.as_opened(request, record)
        saved, parts = shown(form, formsets), parts_of(formsets, may_change)
        typed = as_opened(saved, form, parts)
        back = _Back.of(record, typed, part, history_id, name)
        if back is None:
            messages.warning(request, _("This cannot be brought back: it is no longer part of the record."))
            return HttpResponseRedirect(self._page("history", quote(record.pk)))
        if request.method == "POST":
            return self._bring_back(request, record, typed, back)
        return self._answer(
            request,
            "restore",
            _("Bring back an earlier value"),
            object=record,
            back=back,
            seen_version=record.version,
            seen_values=packed(saved, record=record),
            address=self._page("history", quote(record.pk)),
        )

    def _bring_back(self, request, record, typed, back):
        back.take()
        data, files = written(typed, QueryDict())
        for name in ("csrfmiddlewaretoken", "seen_version", "seen_values"):
            data[name] = request.POST.get(name, "")
        data["_save"] = "1"
        request.POST, request._files = data, files
        reason = _("brought back: %(what)s, from before %(when)s") % {"what": back.label, "when": back.when}
        with recording(by=request.user, way=Way.FORM, reason=reason):
            answer = self.changeform_view(
                request, str(record.pk), self._page("change", quote(record.pk)), None
            )
        if answer.status_code == 302:
            return HttpResponseRedirect(self._page("history", quote(record.pk)))
        return answer

    # Deleted records

    def has_undelete_permission(self, request) -> bool:
        return self.has_add_permission(request) and self.has_delete_permission(request)

    def changelist_view(self, request, extra_context=None):
        offered = hasattr(self.model, "history") and self.has_undelete_permission(request)
        address = self._page("deleted") if offered else ""
        return super().changelist_view(request, {"deleted_address": address, **(extra_context or {})})

    def deleted_view(self, request):
        if not self.has_undelete_permission(request):
            raise PermissionDenied
        page = Paginator(deleted.deleted(self.model), self.deleted_per_page).get_page(request.GET.get("page"))
        rows = [
            {
                "name": deleted.name_of(row),
                "at": row.history_date,
                "by": row.history_user,
                "address": self._page("undelete", row.history_id),
            }
            for row in page
        ]
        title = _("Deleted: %(list)s") % {"list": self.opts.verbose_name_plural}
        return self._answer(request, "deleted", title, rows=rows, page=page)

    def undelete_view(self, request, history_id):
        if not self.has_undelete_permission(request):
            raise PermissionDenied
        row = deleted.deleted(self.model).filter(history_id=history_id).first()
        if row is None:
            messages.warning(request, _("This record is not deleted, or cannot be brought back from here."))
            return HttpResponseRedirect(self._page("deleted"))
        how = {
            "prepare": getattr(self.form, "prepare", None),
            "finish": self.finish,
            "may_publish": may(request.user, "publish", self.model),
        }
        day = date_format(timezone.localtime(row.history_date), "SHORT_DATETIME_FORMAT")
        restored, refusal = None, []
        try:
            reason = _("brought back: deleted on %(when)s") % {"when": day}
            with recording(by=request.user, way=Way.FORM, reason=reason):
                act = deleted.restore if request.method == "POST" else deleted.preview
                restored = act(row, **how)
        except ValidationError as problem:
            refusal = problem.messages
        except IntegrityError:
            refusal = [_("Another record has taken what this one held alone. Nothing was written.")]
        if request.method == "POST" and restored:
            messages.success(request, _("“%(record)s” is back.") % {"record": restored.record})
            for sentence in restored.lost:
                messages.warning(request, sentence)
            return HttpResponseRedirect(self._page("change", quote(restored.record.pk)))
        return self._answer(
            request,
            "undelete",
            _("Bring “%(record)s” back") % {"record": deleted.name_of(row)},
            row=row,
            restored=restored,
            refusal=refusal,
            address=self._page("deleted"),
        )


class _Back:
    """One box or row, as it stands now and as it would stand."""

    def __init__(self, part, row, box, history_row, held):
        self.part, self.row, self.box, self.held = part, row, box, held
        boxes = part.boxes if part else {}
        self.kind = capfirst(str(part.model._meta.verbose_name)) if part else ""
        self.boxes, self.lost = boxes, held.lost
        self.when = date_format(timezone.localtime(history_row.history_date), "SHORT_DATETIME_FORMAT")
        self.is_row = box is None

    @classmethod
    def of(cls, record, typed, part_name, history_id, name):
        """None where the record, its form or its history has no such thing."""
        part = next((one for one in typed.parts if one.model._meta.model_name == part_name), None)
        if part is None and part_name != record._meta.model_name:
            return None
        model, boxes = (part.model, part.boxes) if part else (type(record), typed.boxes)
        history_row = earlier.row_of(model, history_id, record)
        if history_row is None:
            return None
        if part and name == WHOLE_ROW and history_row.history_type == "-":
            if model._base_manager.filter(pk=getattr(history_row, model._meta.pk.attname)).exists():
                return None
            return cls(part, None, None, history_row, earlier.earlier(history_row, boxes, boxes))
        was = earlier.before(history_row)
        key = str(getattr(history_row, model._meta.pk.attname))
        row = next((one for one in part.rows if one.key == key), None) if part else typed.record
        closed = part is not None and not part.may_change
        if (
            was is None
            or row is None
            or closed
            or isinstance(boxes.get(name, forms.FileField()), forms.FileField)
        ):
            return None
        back = cls(part, row, name, history_row, earlier.earlier(was, boxes, [name]))
        back.boxes = boxes
        return back

    @property
    def label(self) -> str:
        if self.is_row:
            return self.kind
        words = capfirst(str(self.boxes[self.box].label))
        return f"{self.kind} · {words}" if self.part else words

    @property
    def now(self) -> str:
        return "" if self.is_row else in_words(self.boxes[self.box], self.row.values.get(self.box, []))

    @property
    def then(self) -> str:
        if self.is_row:
            return row_in_words(self.boxes, self.held.sent)
        return in_words(self.boxes[self.box], self.held.sent.get(self.box, []))

    def take(self) -> None:
        if self.is_row:
            self.part.rows.append(Row(values=dict(self.held.sent)))
        else:
            self.row.values[self.box] = self.held.sent.get(self.box, [])
