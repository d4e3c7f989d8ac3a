"""The timeline of a record narrowed to one column: who changed the phone number?"""

from dataclasses import replace

from django.apps import apps
from django.utils.text import capfirst

from portal.kit.timeline import Change, Save, first_value


def column_key(record, model: str, name: str) -> str:
    """How an address names a column: "public_phone" of the record itself, "affiliation.title" of its rows."""
    own = model == record._meta.label_lower
    return name if own else f"{model.rpartition('.')[2]}.{name}"


def columns_of(record, saves: list[Save]) -> list[tuple[str, str]]:
    """Every column that these saves changed, as (key, words), those of the record first."""
    found = {}
    for save in saves:
        for entry in save.entries:
            for change in entry.changes:
                key = column_key(record, entry.model, change.name)
                found[key] = change.label if "." not in key else f"{_kind(entry.model)} · {change.label}"
    return sorted(found.items(), key=lambda one: ("." in one[0], one[1]))


def only(record, saves: list[Save], column: str) -> list[Save]:
    """The saves that changed this column, with what it held when its row was new."""
    narrowed = []
    for save in saves:
        entries = []
        for entry in save.entries:
            changes = [one for one in entry.changes if column_key(record, entry.model, one.name) == column]
            if entry.what == "created":
                changes += _at_first(record, entry, column)
            if changes:
                entries.append(replace(entry, changes=changes))
        if entries:
            narrowed.append(replace(save, entries=entries))
    return narrowed


def _at_first(record, entry, column) -> list[Change]:
    name = column.rpartition(".")[2]
    if column_key(record, entry.model, name) != column:
        return []
    found = first_value(apps.get_model(entry.model), entry.key, name)
    return [found] if found and found.after else []


def words_of(record, related, column: str) -> str:
    """What staff call the column, "" where there is none of this name."""
    model_name, _dot, name = column.rpartition(".")
    for model in [type(record), *related]:
        if column_key(record, model._meta.label_lower, name) == column:
            labels = {one.name: one.verbose_name for one in (*model._meta.fields, *model._meta.many_to_many)}
            if name in labels:
                words = capfirst(str(labels[name]))
                return f"{_kind(model._meta.label_lower)} · {words}" if model_name else words
    return ""


def _kind(model: str) -> str:
    return capfirst(str(apps.get_model(model)._meta.verbose_name))
