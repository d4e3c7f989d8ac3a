"""How the desk brings together what two people did to one record."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, quote, unquote
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.kit.conflicts.authors import authors_of, changed_besides
from portal.kit.conflicts.comparing import Comparison, Difference, compare
from portal.kit.conflicts.shown import Shown, packed, shown, unpacked
from portal.kit.conflicts.told import in_words, told
from portal.kit.conflicts.typed import Typed, parts_of, read, written
from portal.kit.versions import Versioned

BUTTONS = ("_move", "_addanother", "_continue", "_save")
ASKING = ("asked", "first_seen_values")


class ConflictsOfForm:
    """For a `DeskAdmin`. The form carries what it showed; what comes back is brought up to what is saved by now."""

    def remember_what_is_shown(self, form, formsets, record):
        """The form, as it is opened, learns what it shows."""
        if isinstance(record, Versioned) and "seen_values" in form.fields:
            form.fields["seen_values"].initial = packed(shown(form, formsets), record=record)

    def bring_together(self, request, object_id):
        """Changes what the request carries so that it stands on the newest version; the page that asks, where a person
        has to choose, or None. Runs in the transaction that will write, with the record locked."""
        record = self._locked(request, object_id)
        if record is None and self.get_object(request, unquote(object_id)) is None:
            return self._gone(request, object_id)
        opened = record and unpacked(request.POST.get("seen_values", ""), record=record)
        if opened is None:
            return None
        form, formsets, may_change = self.as_opened(request, record)
        saved = shown(form, formsets)
        typed = read(request.POST, request.FILES, form, parts_of(formsets, may_change))
        unanswered = _answer(typed, opened, request.POST)
        is_moved = str(record.version) != request.POST.get("seen_version")
        if not is_moved and saved == opened and not request.POST.getlist("asked"):
            return None
        seen = request.POST.get("seen_version", "")
        besides = changed_besides(record, seen=int(seen), boxes=typed.boxes) if seen.isdigit() else []
        found = compare(typed, opened, saved)
        _ask_again(found, unanswered, saved)
        self._carry(request, record, typed, saved)
        publishes = (
            "_move" in request.POST and (found.theirs or besides) and not request.POST.getlist("asked")
        )
        if found.both or publishes:
            return self._asking(
                request, record, found, besides, opened, {id(one.row): one for one in unanswered}
            )
        if found.theirs or besides:
            self._say(request, record, found, besides)
        return None

    def _gone(self, request, object_id):
        """Deleted while the form was open: what was typed is shown, to be copied or entered again once it is back."""
        if not self.has_change_permission(request) or "seen_values" not in request.POST:
            return None
        form = self.get_form(request, None, change=True)()
        typed = read(request.POST, request.FILES, form, [])
        values = {name: sent for name, sent in typed.record.values.items() if sent}
        offered = self.has_undelete_permission(request)
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": _("This record was deleted while you were editing it"),
            "subtitle": None,
            "opts": self.opts,
            "typed": [
                {"label": typed.boxes[name].label, "value": in_words(typed.boxes[name], sent)}
                for name, sent in values.items()
            ],
            "deleted_address": self._page("deleted") if offered else "",
        }
        return TemplateResponse(request, "admin/gone.html", context, status=409)

    def _locked(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if not isinstance(record, Versioned) or not self.has_change_permission(request, record):
            return None
        type(record)._base_manager.select_for_update().filter(pk=record.pk).first()
        return self.get_object(request, unquote(object_id))

    def as_opened(self, request, record):
        """The form and the rows as they would be opened now, and for each inline whether its rows can be changed."""
        fields = flatten_fieldsets(self.get_fieldsets(request, record))
        form = self.get_form(request, record, change=True, fields=fields)(instance=record)
        formsets, may_change, prefixes = [], [], {}
        for formset_class, inline in self.get_formsets_with_inlines(request, record):
            prefix = formset_class.get_default_prefix()
            prefixes[prefix] = prefixes.get(prefix, 0) + 1
            if prefixes[prefix] != 1:
                prefix = f"{prefix}-{prefixes[prefix]}"
            rows = inline.get_queryset(request)
            formsets.append(formset_class(instance=record, prefix=prefix, queryset=rows))
            may_change.append(inline.has_change_permission(request, record))
        return form, formsets, may_change

    def _carry(self, request, record, typed: Typed, saved: Shown):
        first = request.POST.get("first_seen_values") or request.POST.get("seen_values")
        data, files = written(typed, request.POST)
        for name in [name for name in data if name in ASKING or name.startswith("choose-")]:
            del data[name]
        data["seen_version"] = str(record.version)
        data["seen_values"] = packed(saved, record=record)
        request.first_seen = first
        request.POST, request._files = data, files

    def _say(self, request, record, found: Comparison, besides):
        authors = authors_of(record, [part.model for part in found.typed.parts])
        lines = [told(one, record=record, boxes=found.typed.boxes, authors=authors) for one in found.theirs]
        names = dict.fromkeys([line.label for line in lines] + [change.label for change in besides])
        who = {line.by.get_full_name() or line.by.get_username() for line in lines if line.by}
        sentence = _(
            "While you were editing, %(who)s changed: %(what)s. That is kept, and what you changed goes on top of it."
        ) % {"who": ", ".join(sorted(who)) or _("somebody else"), "what": ", ".join(names)}
        address = reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_history",
            args=[quote(record.pk)],
            current_app=self.admin_site.name,
        )
        messages.info(request, format_html('{} <a href="{}">{}</a>', sentence, address, _("History")))

    def _asking(self, request, record, found: Comparison, besides, opened: Shown, unanswered):
        """The page that shows both and asks."""
        names = _names(found.typed)
        first = unpacked(request.first_seen, record=record) or opened
        common = {
            "record": record,
            "boxes": found.typed.boxes,
            "authors": authors_of(record, [part.model for part in found.typed.parts]),
        }
        asked = [
            told(
                one,
                **common,
                opened=_first(first, one),
                name=names[id(one.row), one.box],
                is_unanswered=id(one.row) in unanswered,
            )
            for one in found.both
        ]
        in_boxes = {line.name for line in asked if line.edit or line.is_file}
        uploads = [
            {"name": names[id(row), box], "file": upload.name, "label": _label_of(found.typed, row, box)}
            for row in _all_rows(found.typed)
            for box, upload in row.uploads.items()
        ]
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        button = next((name for name in BUTTONS if name in request.POST), "_save")
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": _("Two people changed “%(record)s”") % {"record": record},
            "subtitle": None,
            "opts": self.opts,
            "object": record,
            "asked": asked,
            "theirs": [told(one, **common) for one in found.theirs],
            "mine": [told(one, **common) for one in found.mine],
            "besides": besides,
            "uploads": uploads,
            "hidden": [
                (name, value)
                for name, values in request.POST.lists()
                if name not in {*in_boxes, *BUTTONS, "csrfmiddlewaretoken"}
                for value in values
            ],
            "first_seen_values": request.first_seen,
            "button": {"name": button, "value": request.POST.get(button, "1")},
            "moves": button == "_move",
            "address": reverse(
                f"{address}_change", args=[quote(record.pk)], current_app=self.admin_site.name
            ),
            "has_file_field": bool(uploads),
        }
        return TemplateResponse(request, "admin/conflict.html", context, status=409)


def _all_rows(typed: Typed):
    return [typed.record, *(row for part in typed.parts for row in part.rows)]


def _names(typed: Typed) -> dict:
    """The row and the name of its box, "" for the whole row, to what the form calls it: for rows in their order."""
    names = {(id(typed.record), box): box for box in typed.boxes}
    for part in typed.parts:
        for number, row in enumerate(part.rows):
            names[id(row), ""] = f"{part.prefix}-{number}"
            names |= {(id(row), box): f"{part.prefix}-{number}-{box}" for box in part.boxes}
    return names


def _label_of(typed, row, box) -> str:
    boxes = next((part.boxes for part in typed.parts if row in part.rows), typed.boxes)
    return boxes[box].label


def _first(first: Shown, one: Difference):
    """What stood there when the form was opened first; None where that is not known."""
    if one.part is None:
        return first.record.get(one.box)
    row = first.rows.get(one.part.prefix, {}).get(one.key)
    return row.get(one.box) if row and one.box else row


def _answer(typed: Typed, opened: Shown, data) -> list[Difference]:
    """Does what the person chose; what is not answered yet comes back."""
    places = {}
    names = _names(typed)
    rows = [(None, typed.record), *((one, row) for one in typed.parts for row in one.rows)]
    for part, row in rows:
        for box in ["", *(part.boxes if part else typed.boxes)]:
            if (id(row), box) in names:
                places[names[id(row), box]] = (part, row, box)
    unanswered = []
    for asked in data.getlist("asked"):
        name, _sign, key = asked.partition("|")
        part, row, box = places.get(name, (None, None, ""))
        choice = data.get(f"choose-{name}")
        if row is None or choice == "mine":
            continue
        if choice == "theirs":
            _take_theirs(part, row, box, opened)
        else:
            unanswered.append(Difference(part, row, row.key or key, box, None, None, None))
    return unanswered


def _take_theirs(part, row, box, opened):
    if box:
        theirs = opened.rows.get(part.prefix, {}).get(row.key, {}) if part else opened.record
        row.values[box] = theirs.get(box, [])
        row.uploads.pop(box, None)
        row.cleared.discard(box)
    elif row.key:
        row.is_deleted = False
    else:
        part.rows = [one for one in part.rows if one is not row]


def _ask_again(found: Comparison, unanswered, saved: Shown):
    """What was asked and not answered stays asked, whatever it looks like now."""
    for one in unanswered:
        same = [
            other for other in [*found.mine, *found.both] if other.row is one.row and other.box == one.box
        ]
        found.mine = [other for other in found.mine if other not in same]
        found.both = [other for other in found.both if other not in same]
        rows = saved.rows.get(one.part.prefix, {}) if one.part else {}
        stands = (rows.get(one.row.key) if one.row.key else None) if one.part else saved.record
        if one.box:
            stands = (stands or {}).get(one.box, [])
            typed = one.row.values.get(one.box, [])
        else:
            typed = None if one.row.key else one.row.values
        found.both.append(
            replace(one, saved=stands, typed=typed, opened=stands if one.box else typed or stands)
        )
