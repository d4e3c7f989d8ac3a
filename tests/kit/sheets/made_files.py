"""Files as people and machines send them: good ones, messy ones, and those that do harm."""

import io
import struct
import zipfile

import xlsxwriter
import xlwt

SHEET_START = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)


def xlsx(*sheets, **options):
    """A workbook with one sheet for each list of rows; a tuple (name, rows) names it."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy", **options}
    )
    for number, sheet in enumerate(sheets, start=1):
        name, rows = sheet if isinstance(sheet, tuple) else (f"Sheet{number}", sheet)
        made = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    made.write(row, column, cell)
    book.close()
    return stream


def xlsx_with(parts, base=None):
    """A workbook in which the parts (path: bytes or text, None to leave out) take the place of the true ones."""
    true = zipfile.ZipFile(base or xlsx([["x"]]))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for path in dict.fromkeys([*true.namelist(), *parts]):
            content = parts.get(path, true.read(path) if path in true.namelist() else None)
            if content is not None:
                package.writestr(path, content)
    return stream


def xlsx_of_cells(sheet_data):
    """A workbook whose only sheet has this XML between <sheetData> and its end."""
    body = f"{SHEET_START}<sheetData>{sheet_data}</sheetData></worksheet>"
    return xlsx_with({"xl/worksheets/sheet1.xml": body})


def one_cell_at(reference):
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return xlsx_of_cells(f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>')


def sheet_that_unpacks_to(size):
    return xlsx_with({"xl/worksheets/sheet1.xml": SHEET_START + " " * size})


def xls(rows, name="Sheet1"):
    stream = io.BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(row, column, cell, *([day] if hasattr(cell, "year") else []))
    book.save(stream)
    return stream


def encrypted_workbook():
    """What Excel writes for a workbook with a password: an OLE2 container with the workbook's bytes, unreadable."""
    return io.BytesIO(
        ole2({"EncryptionInfo": b"\x04\x00\x04\x00" + b"<x/>" * 2000, "EncryptedPackage": b"\x7f" * 9000})
    )


def encrypted_xls():
    """An XLS whose first records say that the rest is encrypted."""
    records = (
        struct.pack("<HHHH", 0x809, 4, 0x600, 5)
        + struct.pack("<HHH", 0x2F, 2, 1)
        + struct.pack("<HH", 0x0A, 0)
    )
    return io.BytesIO(ole2({"Workbook": records + b"\0" * 5000}))


def ole2(streams):
    """The smallest container ([MS-CFB]) that holds these streams of at least 4,096 bytes each."""
    end, free, table_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    table, data, entries = [table_mark, end], b"", [_entry("Root Entry", 5, end, 0)]
    for name, content in streams.items():
        count = -(-len(content) // 512)
        entries.append(_entry(name, 2, len(table), len(content)))
        table += [*range(len(table) + 1, len(table) + count), end]
        data += content.ljust(count * 512, b"\0")
    assert len(entries) <= 4, "the directory is one sector"
    assert len(table) <= 128, "the table is one sector"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header = header[:76] + struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", *table, *[free] * (128 - len(table)))
    return header + sectors + b"".join(entries).ljust(512, b"\0") + data


def _entry(name, kind, start, size):
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, free := 0xFFFFFFFF, free, free)
        + b"\0" * 36
        + struct.pack("<III", start, size, 0)
    )
