"""What staff are asked before a sheet can be previewed: which sheet, which row has the headers, what each header means.

What is shown comes from the file and from earlier answers; what comes back from the form is turned into answers here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit.imports.models import SheetImport
from portal.kit.imports.previewing import Reading, header_keys, remembered
from portal.kit.sheets.columns import Column, Kind
from portal.kit.sheets.parser.positions import column_letters
from portal.kit.sheets.reading import open_sheets
from portal.kit.sheets.tables import any_cell

LEAVE_OUT = "-"
TOP_ROWS = 15
WIDEST = 30
"""Columns of the first rows that are shown: enough to recognise the header by."""
_LONGEST = 40


@dataclass(frozen=True)
class SheetChoice:
    """`problem` says why the sheet cannot be chosen, "" where it can; `rows` is None where that is not known."""

    name: str
    rows: int | None
    is_hidden: bool
    is_chosen: bool
    problem: str


@dataclass(frozen=True)
class TopRow:
    number: int
    cells: list[str]
    is_header: bool


@dataclass(frozen=True)
class Header:
    """One header and what it is taken for. `chosen` is a column's name, LEAVE_OUT, or "" while nobody has said.

    `doubled` is the column that an earlier header has taken, `twin` the letters of an earlier column with the same
    words above it: of those two only the first can be read.
    """

    index: int
    text: str
    samples: list[str] = field(default_factory=list)
    chosen: str = ""
    doubled: Column | None = None
    twin: str = ""
    is_open: bool = False
    problem: str = ""

    @property
    def letters(self) -> str:
        return column_letters(self.index + 1)

    @property
    def box(self) -> str:
        """The name of its box in the form."""
        return f"column-{self.index}"


@dataclass(frozen=True)
class Missing:
    """A required column that stands under no header; `choices` are values that may stand for it in all new rows."""

    column: Column
    choices: dict[str, str]
    chosen: str

    @property
    def box(self) -> str:
        return f"constant-{self.column.name}"


def sheets_of(sheet_import: SheetImport) -> list[SheetChoice]:
    """The sheets of the file, hidden ones last. Raises SheetProblem."""
    with sheet_import.file.open("rb") as file:
        found = open_sheets(file, sheet_import.file_name)
    choices = [
        SheetChoice(
            name=one.name,
            rows=one.rows,
            is_hidden=not one.is_visible,
            is_chosen=one.name == sheet_import.sheet,
            problem=" ".join(one.problem.messages) if one.problem else "",
        )
        for one in found
    ]
    return sorted(choices, key=lambda one: one.is_hidden)


def top_rows(reading: Reading) -> list[TopRow]:
    """The first rows, the header and a little of what follows among them."""
    last = max(TOP_ROWS, (reading.header or 0) + 2)
    shown = reading.table.rows[:last]
    width = min(WIDEST, max((len(row) for row in shown), default=0))
    return [
        TopRow(
            number, [_short(row[index] if index < len(row) else None) for index in range(width)], is_header
        )
        for number, row in enumerate(shown, start=1)
        if (is_header := number == reading.header) or any_cell(row)
    ]


def headers_of(
    sheet_import: SheetImport, reading: Reading, answered: Mapping[str, str] | None = None
) -> list[Header]:
    """Headers that wait for an answer first. `answered` is the form as it came back, where it did."""
    keys, matching = header_keys(reading), reading.matching
    by_hand = remembered(sheet_import.target) | sheet_import.matching
    found, first = [], {}
    for index, key in keys.items():
        is_left_out = key in by_hand and by_hand[key] is None
        column, doubled = matching.columns.get(index), matching.doubled.get(index)
        if not (column or doubled or is_left_out or index in matching.unmatched):
            continue  # it only counts rows
        one = Header(
            index=index,
            text=_short(reading.table.header(reading.header)[index], 120),
            samples=[_short(text) for text in reading.samples(index)],
            chosen=column.name if column else LEAVE_OUT if is_left_out else "",
            doubled=doubled,
            twin=first.get(key, ""),
            is_open=index in matching.unmatched or doubled is not None,
        )
        first.setdefault(key, one.letters)
        found.append(one)
    if answered is not None:
        found = _answered(found, answered)
    return sorted(found, key=lambda one: (not one.is_open, one.index))


def _answered(headers, answered):
    unsaid = LEAVE_OUT if answered.get("rest") == "leave-out" else ""
    said = [LEAVE_OUT if one.twin else answered.get(one.box, "") or unsaid for one in headers]
    taken = Counter(said)
    found = []
    for one, chosen in zip(headers, said, strict=True):
        problem = ""
        if not chosen:
            problem = _("Choose what this column holds, or leave it out.")
        elif chosen != LEAVE_OUT and taken[chosen] > 1:
            problem = _("The same is chosen for another header. Keep one and leave the other out.")
        found.append(replace(one, chosen=chosen, problem=problem))
    return found


def answers_of(reading: Reading, headers: Sequence[Header]) -> dict[int, str]:
    """What was answered otherwise than it was understood before, as `acts.match_columns` takes it."""
    now = {index: column.name for index, column in reading.matching.columns.items()}
    return {
        one.index: "" if one.chosen == LEAVE_OUT else one.chosen
        for one in headers
        if not one.twin and (one.is_open or one.chosen != now.get(one.index, LEAVE_OUT))
    }


def missing_of(
    sheet_import: SheetImport, reading: Reading, answered: Mapping[str, str] | None = None
) -> list[Missing]:
    said = {
        column.name: (answered or {}).get(f"constant-{column.name}") for column in reading.matching.missing
    }
    return [
        Missing(
            column,
            column.choice_labels() if column.kind == Kind.CHOICE else {},
            said[column.name] or sheet_import.constants.get(column.name, ""),
        )
        for column in reading.matching.missing
    ]


def columns_left_out(sheet_import: SheetImport, reading: Reading) -> list[str]:
    """What of the sheet is not taken, as people find it there: its letters and its header."""
    found = [
        f"{one.letters} ({one.text})"
        for one in headers_of(sheet_import, reading)
        if one.chosen in ("", LEAVE_OUT)
    ]
    return [*found, *(_("%(column)s (no header)") % {"column": letters} for letters in _headless(reading))]


def _headless(reading):
    """Letters of columns that hold something though nothing stands above them."""
    named = header_keys(reading)
    filled = {
        index
        for record in reading.table.records(reading.header)
        for index, cell in enumerate(record.cells)
        if index not in named and cell is not None and str(cell).strip()
    }
    return [column_letters(index + 1) for index in sorted(filled)]


def row_number(text: str) -> int:
    """The number of a row as a form sends it; ValidationError for what is none."""
    if text.isascii() and text.isdecimal() and len(text) <= 7 and int(text):
        return int(text)
    raise ValidationError(_("Choose the row that holds the headers."))


def _short(cell, longest=_LONGEST) -> str:
    if cell is None:
        return ""
    text = f"{cell:%d/%m/%Y}" if hasattr(cell, "strftime") and hasattr(cell, "year") else str(cell)
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
