"""The sheets of an XLSX or XLS, through python-calamine, once the file has shown that it is harmless."""

from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from portal.kit.sheets.parser import xls, xlsx
from portal.kit.sheets.parser.limits import Limits
from portal.kit.sheets.parser.package import Package
from portal.kit.sheets.parser.positions import FilledCells, cell_name
from portal.kit.sheets.parser.refusals import Refused
from portal.kit.sheets.parser.wire import Cell, plain

ERROR = "#ERROR!"
"""What stands in a cell whose formula shows an error."""


@dataclass(frozen=True)
class Sheet:
    name: str
    is_visible: bool
    filled: FilledCells | None = None
    refusal: Refused | None = None


class XlsxFile:
    def __init__(self, file, limits: Limits):
        self._file, self._limits = file, limits
        self._package = Package(file, limits)
        self._parts = xlsx.sheets(self._package)

    def sheets(self) -> list[Sheet]:
        return [self._measured(part) for part in self._parts]

    def _measured(self, part):
        try:
            filled = xlsx.filled_cells(self._package, part, self._limits)
        except Refused as refusal:
            return Sheet(part.name, part.is_visible, refusal=refusal)
        return Sheet(part.name, part.is_visible, filled)

    def sheet(self, name: str | None) -> Sheet:
        parts = [part for part in self._parts if name is None or part.name == name]
        if name is None:
            # The one that a person sees first and that holds something.
            for part in sorted(parts, key=lambda part: not part.is_visible):
                sheet = self._measured(part)
                if sheet.refusal or sheet.filled.last_row:
                    return sheet
        return self._measured(parts[0]) if parts else _missing(name)

    def open(self) -> CalamineWorkbook:
        self._package.check()
        return _open(self._file)


class XlsFile:
    def __init__(self, file, limits: Limits):
        self._file = file
        self._filled = xls.filled_cells(file.read(), limits)
        self._workbook = None

    def open(self) -> CalamineWorkbook:
        self._workbook = self._workbook or _open(self._file)
        return self._workbook

    def sheets(self) -> list[Sheet]:
        about = self.open().sheets_metadata
        if len(about) != len(self._filled):
            raise Refused("damaged")
        return [
            Sheet(one.name, one.visible == SheetVisibleEnum.Visible, filled)
            for one, filled in zip(about, self._filled, strict=True)
            if one.typ == SheetTypeEnum.WorkSheet
        ]

    def sheet(self, name: str | None) -> Sheet:
        sheets = [sheet for sheet in self.sheets() if name is None or sheet.name == name]
        sheets.sort(
            key=lambda sheet: (not sheet.is_visible, not sheet.filled.last_row) if name is None else 0
        )
        return sheets[0] if sheets else _missing(name)


def _missing(name):
    raise Refused("no_sheet", sheet=name) if name else Refused("no_cells", sheet="")


def _open(file):
    file.seek(0)
    try:
        return CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise Refused("encrypted") from error
    except CalamineError as error:
        raise Refused("damaged") from error


def read_cells(workbook: CalamineWorkbook, sheet: Sheet, limits: Limits) -> list[list[Cell]]:
    """Rows from row 1 and column A on. What is merged over several rows stands in each of them."""
    filled = sheet.filled
    try:
        source = workbook.get_sheet_by_name(sheet.name)
        end = source.end
        if end is None:
            return []
        # Only what was measured may be large; where the parser sees more cells than we did, nothing is believed.
        if end[0] >= max(filled.last_row, 1) or end[1] >= max(filled.last_column, 1):
            raise Refused("damaged")
        rows = [[plain(cell) for cell in row] for row in source.to_python(skip_empty_area=False)]
        merged = source.merged_cell_ranges or []
    except CalamineError as error:
        raise Refused("damaged") from error
    for row, column in filled.errors:
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = ERROR
    _check_lengths(rows, sheet.name, limits)
    _fill_down(rows, merged)
    return rows


def _check_lengths(rows, sheet, limits):
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if type(cell) is str and len(cell) > limits.cell_characters:
                raise Refused(
                    "long_cell", sheet=sheet, cell=cell_name(number, column), limit=limits.cell_characters
                )


def _fill_down(rows, merged):
    for (top, left), (bottom, _right) in merged:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] is None:
            continue
        for row in rows[top + 1 : bottom + 1]:
            if row[left] is not None:
                break  # ranges that overlap are no work of Excel's
            row[left] = rows[top][left]
