"""A plan as its page shows it: questions, what moves by kind, what one of them gets, what is the same."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from portal.kit.merging.columns import MERGED, MOST_PUBLIC, SURVIVOR
from portal.kit.merging.planning import NOTHING, Plan
from portal.kit.merging.relations import open_kinds
from portal.kit.merging.rows import decided_columns
from portal.kit.merging.words import kind_of, label_of, name_of, value_in_words
from portal.kit.publication import Publishable

LISTED = 12
"""Rows of one kind that are named; more are counted."""


@dataclass(frozen=True)
class Side:
    """One of the two records as the head of the page shows it."""

    record: Any
    facts: list[str]


@dataclass(frozen=True)
class Said:
    label: str
    text: str


@dataclass(frozen=True)
class Option:
    value: str
    said: list[Said]
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """`key` is the name of the answer; the options are the survivor's and the merged record's."""

    key: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Group:
    """Rows of one kind: the first names, and how many more there are. `is_hidden`: the person may only count them."""

    label: str
    names: list[str]
    count: int
    is_hidden: bool

    @property
    def left_over(self) -> int:
        return self.count - len(self.names)


def side_of(record, facts) -> Side:
    return Side(record, facts)


def weight_of(record):
    """Which of two should stay, if nobody says: the one that visitors see, that says more, that is older."""
    said = sum(
        1
        for field in decided_columns(type(record))
        if field.value_from_object(record) not in (None, "", False)
    )
    publication = -MOST_PUBLIC.index(record.publication) if isinstance(record, Publishable) else 0
    return publication, said, -record.pk


@dataclass(frozen=True)
class Shown:
    questions: list[Question]
    rows_in_question: list[Question]
    filled: list[Said]
    moved: list[Group]
    linked: list[Group]
    same: list[Group]
    added: list[Said]
    becomes: str
    old_address: str

    @classmethod
    def of(cls, plan: Plan, user) -> "Shown":
        may_see = _Sight(user, plan)
        parts = [step.row for step in plan.moved if not step.stands_alone]
        alone = [step for step in plan.moved if step.stands_alone]
        in_question = [one for one in plan.united if not one.is_same]
        gone = [one.theirs for one in plan.united if one.is_same]
        gone += [step.row for step in plan.taken if step.why == NOTHING]
        contested = {id(one.theirs) for one in in_question}
        return cls(
            questions=[_question(plan, difference) for difference in plan.columns.differences],
            rows_in_question=[_question_of_rows(one) for one in in_question if may_see(type(one.theirs))],
            filled=[
                Said(label_of(field), value_in_words(field, plan.merged)) for field in plan.columns.filled
            ],
            moved=_groups([row for row in parts if id(row) not in contested], may_see),
            linked=_links(alone, may_see),
            same=_groups(gone, may_see),
            added=[Said(label_of(row._meta), name_of(row)) for row in plan.added],
            becomes=_becomes(plan),
            old_address=_address_of(plan.merged),
        )


class _Sight:
    """What this person may see by name."""

    def __init__(self, user, plan):
        self.user, self.open = user, open_kinds(type(plan.survivor))

    def __call__(self, model) -> bool:
        return model in self.open or self.user.has_perm(
            f"{model._meta.app_label}.view_{model._meta.model_name}"
        )


def _question(plan, difference) -> Question:
    label = ", ".join(label_of(field) for field in difference.fields)
    options = [
        Option(value, _said_by(difference.fields, record), is_chosen=difference.stands == value)
        for value, record in ((SURVIVOR, plan.survivor), (MERGED, plan.merged))
    ]
    return Question(f"choice-{difference.key}", label, options)


def _said_by(fields, record) -> list[Said]:
    texts = [(field, value_in_words(field, record)) for field in fields]
    if len(fields) == 1:
        return [Said("", texts[0][1])]
    return [Said(label_of(field), text) for field, text in texts if text]


def _question_of_rows(united) -> Question:
    """Both rows by what tells them apart."""
    differing = [
        field
        for field in decided_columns(type(united.mine))
        if field.value_from_object(united.mine) != field.value_from_object(united.then)
    ]
    options = []
    for value, row in ((SURVIVOR, united.mine), (MERGED, united.theirs)):
        said = [Said(label_of(field), value_in_words(field, row)) for field in differing]
        options.append(
            Option(
                value, [Said("", name_of(row)), *(one for one in said if one.text)], united.stands == value
            )
        )
    return Question(f"choice-{united.key}", label_of(united.mine._meta), options)


def _groups(rows, may_see) -> list[Group]:
    by_kind = defaultdict(list)
    for row in rows:
        by_kind[type(row)].append(row)
    return [_group(kind_of(model), some, may_see(model)) for model, some in by_kind.items()]


def _group(label, rows, is_seen) -> Group:
    names = [name_of(row) for row in rows[:LISTED]] if is_seen else []
    return Group(label, names, len(rows), not is_seen)


def _links(steps, may_see) -> list[Group]:
    """Records that name the merged one, by the box in which they name it."""
    by_link = defaultdict(list)
    for step in steps:
        for field in step.row._meta.concrete_fields:
            if field.value_from_object(step.row) != field.value_from_object(step.then):
                by_link[label_of(field), type(step.row)].append(step.row)
    return [_group(label, rows, may_see(model)) for (label, model), rows in by_link.items()]


def _becomes(plan) -> str:
    """What the survivor's publication turns into, "" where it stays."""
    now = plan.columns.values.get("publication")
    if now is None or now == plan.survivor.publication:
        return ""
    return str(dict(type(plan.survivor)._meta.get_field("publication").flatchoices)[now])


def _address_of(merged) -> str:
    return merged.get_absolute_url() if hasattr(merged, "get_absolute_url") else ""
