"""Where two records differ, and which value stands: the survivor's unless somebody says otherwise, gaps filled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from portal.kit.merging.rows import decided_columns
from portal.kit.publication import Publication

SURVIVOR, MERGED = "survivor", "merged"
"""Whose value or row stands."""

APART = {"slug", "publication"}
"""Columns that have a rule of their own."""

MOST_PUBLIC = (Publication.PUBLISHED, Publication.ARCHIVED, Publication.DRAFT)


@dataclass(frozen=True)
class Difference:
    """Columns in which both records say something, and not the same; they are chosen together.

    `key` names the choice, `stands` whose values stand, SURVIVOR or MERGED.
    """

    key: str
    fields: tuple[models.Field, ...]
    stands: str


@dataclass(frozen=True)
class Resolved:
    """`values`: what the survivor will say, by column; `filled`: the columns that it gets from the other."""

    values: dict[str, Any]
    differences: list[Difference]
    filled: list[models.Field]


def resolve(survivor, merged, *, together: Iterable[Sequence[str]], choices: Mapping[str, str]) -> Resolved:
    """`together`: names of columns that only make sense with one another, such as a text and its language."""
    values, differences, filled = {}, [], []
    for fields in _groups(type(survivor), together):
        mine = [_said(field, survivor, survivor, merged) for field in fields]
        theirs = [_said(field, merged, survivor, merged) for field in fields]
        agree = all(
            one == other or _is_empty(one) or _is_empty(other)
            for one, other in zip(mine, theirs, strict=True)
        )
        if agree:
            gets = [_is_empty(one) and not _is_empty(other) for one, other in zip(mine, theirs, strict=True)]
            chosen = [other if get else one for get, one, other in zip(gets, mine, theirs, strict=True)]
            filled += [field for get, field in zip(gets, fields, strict=True) if get]
        else:
            key = fields[0].name
            stands = MERGED if choices.get(key) == MERGED else SURVIVOR
            differences.append(Difference(key, fields, stands))
            chosen = theirs if stands == MERGED else mine
        values |= {field.attname: value for field, value in zip(fields, chosen, strict=True)}
    if "publication" in {field.name for field in survivor._meta.concrete_fields}:
        values["publication"] = publication_of(survivor, merged)
    return Resolved(values, differences, filled)


def publication_of(survivor, merged) -> str:
    """Whoever had the address of a public record arrives at a public one."""
    return min(survivor.publication, merged.publication, key=MOST_PUBLIC.index)


def _groups(model, together):
    fields = {field.name: field for field in decided_columns(model) if field.name not in APART}
    firsts = {names[0]: names for names in together}
    others = {name for names in together for name in names[1:]}
    for name, field in fields.items():
        if name in firsts:
            yield tuple(fields[one] for one in firsts[name])
        elif name not in others:
            yield (field,)


def _said(field, record, survivor, merged) -> Any:
    """What the record says; a link from one of the two to the other says nothing once they are one."""
    value = field.value_from_object(record)
    if field.is_relation and field.related_model is type(survivor):
        return None if value in (survivor.pk, merged.pk) else value
    if isinstance(field, models.FileField):
        return str(value)
    return value


def _is_empty(value) -> bool:
    """False is what a box says that nobody ticked; 0 is a number."""
    return value is None or value is False or value == ""
