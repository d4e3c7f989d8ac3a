"""What a merge would do, row by row; nothing is written."""

import copy
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _

from portal.kit.merging.columns import MERGED, SURVIVOR, Resolved, resolve
from portal.kit.merging.relations import Follow, Link, links_to, unhandled
from portal.kit.merging.rows import decided
from portal.kit.merging.uniqueness import clashing
from portal.kit.versions import Versioned


@dataclass(frozen=True)
class Moved:
    """`row` as it is, `then` as it will be."""

    row: Any
    then: Any

    @property
    def stands_alone(self) -> bool:
        """A record of its own that names the merged one, as a branch names its parent; not a part of it."""
        return isinstance(self.row, Versioned)


@dataclass(frozen=True)
class United:
    """Rows of both records that cannot stand side by side, or say the same: one stays.

    `key` names the choice where they differ; `stands` is whose row stays.
    """

    key: str
    mine: Any
    theirs: Any
    then: Any
    is_same: bool
    stands: str

    @property
    def kept(self):
        return self.theirs if self.stands == MERGED else self.mine

    @property
    def gone(self):
        return self.mine if self.stands == MERGED else self.theirs


@dataclass(frozen=True)
class Taken:
    """A row that goes: another one stands for it (`why` UNITED), or it says nothing beside the survivor (NOTHING).

    `of` is whose it was, SURVIVOR or MERGED.
    """

    row: Any
    of: str
    why: str


UNITED, NOTHING = "united", "says_nothing"


@dataclass
class Plan:
    """`steps` are Moved and Taken in the order in which they can be carried out."""

    survivor: Any
    merged: Any
    columns: Resolved
    steps: list[Moved | Taken] = field(default_factory=list)
    united: list[United] = field(default_factory=list)
    added: list[Any] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def moved(self) -> list[Moved]:
        return [step for step in self.steps if isinstance(step, Moved)]

    @property
    def taken(self) -> list[Taken]:
        return [step for step in self.steps if isinstance(step, Taken)]

    def mark(self) -> str:
        """The same for two plans that found the same: both records, every row that moves or goes, every question."""
        told = {
            "records": [
                [one.pk, decided(one), getattr(one, "version", None)] for one in (self.survivor, self.merged)
            ],
            "moved": sorted([_name(one.row), decided(one.row)] for one in self.moved if not one.stands_alone),
            "linked": sorted(_name(one.row) for one in self.moved if one.stands_alone),
            "united": sorted(
                [_name(one.theirs), _name(one.mine), decided(one.theirs), decided(one.mine)]
                for one in self.united
            ),
            "taken": sorted([_name(one.row), decided(one.row)] for one in self.taken),
            "refusals": len(self.refusals),
        }
        return hashlib.blake2s(json.dumps(told, cls=DjangoJSONEncoder).encode(), digest_size=12).hexdigest()


class Merging:
    """For one kind of record. A subclass names the model and answers what only its app knows."""

    model: type[models.Model]
    together: Sequence[Sequence[str]] = ()
    """Columns that are chosen together."""

    def added(self, plan: Plan) -> Iterable[models.Model]:
        """Rows that keep what would otherwise be lost, such as the name that was not chosen; not written."""
        return ()

    def shown(self, records):
        """The queryset with what `facts_of` asks."""
        return records

    def facts_of(self, record) -> list[str]:
        """What tells the record from another one of its name, a word or two each."""
        return []

    def prepare(self, survivor) -> None:
        """Asked once everything has moved and before the survivor is saved; raises ValidationError to refuse."""

    def finish(self, record) -> None:
        """Derived data and rules across rows of one record, as services have it."""

    def plan(self, survivor, merged, choices: Mapping[str, str] | None = None) -> Plan:
        """`choices`: key of a difference or of united rows to SURVIVOR or MERGED; the survivor's stands by default."""
        choices = choices or {}
        columns = resolve(survivor, merged, together=self.together, choices=choices)
        plan = Plan(survivor, merged, columns)
        plan.refusals += [_refusal(link) for link in unhandled(self.model)]
        then = copy.copy(survivor)
        for column, value in columns.values.items():
            setattr(then, column, value)
        _plan_rows(plan, survivor, merged, then, choices)
        plan.added += self.added(plan)
        return plan


