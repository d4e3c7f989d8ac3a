"""Reading an uploaded sheet: `open_sheets` to choose from, `read_sheet` for the cells.

A file is never opened here: `isolation.py` has it looked into by a process of its own.
"""

from dataclasses import dataclass

from portal.kit.sheets.isolation import look_into
from portal.kit.sheets.parser.limits import Limits
from portal.kit.sheets.problems import SheetProblem
from portal.kit.sheets.tables import Table


@dataclass(frozen=True)
class SheetInfo:
    """A sheet that can be chosen; where `problem` says why it cannot be read, its size is not known."""

    name: str
    is_visible: bool
    rows: int | None = None
    columns: int | None = None
    problem: SheetProblem | None = None


def open_sheets(file, name: str, *, within: Limits | None = None) -> list[SheetInfo]:
    """The sheets of the workbook in their order; a CSV has one, named "". Raises SheetProblem.

    `file` is open and binary, `name` is what it was called where it came from.
    """
    [found] = look_into(file, name, task="sheets", within=within)
    return [
        SheetInfo(
            sheet["name"],
            sheet["visible"],
            sheet.get("rows"),
            sheet.get("columns"),
            SheetProblem(sheet["refused"], **sheet["params"]) if "refused" in sheet else None,
        )
        for sheet in found["sheets"]
    ]


def read_sheet(file, name: str, sheet: str | None = None, *, within: Limits | None = None) -> Table:
    """The cells of the sheet (None for the first visible one that holds something). Raises SheetProblem.

    Formulas give the result that was saved with them, «#ERROR!» where that is an error.
    """
    about, *rows = look_into(file, name, task="read", sheet=sheet, within=within)
    return Table(file=name, sheet=about["sheet"], kind=about["kind"], rows=rows)
