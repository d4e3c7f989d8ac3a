"""What points at a record, found in the models themselves, and what a merge does with each link.

An app says in its `merging.py` what becomes of its rows: `on_merge(OrganizationName, organization=FOLLOW)`. A link of
which nobody said so makes every merge of that kind of record refuse, whatever app it belongs to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import capfirst

from portal.kit.data_version import HISTORY_KEYS
from portal.kit.slugs import FormerSlug


@dataclass(frozen=True)
class Follow:
    """The row goes over to the survivor; where the survivor has the same row, the two become one.

    `settle(row)` puts a row in order that was pointed at the survivor. `says_nothing(row)`: beside the survivor, to
    which it points, the row tells nothing more and goes. `is_open`: whoever sees the record may see the row; for other
    rows a person needs the right to view that kind.
    """

    settle: Callable[[Any], None] | None = None
    says_nothing: Callable[[Any], bool] | None = None
    is_open: bool = False


class Stay:
    """The row keeps naming the record that is gone, as history and logs do; no foreign key enforces it."""


class Anew:
    """Derived: it goes with the record, and `finish` makes it again."""


FOLLOW, STAY, ANEW = Follow(), Stay(), Anew()
How = Follow | Stay | Anew

_by_key: dict[tuple[str, str], How] = {}
_by_kind: dict[tuple[str, str], tuple[str, How]] = {}


def on_merge(model: type[models.Model], **links: How) -> None:
    """What becomes of rows of `model` whose foreign key of this name points at a record that goes."""
    for name, how in links.items():
        _by_key[model._meta.label_lower, name] = how


def on_merge_by_kind(model: type[models.Model], *, kind: str, key: str, how: How) -> None:
    """The same for rows that name a record by its content type (column `kind`) and its key (column `key`)."""
    _by_kind[model._meta.label_lower, kind] = (key, how)


@dataclass(frozen=True)
class Link:
    """A column of `model` that can point at a record: a foreign key, or a content type (`kind`) and a key."""

    model: type[models.Model]
    name: str
    how: How | None
    kind: str = ""

    @property
    def path(self) -> str:
        """As a developer names it: "organizations.OrganizationName.organization"."""
        return f"{self.model._meta.label}.{self.kind or self.name}"

    @property
    def label(self) -> str:
        """As staff name it: «Other name: organization»."""
        column = self.model._meta.get_field(self.kind or self.name)
        return (
            f"{capfirst(str(self.model._meta.verbose_name))}: {getattr(column, 'verbose_name', column.name)}"
        )

    @property
    def columns(self) -> set[str]:
        """The columns that say which record it is."""
        names = [self.kind, self.name] if self.kind else [self.name]
        return {self.model._meta.get_field(name).attname for name in names}

    def rows_of(self, record) -> models.QuerySet:
        if self.kind:
            kind = ContentType.objects.get_for_model(record)
            return self.model._base_manager.filter(**{self.kind: kind, self.name: record.pk})
        return self.model._base_manager.filter(**{self.name: record})

    def points_at(self, row, record) -> bool:
        if self.kind:
            kind = ContentType.objects.get_for_model(record)
            return getattr(row, f"{self.kind}_id") == kind.pk and str(getattr(row, self.name)) == str(
                record.pk
            )
        field = self.model._meta.get_field(self.name)
        return getattr(row, field.attname) == getattr(record, field.target_field.attname)

    def point(self, row, record) -> None:
        setattr(row, self.name, record.pk if self.kind else record)


def links_to(model: type[models.Model]) -> list[Link]:
    """Everything that can point at a record of this model, with how it is handled; `how` is None where nobody said."""
    return [*_keys_to(model), *_kinds_to(model)]


def unhandled(model: type[models.Model]) -> list[Link]:
    """Links because of which a merge must refuse."""
    return [link for link in links_to(model) if link.how is None]


def _keys_to(model):
    for relation in model._meta.get_fields(include_hidden=True):
        points_here = relation.auto_created and not relation.concrete
        if points_here and (relation.one_to_many or relation.one_to_one):
            holder, name = relation.related_model, relation.field.name
            yield Link(holder, name, _how(holder, name, _by_key.get((holder._meta.label_lower, name))))


def _how(holder, name, declared) -> How | None:
    if is_history(holder):
        return STAY
    if declared is None and holder._meta.auto_created:
        return Follow(
            says_nothing=_names_itself, is_open=True
        )  # a list of terms: its rows hold two keys and nothing else
    return declared


def _names_itself(row) -> bool:
    """A row of a list of one's own kind, such as «see also»."""
    targets = [
        (field.related_model, getattr(row, field.attname)) for field in row._meta.fields if field.is_relation
    ]
    return len(set(targets)) < len(targets)


def _kinds_to(model):
    """Rows that name records of any kind. The model of permissions names kinds, not records."""
    for holder in apps.get_models(include_auto_created=True):
        for field in holder._meta.concrete_fields:
            if field.is_relation and field.related_model is ContentType and holder is not Permission:
                key, how = _by_kind.get((holder._meta.label_lower, field.name), ("", None))
                yield Link(holder, key, STAY if is_history(holder) else how, kind=field.name)


def open_kinds(model: type[models.Model]) -> set[type[models.Model]]:
    """The kinds of rows that whoever sees a record of this model may see."""
    return {link.model for link in links_to(model) if isinstance(link.how, Follow) and link.how.is_open}


def is_history(model: type[models.Model]) -> bool:
    return model._meta.pk.name in HISTORY_KEYS


on_merge_by_kind(FormerSlug, kind="content_type", key="object_id", how=Follow(is_open=True))
on_merge_by_kind(LogEntry, kind="content_type", key="object_id", how=STAY)
