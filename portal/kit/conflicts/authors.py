"""Who saved what while a form was open, from the history of the record and its rows."""

from dataclasses import dataclass
from datetime import datetime

from portal.kit.timeline import Change, changes_between, timeline_of


@dataclass(frozen=True)
class Author:
    """`by` is None for a program, and where the history no longer says it."""

    by: object = None
    at: datetime | None = None


def authors_of(record, models) -> dict[tuple, Author]:
    """Who last changed each box, by label of the model, key of the row and name of the column; of rows that were added
    or deleted the name is ""."""
    found: dict[tuple, Author] = {}
    for save in timeline_of(record, related=models):
        author = Author(save.by, save.at)
        for entry in save.entries:
            if entry.what != "changed":
                found.setdefault((entry.model, entry.key, ""), author)
            for change in entry.changes:
                found.setdefault((entry.model, entry.key, change.name), author)
    return found


def changed_besides(record, *, seen: int, boxes) -> list[Change]:
    """What changed since that version in columns that stand in none of these boxes, as whether the record is public."""
    versions = record.history.filter(version=seen)
    then, now = versions.first(), record.history.first()
    if then is None or now is None:
        return []
    return [change for change in changes_between(now, then) if change.name not in boxes]
