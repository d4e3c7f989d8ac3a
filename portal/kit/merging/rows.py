"""A row as plain values that JSON holds without loss, and back."""

from typing import Any

from django.apps import apps
from django.db import models

from portal.kit.history import DERIVED

AS_THEY_ARE = (bool, int, str, list, dict)


def decided_columns(model: type[models.Model]) -> list[models.Field]:
    """The columns that people decide: not keys, not what is derived, not what the portal counts and stamps."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and not isinstance(field, DERIVED)
    ]


def plain(row: models.Model, fields=None) -> dict[str, Any]:
    """Column to value, of all columns or of these; exact to the microsecond and the last decimal."""
    return {field.attname: _plain(field, row) for field in fields or row._meta.concrete_fields}


def decided(row: models.Model) -> dict[str, Any]:
    return plain(row, decided_columns(type(row)))


def _plain(field, row):
    value = field.value_from_object(row)
    if value is None or type(value) in AS_THEY_ARE:
        return value
    return field.value_to_string(row)


def value_of(model: type[models.Model], column: str, kept: Any) -> Any:
    """What `plain` wrote of this column, as the column holds it."""
    field = next(field for field in model._meta.concrete_fields if field.attname == column)
    if kept is None:
        return None
    return (field.target_field if field.is_relation else field).to_python(kept)


def made_again(model: type[models.Model], kept: dict[str, Any]) -> models.Model:
    """The row, not written. Columns that the model no longer has are left out."""
    known = {field.attname for field in model._meta.concrete_fields}
    return model(
        **{column: value_of(model, column, value) for column, value in kept.items() if column in known}
    )


def write_as_it_was(row: models.Model) -> None:
    """Insert it under its own key, with every column as it is: nothing is derived, stamped or counted anew."""
    row.save_base(raw=True, force_insert=True)


def model_named(label: str) -> type[models.Model]:
    """`LookupError` when the portal no longer has it."""
    return apps.get_model(label)
