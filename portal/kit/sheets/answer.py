"""A list as the answer to a request: written to a file of the moment, sent, forgotten."""

import tempfile
from collections.abc import Iterable, Sequence

from django.http import FileResponse

from portal.kit.sheets.columns import Column
from portal.kit.sheets.delimited import write_csv
from portal.kit.sheets.writing import About, write_xlsx

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
CHUNK = 500
"""Rows that are in memory at once."""


def sheet_answer(extension: str, columns: Sequence[Column], rows: Iterable, about: About, *, name: str):
    """The download `name-YYYY-MM-DD.extension`; `extension` is a key of `TYPES`."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it once it is sent
    if extension == "xlsx":
        write_xlsx(file, columns, rows, about)
    else:
        write_csv(file, columns, rows)
    file.seek(0)
    filename = f"{name}-{about.as_of:%Y-%m-%d}.{extension}"
    response = FileResponse(file, as_attachment=True, filename=filename, content_type=TYPES[extension])
    response.headers["Cache-Control"] = "no-store"
    return response