def _plan_rows(plan: Plan, kept, gone, then, choices) -> None:
    """Everything that points at `gone`; `then` is `kept` as it will be."""
    links = defaultdict(list)
    for link in links_to(type(gone)):
        if isinstance(link.how, Follow):
            links[link.model].append(link)
    for model, some in links.items():
        mine = [row for row in _rows(some, kept) if not _is_one_of(row, kept, gone)]
        theirs = [row for row in _rows(some, gone) if not _is_one_of(row, kept, gone)]
        if issubclass(model, Versioned):
            plan.steps += [Moved(row, _pointed(row, some, gone, kept)) for row in theirs]
        elif theirs or any(link.how.says_nothing for link in some):
            _plan_parts(plan, some, mine, theirs, (kept, gone, then), choices)


def _plan_parts(plan, links, mine, theirs, records, choices) -> None:
    kept, gone, then = records
    standing = []
    for row in mine:
        if _says_nothing(_pointed(row, links, kept, then), links):
            _drop(plan, row, SURVIVOR)
        else:
            standing.append(row)
    going = []
    for row in theirs:
        if _says_nothing(_pointed(row, links, gone, then), links):
            _drop(plan, row, MERGED)
        else:
            going.append(Moved(row, _pointed(row, links, gone, kept)))
    pairs = clashing([one.then for one in going], standing, links)
    for one in going:
        found = pairs.get(one.row.pk)
        if found is None:
            plan.steps.append(one)
            continue
        is_same = decided(one.then) == decided(found)
        key = f"{one.row._meta.label_lower}:{one.row.pk}"
        stands = MERGED if not is_same and choices.get(key) == MERGED else SURVIVOR
        united = United(key, found, one.row, one.then, is_same, stands)
        plan.united.append(united)
        _plan_rows_of_united(plan, united, choices)
        plan.steps.append(Taken(united.gone, SURVIVOR if stands == MERGED else MERGED, UNITED))
        if stands == MERGED:
            plan.steps.append(one)


def _plan_rows_of_united(plan, united, choices) -> None:
    """What points at the row that goes points at the one that stays; a link nobody declared refuses if it is used."""
    plan.refusals += [
        _refusal(link) for link in unhandled(type(united.gone)) if link.rows_of(united.gone).exists()
    ]
    _plan_rows(plan, united.kept, united.gone, united.kept, choices)


def _drop(plan, row, of) -> None:
    held = [link for link in links_to(type(row)) if link.how is None or isinstance(link.how, Follow)]
    plan.refusals += [_refusal(link) for link in held if link.rows_of(row).exists()]
    plan.steps.append(Taken(row, of, NOTHING))


def _rows(links: Sequence[Link], record) -> list:
    found = {}
    for link in links:
        others = [
            column.name
            for column in link.model._meta.concrete_fields
            if column.is_relation and column.attname not in link.columns
        ]
        found |= {row.pk: row for row in link.rows_of(record).select_related(*others).order_by("pk")}
    return list(found.values())


def _is_one_of(row, kept, gone) -> bool:
    return type(row) is type(kept) and row.pk in (kept.pk, gone.pk)


def _pointed(row, links: Sequence[Link], old, new):
    """A copy that points at the new record wherever the row points at the old one."""
    then = copy.copy(row)
    for link in links:
        if link.points_at(row, old):
            link.point(then, new)
            if link.how.settle:
                link.how.settle(then)
    return then


def _says_nothing(row, links: Sequence[Link]) -> bool:
    return any(link.how.says_nothing(row) for link in links if link.how.says_nothing)


def _refusal(link: Link) -> str:
    return _(
        "These records cannot be merged: nobody has said what becomes of “%(label)s” (%(path)s). "
        "Tell whoever looks after the portal."
    ) % {"label": link.label, "path": link.path}


def _name(row) -> str:
    return f"{row._meta.label_lower}:{row.pk}"
