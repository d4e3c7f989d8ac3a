"""Why a file or sheet is not taken, in words that say what to do."""

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.kit.money import format_number

_SENTENCES: dict[str, Promise] = {
    "empty_file": _("The file is empty. Choose the file again, or save the list once more."),
    "too_large": _(
        "The file has more than %(limit)s MB. Copy only the list, without pictures, into a new workbook and "
        "choose that."
    ),
    "wrong_kind": _(
        "This is no list that can be read. Choose an Excel workbook (.xlsx or .xls) or a CSV file."
    ),
    "web_page": _(
        "The file is a web page, whatever its name says. Open it in Excel, save it as “Excel Workbook (.xlsx)” "
        "and choose the new file."
    ),
    "not_a_workbook": _(
        "The file is named like an Excel workbook but is none. Open it where it was made, save it as “Excel "
        "Workbook (.xlsx)” and choose the new file."
    ),
    "open_document": _(
        "OpenDocument sheets (.ods) are not taken. Save the list as “Excel Workbook (.xlsx)” and choose the new file."
    ),
    "binary_workbook": _(
        "Binary workbooks (.xlsb) are not taken. Save the list as “Excel Workbook (.xlsx)” and choose the new file."
    ),
    "encrypted": _(
        "The workbook is locked with a password. Take the password off in Excel (File, Info, Protect Workbook), "
        "save it and choose it again."
    ),
    "damaged": _(
        "The file is damaged or was cut off on its way. Open it in Excel, save it under a new name and choose the "
        "new file; where Excel cannot open it, ask for the file again."
    ),
    "cut": _("The file was cut off on its way: its last letter is not whole. Ask for the file again."),
    "unpacks": _(
        "The file is small but unpacks to far more than a list needs (at most %(limit)s MB are taken). Copy only "
        "the list into a new workbook and choose that."
    ),
    "heavy": _(
        "Reading the file takes more time or memory than a list needs. Copy only the list into a new workbook, or "
        "divide it into smaller files."
    ),
    "busy": _("Other files are being read just now. Try again in a minute."),
    "too_many_rows": _(
        "The sheet “%(sheet)s” has more than %(limit)s rows. Divide it into several files and choose one after "
        "the other."
    ),
    "too_many_rows_csv": _(
        "The file has more than %(limit)s rows. Divide it into several files and choose one after the other."
    ),
    "far_cell": _(
        "On the sheet “%(sheet)s” cell %(cell)s holds something, far away from any list of at most %(rows)s rows "
        "and %(columns)s columns. Empty that cell, or copy only the list into a new workbook."
    ),
    "far_cell_csv": _(
        "Something stands at %(cell)s, far away from any list of at most %(rows)s rows and %(columns)s columns. "
        "Open the file in Excel, delete it there and save the file."
    ),
    "long_cell": _(
        "On the sheet “%(sheet)s” cell %(cell)s holds more than %(limit)s characters. Shorten its text and choose "
        "the file again."
    ),
    "long_cell_csv": _(
        "Cell %(cell)s holds more than %(limit)s characters. Shorten its text, or look there for a quotation "
        "mark that is never closed, and choose the file again."
    ),
    "no_result": _(
        "On the sheet “%(sheet)s” the formula in cell %(cell)s has no result yet. Open the file in Excel, save it "
        "there and choose it again."
    ),
    "no_sheet": _("The workbook has no sheet “%(sheet)s” any more. Choose one of its sheets."),
    "no_cells": _("The sheet “%(sheet)s” is empty. Choose another sheet, or another file."),
    "no_cells_csv": _("There is nothing in the file. Choose another file."),
    "open_quote": _(
        "A quotation mark is opened near row %(row)s of the file and never closed. Correct that row, or save the "
        "list as an Excel workbook (.xlsx) and choose that."
    ),
    "encoding": _(
        "The letters of this file cannot be recognised. Save it in Excel as “CSV UTF-8” or as “Excel Workbook "
        "(.xlsx)” and choose the new file."
    ),
    "legacy_cell": _(
        "On the sheet “%(sheet)s” the text is in the old encoding %(encoding)s: cell %(cell)s says “%(text)s” where "
        "“%(meant)s” is meant. Change the list to Unicode, for example with UniKey, and choose it again."
    ),
    "legacy_cell_csv": _(
        "The text is in the old encoding %(encoding)s: cell %(cell)s says “%(text)s” where “%(meant)s” is meant. "
        "Change the list to Unicode, for example with UniKey, and choose it again."
    ),
    "legacy_text": _(
        "The text is in the old encoding %(encoding)s: the file says “%(text)s” where “%(meant)s” is meant. "
        "Change the list to Unicode, for example with UniKey, and choose it again."
    ),
}


class SheetProblem(ValidationError):
    """The file or sheet is not taken. `code` is a key of the sentences above; CSV has some of its own."""

    def __init__(self, code: str, **params):
        if params.get("sheet") == "" and f"{code}_csv" in _SENTENCES:
            code = f"{code}_csv"
        shown = {
            name: format_number(value) if isinstance(value, int) else value for name, value in params.items()
        }
        super().__init__(_SENTENCES[code], code=code, params=shown)
