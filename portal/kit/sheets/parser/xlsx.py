"""The parts of an XLSX that tell how large its sheets are, walked through without keeping them."""

import posixpath
from dataclasses import dataclass
from xml.parsers import expat

from portal.kit.sheets.parser.limits import Limits
from portal.kit.sheets.parser.package import Package
from portal.kit.sheets.parser.positions import FilledCells, cell_name
from portal.kit.sheets.parser.refusals import Refused

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True)
class SheetPart:
    name: str
    path: str
    is_visible: bool


def sheets(package: Package) -> list[SheetPart]:
    """The worksheets in their order; chart sheets and macro sheets are left out."""
    if _WORKBOOK not in package:
        if "content.xml" in package:
            raise Refused("open_document")
        raise Refused("binary_workbook" if "xl/workbook.bin" in package else "wrong_kind")
    targets = {
        attributes["Id"]: attributes.get("Target", "")
        for name, attributes in _elements(package, _RELATIONS)
        if name == "Relationship"
        if attributes.get("Type", "").endswith("/worksheet") and "Id" in attributes
    }
    found = []
    for name, attributes in _elements(package, _WORKBOOK):
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), None)
        if name == "sheet" and relation in targets:
            target = targets[relation]
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            is_visible = attributes.get("state", "visible") == "visible"
            found.append(SheetPart(attributes.get("name", ""), path, is_visible))
    return found


def _elements(package, path):
    found = []

    def start(name, attributes):
        found.append((name.rpartition(":")[2], attributes))

    _walk(package, path, start)
    return found


def filled_cells(package: Package, part: SheetPart, limits: Limits) -> FilledCells:
    parser = expat.ParserCreate()
    walk = _SheetWalk(part.name, limits, parser)
    _walk(package, part.path, walk.start, parser)
    walk.end_cell()
    return walk.filled


def _walk(package, path, start, parser=None):
    parser = parser or expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        for chunk in package.chunks(path):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise Refused("damaged") from error


def _no_doctype(*_parts):
    # Entities that unfold into gigabytes need one; a workbook has none.
    raise Refused("damaged")


class _SheetWalk:
    def __init__(self, sheet, limits, parser):
        self._parser = parser
        self.filled = FilledCells(sheet, limits)
        self._row = self._column = 0
        self._cell = None
        self._type = None
        self._waits_for_result = False
        self._columns = {}
        handlers = {
            "c": self._start_cell,
            "v": self._fill,
            "is": self._fill,
            "f": self._formula,
            "row": self._start_row,
        }
        self._handlers = dict(handlers)
        self._known = handlers

    def start(self, name, attributes):
        handler = self._handlers.get(name)
        if handler is None:
            handler = self._known.get(name.rpartition(":")[2], _ignore)
            self._handlers[name] = handler
        handler(attributes)

    def _start_row(self, attributes):
        self.end_cell()
        self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0

    def _start_cell(self, attributes):
        if self._waits_for_result:
            self.end_cell()
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            row = self._row
        else:
            letters = reference.rstrip("0123456789")
            row = int(reference[len(letters) :])
            self._column = self._columns.get(letters) or self._column_number(letters)
        self._cell = (row, self._column)
        self._type = attributes.get("t")

    def _column_number(self, letters):
        number = 0
        for letter in letters.upper():
            if not "A" <= letter <= "Z" or number > 1_000_000:
                raise Refused("damaged")
            number = number * 26 + ord(letter) - 64
        self._columns[letters] = number
        return number

    def _fill(self, _attributes):
        if self._cell:
            if self._waits_for_result:
                # Only text may be empty: ="" is. The letters are listened to here alone, which keeps the walk fast.
                self._waits_for_result = self._type != "str"
                self._parser.CharacterDataHandler = self._result
            self.filled.add(*self._cell)
            if self._type == "e":
                self.filled.add_error(*self._cell)

    def _formula(self, _attributes):
        self._waits_for_result = self._cell is not None

    def _result(self, letters):
        if letters.strip():
            self._waits_for_result = False
            self._parser.CharacterDataHandler = None

    def end_cell(self):
        """A formula that stands alone was written by a program that computes nothing: its cell would read empty."""
        if self._waits_for_result:
            raise Refused("no_result", sheet=self.filled.sheet, cell=cell_name(*self._cell))


def _ignore(_attributes):
    pass
