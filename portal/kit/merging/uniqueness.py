"""Which rows cannot stand side by side once they belong to one record, or say the very same."""

from collections.abc import Sequence

from django.db import models

from portal.kit.merging.relations import Link
from portal.kit.merging.rows import decided, plain


def clashing(coming: Sequence[models.Model], standing: Sequence[models.Model], links: Sequence[Link]) -> dict:
    """Key of a coming row (as it will be) to the standing row that it clashes with; asks once for each constraint
    that has a condition."""
    if not coming or not standing:
        return {}
    found = {}
    model, columns = type(coming[0]), set().union(*(link.columns for link in links))
    for fields, condition in unique_together(model):
        if not columns & set(fields):
            continue
        meant = _meant_by(condition, model, [*coming, *standing])
        taken = {_said(row, fields): row for row in standing if row.pk in meant and _said(row, fields)}
        for row in coming:
            other = taken.get(_said(row, fields)) if row.pk in meant else None
            if other is not None:
                found.setdefault(row.pk, other)
    same = {_content(row): row for row in reversed(standing)}
    for row in coming:
        if _content(row) in same:
            found.setdefault(row.pk, same[_content(row)])
    return found


def unique_together(model) -> list[tuple[tuple[str, ...], models.Q | None]]:
    """Columns that no two rows may share, each with the condition under which that holds."""
    meta = model._meta
    sets = [((field.name,), None) for field in meta.concrete_fields if field.unique and not field.primary_key]
    sets += [(tuple(names), None) for names in meta.unique_together]
    sets += [
        (constraint.fields, constraint.condition)
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    ]
    return [(tuple(meta.get_field(name).attname for name in names), condition) for names, condition in sets]


def _meant_by(condition, model, rows) -> set:
    keys = {row.pk for row in rows}
    if condition is None:
        return keys
    return set(model._base_manager.filter(condition, pk__in=keys).values_list("pk", flat=True))


def _said(row, fields):
    """Nothing is unlike nothing, as in the database."""
    said = tuple(getattr(row, name) for name in fields)
    return None if None in said else said


def _content(row):
    said = decided(row) or plain(row)
    return tuple(sorted((column, repr(value)) for column, value in said.items()))
