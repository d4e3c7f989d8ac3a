"""The child process: takes the file on standard input, writes what it found on standard output.

First line: what was found, or why not. For a sheet, one line a row follows.
"""

import json
import os
import resource
import sys

from portal.kit.sheets.parser.kinds import CSV, XLS, kind_of
from portal.kit.sheets.parser.limits import Limits
from portal.kit.sheets.parser.refusals import Refused

_GENTLE = 10
"""Who reads a page goes before who reads a file."""


def main(request: str) -> None:
    asked = json.loads(request)
    limits = Limits(**asked["limits"])
    _restrict(limits)
    from portal.kit.sheets.parser import wire

    with os.fdopen(0, "rb") as file, os.fdopen(1, "wb") as answer:
        try:
            lines = _answer(file, asked["name"], asked["sheet"], asked["task"], limits)
        except Refused as refusal:
            lines = [_refusal(refusal)]
        for line in lines:
            answer.write(wire.dumps(line))


def _restrict(limits):
    os.nice(_GENTLE)
    for what, limit in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.result_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        ceiling = resource.getrlimit(what)[1]
        limit = limit if ceiling == resource.RLIM_INFINITY else min(limit, ceiling)
        resource.setrlimit(what, (limit, limit))


def _refusal(refusal):
    return {"refused": refusal.code, "params": refusal.params}


def _answer(file, name, sheet, task, limits):
    kind = kind_of(file.read(1024), name)
    file.seek(0)
    if kind == CSV:
        return _delimited(file, task, limits)
    # What the parsers need is loaded under the limits, too.
    from portal.kit.sheets.parser import workbook

    try:
        opened = (workbook.XlsFile if kind == XLS else workbook.XlsxFile)(file, limits)
        if task == "sheets":
            return [{"kind": kind, "sheets": [_about(sheet) for sheet in opened.sheets()]}]
        chosen = opened.sheet(sheet)
        if chosen.refusal:
            raise chosen.refusal
        rows = workbook.read_cells(opened.open(), chosen, limits)
    except (Refused, MemoryError):
        raise
    except BaseException as error:
        # A panic of the parser is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("damaged") from None
    return _table(kind, chosen.name, rows, limits)


def _about(sheet):
    if sheet.refusal:
        return {"name": sheet.name, "visible": sheet.is_visible, **_refusal(sheet.refusal)}
    return {
        "name": sheet.name,
        "visible": sheet.is_visible,
        "rows": sheet.filled.last_row,
        "columns": sheet.filled.last_column,
    }


def _delimited(file, task, limits):
    from portal.kit.sheets.parser import delimited, wire

    rows = delimited.read_rows(delimited.read_text(file.read(), limits), limits)
    rows = [[wire.plain(cell) for cell in row] for row in rows]
    if task == "sheets":
        width = max(map(len, rows), default=0)
        return [{"kind": CSV, "sheets": [{"name": "", "visible": True, "rows": len(rows), "columns": width}]}]
    return _table(CSV, "", rows, limits)


def _table(kind, sheet, rows, limits):
    from portal.kit.sheets.parser.legacy import find_legacy
    from portal.kit.sheets.parser.positions import cell_name

    if not any(cell is not None for row in rows for cell in row):
        raise Refused("no_cells", sheet=sheet)
    texts = (
        (cell_name(number, column), cell)
        for number, row in enumerate(rows, start=1)
        for column, cell in enumerate(row, start=1)
        if type(cell) is str and not cell.isascii()
    )
    if found := find_legacy(texts, limits.legacy_share):
        raise Refused(
            "legacy_cell",
            sheet=sheet,
            cell=found.place,
            encoding=found.encoding,
            text=found.text,
            meant=found.meant,
        )
    return [{"kind": kind, "sheet": sheet}, *rows]


if __name__ == "__main__":
    main(sys.argv[1])
