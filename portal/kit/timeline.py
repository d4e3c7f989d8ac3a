"""The history of a record and its rows as a person reads it."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import FileField
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.models import DeletedObject

from portal.kit.datefields import PartialDateField
from portal.kit.dates import say
from portal.kit.imports.addresses import page_of as page_of_import
from portal.kit.imports.models import SheetImport
from portal.kit.merging.addresses import page_of as page_of_merge
from portal.kit.merging.models import Merge

LONGEST = 200
"""How many rows of history of the record, and of each kind of its parts, are looked at."""

ONE_SAVE = timedelta(seconds=1)
"""Rows written by one person, one way, within this time belong to one save."""

_IMPORT = re.compile(r"NB-([0-9]{5,18})\b")
_MERGE = re.compile(r"GB-([0-9]{5,18})\b")
"""How `SheetImport.reference` and `Merge.reference` begin the reason of what an import or a merge wrote."""

UNTOLD = {"version", "updated_at", "created_at"}
WHAT = {"+": "created", "~": "changed", "-": "deleted"}


@dataclass(frozen=True)
class Change:
    """One field: what it is called, what stood there and what stands there now, "" for nothing.

    `name` is its column; `history_id` the row of history that recorded the change; `address` the page that brings
    back what stood there before, where the reader may.
    """

    label: str
    before: str
    after: str
    name: str = field(default="", compare=False)
    history_id: int = field(default=0, compare=False)
    address: str = field(default="", compare=False)


@dataclass(frozen=True)
class Entry:
    """`what` is "created", "changed" or "deleted"; `row` names a related row, "" for the record itself.

    `model` and `key` tell which row it is, `history_id` its newest row of history, `address` the page that brings a
    deleted row back.
    """

    what: str
    row: str
    changes: list[Change]
    model: str = ""
    key: str = ""
    history_id: int = 0
    address: str = ""


@dataclass(frozen=True)
class Save:
    """What one person wrote at one moment: the record and its rows; `by` is None for a program. `address` is the page
    of the import that wrote it, "" where there is none that the reader may see."""

    at: datetime
    by: object
    way: str
    reason: str
    entries: list[Entry]
    address: str = ""


def timeline_of(record, *, related=(), reader=None) -> list[Save]:
    """The newest saves of the record and of the rows of these models that point at it, newest first."""
    written = _written(record.history.all(), of_row=False)
    for model in related:
        link = next(
            (f for f in model._meta.fields if f.remote_field and isinstance(record, f.remote_field.model)),
            None,
        )
        if link is not None and hasattr(model, "history"):
            written += _written(model.history.filter(**{link.name: record.pk}), of_row=True)
    written.sort(key=lambda one: one.at, reverse=True)
    saves = []
    for one in written[:LONGEST]:
        last = saves[-1][-1] if saves else None
        if last and last.by_whom == one.by_whom and last.at - one.at < ONE_SAVE:
            saves[-1].append(one)
        else:
            saves.append([one])
    return _with_pages([_save(rows) for rows in saves], reader)


def _with_pages(saves, reader) -> list[Save]:
    """Each save with the page of the import or merge that its reason names, if the reader may see it."""
    if reader is None:
        return saves
    imports = SheetImport.objects.visible_to(reader).in_bulk(_numbers(_IMPORT, saves))
    merges = Merge.objects.defer("snapshot").in_bulk(_numbers(_MERGE, saves))
    pages = {one.reference: page_of_import(one) for one in imports.values()}
    pages |= {one.reference: page_of_merge(one) for one in merges.values()}
    return [replace(save, address=pages.get(save.reason.split(" ", 1)[0], "")) for save in saves]


def _numbers(pattern, saves) -> set[int]:
    return {int(found[1]) for save in saves if (found := pattern.match(save.reason))}


@dataclass(frozen=True)
class _Written:
    """One row of history; `subject` tells whose it is."""

    at: datetime
    by_whom: tuple
    subject: tuple
    entry: Entry


def _written(rows, *, of_row: bool) -> list[_Written]:
    rows = list(rows.select_related("history_user").order_by("-history_date", "-history_id")[: LONGEST + 1])
    earlier = _earlier(rows)
    if of_row:
        earlier = _under_another_record(rows, earlier) | earlier
    written = []
    for this in rows[:LONGEST]:
        changes = changes_between(this, earlier.get(this.history_id))
        if this.history_type == "~" and not changes:
            continue
        by_whom = (this.history_user, this.get_way_display(), this.history_change_reason or "")
        subject = (this.instance_type, getattr(this, this.instance_type._meta.pk.attname))
        entry = Entry(
            what=WHAT[this.history_type],
            row=_name_of(this) if of_row else "",
            changes=changes,
            model=this.instance_type._meta.label_lower,
            key=str(subject[1]),
            history_id=this.history_id,
        )
        written.append(_Written(this.history_date, by_whom, subject, entry))
    return written


def _save(newest_first: list[_Written]) -> Save:
    """Rows of one subject told as one entry: lists of a record are recorded after its columns, one by one."""
    entries: dict[tuple, Entry] = {}
    for one in reversed(newest_first):
        first = entries.get(one.subject)
        if first is None:
            entries[one.subject] = one.entry
        else:
            what = one.entry.what if one.entry.what == "deleted" else first.what
            changes = _together(first.changes, one.entry.changes)
            entries[one.subject] = replace(one.entry, what=what, changes=changes)
    by, way, reason = newest_first[0].by_whom
    told = sorted(entries.values(), key=lambda entry: bool(entry.row))
    return Save(at=newest_first[0].at, by=by, way=way, reason=reason, entries=told)


def _together(first: list[Change], then: list[Change]) -> list[Change]:
    changes = {change.name: change for change in first}
    for change in then:
        first_of_it = changes.get(change.name, change)
        changes[change.name] = replace(first_of_it, after=change.after)
    return [change for change in changes.values() if change.before != change.after]


def _name_of(this) -> str:
    """The row by its kind and name; by its kind alone when what its name is made of has gone."""
    kind = capfirst(this.instance_type._meta.verbose_name)
    try:
        return f"{kind}: {this.instance}"
    except ObjectDoesNotExist:
        return kind


def _earlier(rows) -> dict:
    """Each row of history to the one before it of the same record."""
    newer, pairs = {}, {}
    for row in rows:
        key = getattr(row, row.instance_type._meta.pk.attname)
        if key in newer:
            pairs[newer[key].history_id] = row
        newer[key] = row
    return pairs


def _under_another_record(rows, earlier) -> dict:
    """The lines before those by which a row came here from a record that was merged into this one."""
    came = [row for row in rows if row.history_type == "~" and row.history_id not in earlier]
    if not came:
        return {}
    model = came[0].instance_type
    keys = {getattr(row, model._meta.pk.attname) for row in came}
    older = model.history.filter(**{f"{model._meta.pk.name}__in": keys}).order_by(
        "-history_date", "-history_id"
    )
    return _earlier(older)


def changes_between(this, before) -> list[Change]:
    """What differs between two rows of history of the same record, in the order of its columns."""
    if before is None or this.history_type == "-":
        return []
    model = this.instance_type
    order = [field.name for field in (*model._meta.fields, *model._meta.many_to_many)]
    found = this.diff_against(before, foreign_keys_are_objs=True).changes
    changes = []
    for change in sorted(found, key=lambda change: order.index(change.field)):
        if change.field not in UNTOLD:
            column = model._meta.get_field(change.field)
            label, old, new = (
                capfirst(str(column.verbose_name)),
                shown(column, change.old),
                shown(column, change.new),
            )
            changes.append(Change(label, old, new, change.field, this.history_id))
    return changes


def first_value(model, key, name: str) -> Change | None:
    """What the column of this row held when it was added, as a change from nothing."""
    column = model._meta.get_field(name)
    row = model.history.filter(**{model._meta.pk.attname: key}, history_type="+").first()
    if row is None or column.many_to_many or not hasattr(row, column.attname):
        return None
    value = getattr(row, column.attname)
    if column.is_relation and value is not None:
        value = column.related_model._base_manager.filter(pk=value).first() or DeletedObject(
            column.related_model, value
        )
    return Change(capfirst(str(column.verbose_name)), "", shown(column, value), name)


def shown(field, value) -> str:
    """What a column holds, as a person reads it; `value` as `diff_against` gives it, with linked records as objects."""
    if field.many_to_many:
        value = ", ".join(_shown_link(one[field.m2m_reverse_field_name()]) for one in value)
    if value is None or value == "" or (isinstance(value, DeletedObject) and value.pk is None):
        return ""
    if isinstance(value, DeletedObject):
        return _shown_link(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, PartialDateField):
        try:
            return say(value)
        except ValidationError:  # written before today's way to write dates
            return str(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value % 1 else int(value), force_grouping=True)
    if isinstance(field, FileField):
        return str(value).rpartition("/")[2]
    return str(value)


def _shown_link(record) -> str:
    if isinstance(record, DeletedObject):
        return _("%(kind)s, deleted since") % {"kind": record.model._meta.verbose_name}
    return str(record)
