"""The records of an XLS (BIFF8, BIFF5) that tell how large its sheets are, walked through before the parser."""

import struct

from portal.kit.sheets.parser.limits import Limits
from portal.kit.sheets.parser.ole import Compound
from portal.kit.sheets.parser.positions import FilledCells
from portal.kit.sheets.parser.refusals import Refused

_BOUND_SHEET, _FILE_PASS, _END_OF_SHEET = 0x85, 0x2F, 0x0A
_BOOL_OR_ERROR, _FORMULA, _MANY_NUMBERS = 0x205, 0x06, 0xBD
_FILLED = {0x06, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E}


def filled_cells(data: bytes, limits: Limits) -> list[FilledCells]:
    """One for each sheet, in order. The parser reads all sheets at once, so one sheet beyond the limits
    refuses the file."""
    compound = Compound(data)
    if "encryptedpackage" in compound:
        raise Refused("encrypted")
    name = next((name for name in ("workbook", "book") if name in compound), None)
    if name is None:
        raise Refused("wrong_kind")
    stream = compound.stream(name)
    return [_sheet(stream, start, sheet, limits) for start, sheet in _bound_sheets(stream)]


def _records(stream, position):
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + 4 : position + 4 + length]
        position += 4 + length


def _bound_sheets(stream):
    for kind, body in _records(stream, 0):
        if kind == _FILE_PASS:
            raise Refused("encrypted")
        if kind == _END_OF_SHEET:
            return
        if kind == _BOUND_SHEET and len(body) > 8:
            start = struct.unpack_from("<I", body)[0]
            is_wide = body[7] & 1
            yield start, body[8:].decode("utf-16-le" if is_wide else "latin-1", "replace")


def _sheet(stream, start, name, limits):
    filled = FilledCells(name, limits)
    for kind, body in _records(stream, start):
        if kind == _END_OF_SHEET:
            break
        if kind in _FILLED and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            if kind == _MANY_NUMBERS:
                filled.add(row + 1, struct.unpack_from("<H", body, len(body) - 2)[0] + 1)
            filled.add(row + 1, column + 1)
            if _is_error(kind, body):
                filled.add_error(row + 1, column + 1)
    return filled


def _is_error(kind, body):
    if kind == _BOOL_OR_ERROR:
        return len(body) > 7 and body[7] == 1
    return kind == _FORMULA and len(body) > 13 and body[12:14] == b"\xff\xff" and body[6] == 2
