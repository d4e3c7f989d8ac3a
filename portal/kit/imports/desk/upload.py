"""The first page: the file, the template, and the imports that wait."""

import tempfile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from portal.kit.imports import acts
from portal.kit.imports.desk.downloads import workbook_answer
from portal.kit.imports.desk.frame import ImportFrame
from portal.kit.imports.models import SheetImport
from portal.kit.imports.previewing import read
from portal.kit.imports.rows import TAKEN
from portal.kit.money import format_number
from portal.kit.sheets.template import write_template
from portal.kit.text import slugify

WAITING_SHOWN, DONE_SHOWN = 20, 10


class UploadPage(ImportFrame):
    def import_view(self, request):
        self.must_be_able_to_import(request)
        problems = []
        if request.method == "POST":
            try:
                return self._receive_import(request)
            except ValidationError as error:
                problems = error.messages
        mine = SheetImport.objects.visible_to(request.user).into(self.model).select_related("by", "done_by")
        return self.import_answer(
            request,
            "upload",
            _("Import from a sheet"),
            problems=problems,
            most_megabytes=settings.MAX_FILE_MB,
            most_rows=format_number(settings.SHEET_MAX_ROWS),
            template_address=self.import_address("import_template"),
            waiting=[self._import_line(one) for one in mine.waiting().newest()[:WAITING_SHOWN]],
            done=[self._import_line(one) for one in mine.done().newest()[:DONE_SHOWN]],
        )

    def _receive_import(self, request):
        if (upload := request.FILES.get("file")) is None:
            raise ValidationError(_("Choose a file first."))
        one = acts.receive(upload, self.import_resource, by=request.user)
        is_understood = read(one, self.import_resource.columns).is_understood
        name = "import_page" if is_understood else "import_columns"
        return HttpResponseRedirect(self.import_address(name, one.pk))

    def _import_line(self, one):
        taken = sum(one.counts.get(outcome.value, 0) for outcome in TAKEN)
        address = self.import_address("import_page", one.pk)
        return {"one": one, "address": address, "taken": taken}

    def import_template_view(self, request):
        self.must_be_able_to_import(request)
        keys = self.import_resource.keys
        columns = [one for one in self.import_resource.columns if not one.is_only_shown or one.name in keys]
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it once it is sent
        write_template(file, columns)
        name = slugify(_("template %(list)s") % {"list": self.opts.verbose_name_plural})
        return workbook_answer(file, f"{name}.xlsx")
