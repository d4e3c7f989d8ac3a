"""A column of a list: declared once, it serves export, template and import."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst


class Kind(StrEnum):
    """What a column holds, and so how its cells are written and read."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    """Digits that are no number: tax codes, phone numbers. Always text."""
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    """EDTF text (`portal.kit.edtf`): a whole day is a date in the sheet, anything less is text."""
    CHOICE = "choice"
    LIST = "list"
    """Several texts or choices in one cell, semicolons between."""
    URL = "url"
    BOOL = "bool"


_WIDTHS = {
    Kind.TEXT: 32,
    Kind.IDENTIFIER: 18,
    Kind.NUMBER: 12,
    Kind.MONEY: 20,
    Kind.DATE: 13,
    Kind.PARTIAL_DATE: 16,
    Kind.CHOICE: 24,
    Kind.LIST: 36,
    Kind.URL: 32,
    Kind.BOOL: 10,
}


@dataclass(frozen=True, eq=False)
class Column:
    """`label` is a lazy translation: the header in either language. `aliases` are further headers by which staff
    know the column. `get` gives the value of a row: a function, or the path of an attribute (default: `name`).

    `choices` maps stored values to lazy labels, or is a function that gives such a mapping; `also` maps further
    spellings to stored values. `read`, where given, takes the place of reading by kind: asked once for all rows, it
    gives the function that gets a cell that is not empty, gives the value, or raises ValidationError. `required` marks
    the column in headers and templates and refuses empty cells. `is_only_shown` is for what no sheet changes; where it
    stands in one that comes back, it may help to find the record.
    """

    name: str
    label: Any
    kind: Kind = Kind.TEXT
    get: Callable[[Any], Any] | str | None = None
    aliases: tuple[str, ...] = ()
    width: int = 0
    required: bool = False
    choices: Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None = None
    also: Mapping[str, str] | Callable[[], Mapping[str, str]] | None = None
    read: Callable[[], Callable[[Any], Any]] | None = None
    is_only_shown: bool = False
    currency: str = "VND"
    example: Any = None
    help: Any = ""

    def header(self) -> str:
        """What stands above the column, in the language that is active."""
        return capfirst(str(self.label))

    def labels(self) -> list[str]:
        """The header in every language of the site."""
        return in_every_language(self.label)

    def getter(self) -> Callable[[Any], Any]:
        """The function that gives this column's value of a row; a broken path of attributes gives None."""
        if callable(self.get):
            return self.get
        path = (self.get or self.name).split(".")
        if len(path) == 1:
            return lambda row: getattr(row, path[0])
        return lambda row: reduce(lambda thing, name: getattr(thing, name, None), path, row)

    def width_in_letters(self) -> int:
        return self.width or _WIDTHS[self.kind]

    def choice_labels(self) -> dict[str, str]:
        """Stored values and their labels in the active language."""
        return {value: str(label) for value, label in _mapping(self.choices).items()}

    def spellings(self) -> Iterable[tuple[str, str]]:
        """Every text that means a choice, with the value that it means; what comes first wins."""
        choices = _mapping(self.choices)
        yield from ((text, value) for value, label in choices.items() for text in in_every_language(label))
        yield from ((str(value), value) for value in choices)
        yield from _mapping(self.also).items()


def in_every_language(label) -> list[str]:
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append(str(label))
    return found


def _mapping(source):
    return source() if callable(source) else source or {}
