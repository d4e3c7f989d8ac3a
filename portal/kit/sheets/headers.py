"""Which column stands under which header, however staff wrote it, in Vietnamese or English."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from portal.kit.sheets.columns import Column, in_every_language
from portal.kit.text import words

COUNTING = {"stt", "tt", "so tt", "so thu tu", "thu tu", "no", "serial", "nr"}
"""Headers of columns that only count rows."""

ROW_IN_FILE = _("Row in the file")
WHY_NOT_TAKEN = _("Why it was not taken")
"""Headers of the two columns that `refused.py` adds; a sheet that is mended and brought again still has them."""


def key(header) -> str:
    """What is compared of a header: its folded words, so that case, marks, line breaks and a star do not count."""
    return " ".join(words(str(header))) if header is not None else ""


def _bare_key(header):
    """The key without what stands in brackets: a unit, an explanation."""
    return key(str(header).partition("(")[0]) if header is not None else ""


@dataclass(frozen=True)
class Matching:
    """Indexes count from 0, as cells of a row do."""

    columns: dict[int, Column]
    unmatched: dict[int, str]
    """Headers, as they are written, that a person has to match or leave out."""
    doubled: dict[int, Column] = field(default_factory=dict)
    """Headers that mean a column which an earlier header has taken."""
    missing: list[Column] = field(default_factory=list)
    """Required columns that stand under no header."""


def known_keys(columns: Iterable[Column]) -> dict[str, Column]:
    """Every key by which a column is found. A label outranks another column's alias."""
    columns = list(columns)
    keys = {}
    for column in columns:
        for name in (column.name, *column.aliases):
            keys.setdefault(key(name.replace("_", " ")), column)
    return keys | {key(label): column for column in columns for label in column.labels()}


def match(header: Sequence, columns: Sequence[Column], by_hand: Mapping[str, str | None] = {}) -> Matching:
    """`by_hand` says for keys of headers which column's name they mean, None to leave one out; it goes first."""
    keys, named = known_keys(columns), {column.name: column for column in columns}
    # «Tên (tiếng Việt)» and «Tên (tiếng Anh)» differ only in brackets, «Diện tích (ha)» explains itself there.
    bare = Counter(_bare_key(cell) for cell in header)
    passed_over = COUNTING | {
        key(text) for label in (ROW_IN_FILE, WHY_NOT_TAKEN) for text in in_every_language(label)
    }
    found, unmatched, doubled = {}, {}, {}
    for index, cell in enumerate(header):
        sought = key(cell)
        if not sought or (sought in passed_over and sought not in keys):
            continue
        if sought in by_hand:
            if by_hand[sought] is None:
                continue
            column = named.get(by_hand[sought])
        else:
            column = keys.get(sought) or (bare[_bare_key(cell)] == 1 and keys.get(_bare_key(cell))) or None
        if column is None:
            unmatched[index] = str(cell)
        elif column in found.values():
            doubled[index] = column
        else:
            found[index] = column
    missing = [column for column in columns if column.required and column not in found.values()]
    return Matching(found, unmatched, doubled, missing)
