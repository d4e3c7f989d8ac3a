"""Delimited text (CSV): in which encoding, with which separator, and its rows."""

import codecs
import csv
import io
import re
import unicodedata

from portal.kit.sheets.cells import unguarded
from portal.kit.sheets.parser.legacy import find_legacy
from portal.kit.sheets.parser.limits import Limits
from portal.kit.sheets.parser.positions import FilledCells, cell_name
from portal.kit.sheets.parser.refusals import Refused
from portal.kit.sheets.parser.syllables import is_syllable

_SEPARATORS = ",;\t|"
_LOOKED_AT = 50
_HINT = re.compile('^"?sep=(.)"?\r?\n')
_ENOUGH = 0.6
"""The share of words beyond ASCII that must be Vietnamese before text without a BOM is taken for cp1258."""


def read_text(data: bytes, limits: Limits) -> str:
    """The text in NFC-free form, as it was encoded; Refused for a file that is cut, binary, or in an old encoding."""
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(bom):
            return _decoded(data[len(bom) :], encoding)
    if encoding := _wide_encoding(data):
        return _decoded(data, encoding)
    if b"\0" in data:
        raise Refused("wrong_kind")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            raise Refused("cut") from error
    return _of_old_windows(data, limits)


def _decoded(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            "cut" if "end of data" in error.reason or "truncated" in error.reason else "encoding"
        ) from error


def _wide_encoding(data):
    """UTF-16 without its mark: every other byte of the separators, digits and plain letters is zero."""
    sample = data[:4096]
    if len(sample) < 4:
        return None
    if sample[1::2].count(0) > len(sample) / 5 and 0 not in sample[::2]:
        return "utf-16-le"
    if sample[::2].count(0) > len(sample) / 5 and 0 not in sample[1::2]:
        return "utf-16-be"
    return None


def _of_old_windows(data, limits):
    raw = data.decode("latin-1")
    if legacy := find_legacy(((None, line) for line in raw.splitlines()), limits.legacy_share):
        raise Refused("legacy_text", encoding=legacy.encoding, text=legacy.text, meant=legacy.meant)
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError as error:
        raise Refused("encoding") from error
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    if sum(map(is_syllable, words)) < _ENOUGH * len(words):
        raise Refused("encoding")
    return text


def read_rows(text: str, limits: Limits) -> list[list[str]]:
    """Rows as they stand, blank ones too, so that their numbers are those that a person sees."""
    hint = _HINT.match(text)
    rows = [[]] if hint else []
    separator = hint[1] if hint else _separator(text)
    filled = FilledCells("", limits)
    csv.field_size_limit(len(text) + 1)
    reader = csv.reader(
        io.StringIO(text[hint.end() :] if hint else text, newline=""), delimiter=separator, strict=True
    )
    try:
        for row in reader:
            row = [unguarded(cell) for cell in row]
            rows.append(row)
            for column, cell in enumerate(row, start=1):
                if cell:
                    filled.add(len(rows), column)
                    if len(cell) > limits.cell_characters:
                        raise Refused(
                            "long_cell",
                            sheet="",
                            cell=cell_name(len(rows), column),
                            limit=limits.cell_characters,
                        )
            if len(rows) > limits.last_row + ROOM_FOR_BLANK:
                raise Refused("too_many_rows", sheet="", limit=limits.rows)
    except csv.Error as error:
        raise Refused("open_quote", row=reader.line_num) from error
    return [row[: filled.last_column] for row in rows[: filled.last_row]]


ROOM_FOR_BLANK = 100_000
"""Rows of nothing but separators, which Excel writes below a list that was once longer."""


def _separator(text):
    """The one that cuts most of the first rows into the same number of cells, more than one."""
    sample = text[:100_000].splitlines(keepends=True)[:_LOOKED_AT]
    best, best_score = ",", (0, 0)
    for separator in _SEPARATORS:
        widths = [len(row) for row in csv.reader(sample, delimiter=separator) if row]
        if widths:
            width = max(set(widths), key=lambda width: (width > 1, widths.count(width), width))
            score = (widths.count(width), width) if width > 1 else (0, 0)
            if score > best_score:
                best, best_score = separator, score
    return best
