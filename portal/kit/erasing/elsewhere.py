"""Texts that staff wrote and that mention the person too. Another person may have the same name: nothing is changed
here, a person looks and decides."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from portal.kit.erasing.subject import Subject
from portal.kit.ours import is_ours

MOST = 50
"""How many are shown."""


@dataclass(frozen=True)
class Mention:
    record: object
    column: str


def mentions(subject: Subject) -> list[Mention]:
    """In records of ours that are not the person's own, history and logs left out."""
    own = {type(subject.record), *(model for model, _link in subject.rows)}
    found = []
    for model in _written_by_staff():
        columns = [one for one in model._meta.concrete_fields if _is_text(one)]
        if not columns:
            continue
        for row in model._base_manager.only("pk", *(one.name for one in columns)).iterator(chunk_size=500):
            if model in own and _is_own(row, subject):
                continue
            held = [one for one in columns if subject.is_in(str(getattr(row, one.attname) or ""))]
            if held:
                found.append(Mention(row, ", ".join(str(one.verbose_name) for one in held)))
                if len(found) == MOST:
                    return found
    return found


def _written_by_staff() -> Iterator[type[models.Model]]:
    for config in apps.get_app_configs():
        if is_ours(config):
            for model in config.get_models():
                if hasattr(model, "history"):
                    yield model


def _is_text(column) -> bool:
    return column.editable and isinstance(column, models.CharField | models.TextField)


def _is_own(row, subject) -> bool:
    if isinstance(row, type(subject.record)):
        return row.pk == subject.record.pk
    links = [link for model, link in subject.rows if model is type(row)]
    return any(getattr(row, link.attname) == subject.record.pk for link in links)
