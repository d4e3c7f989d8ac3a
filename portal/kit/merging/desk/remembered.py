"""A merge as its page shows it: what stands, what does not, what moved, what went."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from portal.kit.merging.desk.showing import Group, Said
from portal.kit.merging.models import Merge
from portal.kit.merging.relations import open_kinds
from portal.kit.merging.rows import decided_columns, made_again, model_named
from portal.kit.merging.words import kind_of, label_of, name_of, value_in_words


@dataclass(frozen=True)
class Remembered:
    """`not_taken`: what the merged record said and the survivor does not; `changed`: what the survivor said before."""

    changed: list[Said]
    not_taken: list[Said]
    moved: list[Group]
    gone: list[Group]
    added: list[Said]


def remembered(merge: Merge, model, user) -> Remembered:
    kept = merge.snapshot
    if not kept.get("merged"):
        return Remembered([], [], [], [], [])
    steps = [entry for entry in kept["steps"] if entry.get("before") or entry.get("row")]
    return Remembered(
        changed=_columns(model, kept["survivor"]["before"]),
        not_taken=_columns(model, {column: kept["merged"].get(column) for column in kept["left"]}),
        moved=_counted(entry for entry in steps if "before" in entry),
        gone=_named([entry for entry in steps if "before" not in entry], model, user),
        added=_added(kept["added"]),
    )


def _columns(model, values) -> list[Said]:
    row = made_again(model, values)
    fields = [field for field in decided_columns(model) if field.attname in values]
    said = [Said(label_of(field), value_in_words(field, row)) for field in fields]
    return [one for one in said if one.text]


def _counted(entries) -> list[Group]:
    found = Counter(entry["model"] for entry in entries)
    return [Group(kind_of(model_named(label)), [], count, True) for label, count in found.items()]


def _named(entries, model, user) -> list[Group]:
    by_kind = defaultdict(list)
    for entry in entries:
        by_kind[model_named(entry["model"])].append(entry)
    opened, groups = open_kinds(model), []
    for kind, some in by_kind.items():
        may_see = kind in opened or user.has_perm(f"{kind._meta.app_label}.view_{kind._meta.model_name}")
        names = [name_of(made_again(kind, entry["row"])) for entry in some] if may_see else []
        groups.append(Group(kind_of(kind), names, len(some), not may_see))
    return groups


def _added(entries) -> list[Said]:
    rows = [made_again(model_named(entry["model"]), entry["row"]) for entry in entries if entry["row"]]
    return [Said(label_of(row._meta), name_of(row)) for row in rows]
