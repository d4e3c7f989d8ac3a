"""The file as it came, and the rows that stay outside, each with why."""

import tempfile

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from portal.kit.imports.desk.frame import ImportFrame, its_file
from portal.kit.imports.previewing import preview, read
from portal.kit.sheets.answer import TYPES
from portal.kit.sheets.refused import write_refused
from portal.kit.text import slugify


class Downloads(ImportFrame):
    def import_refused_view(self, request, pk):
        """To mend and to bring again."""
        one = self.import_or_404(request, pk)
        if not one.file:
            raise Http404
        try:
            with its_file():
                reading = read(one, self.import_resource.columns)
                reasons = self._import_reasons(request, one, reading)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
            return self.to_import_page(one)
        if not reasons:
            raise Http404
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it once it is sent
        write_refused(file, reading.table, reading.header, reasons)
        name = slugify(_("rows not taken"))
        return workbook_answer(file, f"{name}-{one.reference}.xlsx")

    def _import_reasons(self, request, one, reading):
        if not one.is_waiting:
            return {int(number): told for number, told in one.left_out.items()}
        if reading.matching is None:
            return {}
        return preview(one, self.import_resource, reading, by=request.user).reasons()

    def import_file_view(self, request, pk):
        one = self.import_or_404(request, pk)
        if not one.file or not one.file.storage.exists(one.file.name):
            raise Http404
        file = one.file.storage.open(one.file.name)
        return _private(FileResponse(file, as_attachment=True, filename=one.file_name, content_type=_ANY))


_ANY = "application/octet-stream"


def workbook_answer(file, name: str):
    """The open file that has just been written, as a download."""
    file.seek(0)
    return _private(FileResponse(file, as_attachment=True, filename=name, content_type=TYPES["xlsx"]))


def _private(response):
    """What somebody sent us is never shown as a page of ours."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
