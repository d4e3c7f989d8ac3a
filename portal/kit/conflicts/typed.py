"""What came back from a form of the desk: the record and its rows, and the same as the data of a form again."""

from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from portal.kit.conflicts.shown import OWN_BOXES, Shown, Values, keys_of, texts


@dataclass
class Row:
    """The record itself, or a row of an inline; `key` is "" for a row that is not written yet.

    `values` lacks the boxes that the browser did not send. A file was chosen (`uploads`), taken away (`cleared`), or
    left as it was.
    """

    key: str = ""
    values: Values = field(default_factory=dict)
    uploads: dict = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    is_deleted: bool = False


@dataclass
class Part:
    """The rows of one inline; `boxes` are the fields of its form, `may_change` says whether they could be typed in."""

    prefix: str
    model: type
    boxes: dict[str, forms.Field]
    keys: tuple[str, ...]
    parent: str
    may_change: bool
    rows: list[Row] = field(default_factory=list)


@dataclass
class Typed:
    record: Row
    boxes: dict[str, forms.Field]
    parts: list[Part]


def parts_of(formsets, may_change) -> list[Part]:
    """`may_change`: for each formset, whether its existing rows could be typed in."""
    parts = []
    for formset, may in zip(formsets, may_change, strict=True):
        keys = keys_of(formset)
        boxes = {name: box for name, box in formset.form.base_fields.items() if name not in keys}
        parent = str(formset.instance.pk)
        parts.append(Part(formset.prefix, formset.model, boxes, keys, parent, may))
    return parts


def read(data, files, form, parts: list[Part]) -> Typed:
    """`data` and `files` as the browser sent them; `parts` are filled with the rows found there."""
    boxes = {name: box for name, box in form.fields.items() if name not in OWN_BOXES}
    for part in parts:
        part.rows = [
            _row(data, files, part.boxes, f"{part.prefix}-{number}-", part.keys[0])
            for number in range(_count(data, part.prefix))
        ]
    return Typed(_row(data, files, boxes, ""), boxes, parts)


def _count(data, prefix) -> int:
    text = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(text), forms.formsets.DEFAULT_MAX_NUM) if text.isascii() and text.isdigit() else 0


def _row(data, files, boxes, before, key_name="") -> Row:
    row = Row(key=data.get(before + key_name, "") if key_name else "")
    row.is_deleted = bool(key_name) and bool(data.get(f"{before}DELETE"))
    for name, box in boxes.items():
        full = before + name
        if isinstance(box, forms.FileField):
            if full in files:
                row.uploads[name] = files[full]
            if data.get(f"{full}-clear"):
                row.cleared.add(name)
            continue
        names = names_of(box, full)
        if any(one in data for one in names):
            row.values[name] = texts(
                data.getlist(full) if names == [full] else [data.get(n, "") for n in names]
            )
        elif isinstance(box, forms.BooleanField | forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
            row.values[name] = []
    return row


def names_of(box, full: str) -> list[str]:
    """The names under which a browser sends this box."""
    widget = box.widget
    return [full + end for end in widget.widgets_names] if isinstance(widget, forms.MultiWidget) else [full]


def written(typed: Typed, data) -> tuple[QueryDict, MultiValueDict]:
    """As a browser would send it; what is in `data` and belongs to no box goes with it."""
    out, files = QueryDict(mutable=True), MultiValueDict()
    own = {name for full, box in typed.boxes.items() for name in (*names_of(box, full), f"{full}-clear")}
    prefixes = tuple(f"{part.prefix}-" for part in typed.parts)
    for name, values in data.lists():
        if name not in own and not name.startswith(prefixes):
            out.setlist(name, values)
    _write(out, files, typed.record, typed.boxes, "")
    for part in typed.parts:
        # Django takes the first ones for those that are written already.
        part.rows.sort(key=lambda row: not row.key)
        out[f"{part.prefix}-TOTAL_FORMS"] = str(len(part.rows))
        out[f"{part.prefix}-INITIAL_FORMS"] = str(sum(bool(row.key) for row in part.rows))
        for limit in ("MIN_NUM_FORMS", "MAX_NUM_FORMS"):
            out[f"{part.prefix}-{limit}"] = data.get(f"{part.prefix}-{limit}", "0")
        for number, row in enumerate(part.rows):
            before = f"{part.prefix}-{number}-"
            out[before + part.keys[0]] = row.key
            out[before + part.keys[1]] = part.parent
            if row.is_deleted:
                out[before + "DELETE"] = "on"
            if part.may_change or not row.key:
                _write(out, files, row, part.boxes, before)
    return out, files


def _write(out, files, row, boxes, before):
    for name, box in boxes.items():
        full = before + name
        if isinstance(box, forms.FileField):
            if name in row.uploads:
                files[full] = row.uploads[name]
            if name in row.cleared:
                out[f"{full}-clear"] = "on"
            continue
        values, names = row.values.get(name, []), names_of(box, full)
        if names != [full]:
            for one, value in zip(names, values or [""] * len(names), strict=False):
                out[one] = value
        elif values or not isinstance(box, forms.BooleanField | forms.ModelMultipleChoiceField):
            out.setlist(full, values or [""])


def as_opened(what: Shown, form, parts: list[Part]) -> Typed:
    """What the browser would send of a form in which nothing was typed."""
    boxes = {name: box for name, box in form.fields.items() if name not in OWN_BOXES}
    for part in parts:
        rows = what.rows.get(part.prefix, {})
        part.rows = [Row(key=key, values=dict(values)) for key, values in rows.items()]
    return Typed(Row(values=dict(what.record)), boxes, parts)
