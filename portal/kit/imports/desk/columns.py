"""The second page, for a sheet that does not explain itself: which sheet, which header, what each column holds."""

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from portal.kit.imports import acts
from portal.kit.imports.desk import questions
from portal.kit.imports.desk.frame import ImportFrame, its_file
from portal.kit.imports.models import SheetImport
from portal.kit.imports.previewing import read
from portal.kit.sheets.problems import SheetProblem

UNDERSTOOD = 2
"""Headers that are known without asking, from which on nobody needs to look for another row."""


class ColumnsPage(ImportFrame):
    def import_columns_view(self, request, pk):
        self.must_be_able_to_import(request)
        one = self.import_or_404(request, pk)
        if not one.is_waiting:
            return self.to_import_page(one)
        if request.method != "POST":
            return self._import_columns_page(request, one)
        try:
            with its_file():
                if request.POST.get("act") == "sheet":
                    return self._choose_import_sheet(request, one)
                return self._match_import_columns(request, one)
        except ValidationError as error:
            one.refresh_from_db()
            return self._import_columns_page(request, one, answered=request.POST, problems=error.messages)

    def _choose_import_sheet(self, request, one):
        sheet, row = request.POST.get("sheet", one.sheet), request.POST.get("header-row", "")
        if sheet not in [choice.name for choice in questions.sheets_of(one) if not choice.problem]:
            raise SheetProblem("no_sheet", sheet=sheet[:60])
        # The row was seen on the sheet before; on another one it is guessed anew.
        row = questions.row_number(row) if row and sheet == one.sheet else None
        acts.choose_sheet(one, sheet=sheet, header_row=row)
        return HttpResponseRedirect(self.import_address("import_columns", one.pk))

    def _match_import_columns(self, request, one):
        said = request.POST
        reading = read(one, self.import_resource.columns)
        if reading.matching is None:
            raise ValidationError(_("Choose the row that holds the headers."))
        headers = questions.headers_of(one, reading, said)
        if any(header.problem for header in headers):
            raise ValidationError(_("Some columns still wait for an answer; they are marked."))
        constants = {
            column.name: said.get(f"constant-{column.name}") for column in self.import_resource.columns
        }
        acts.match_columns(
            one,
            questions.answers_of(reading, headers),
            self.import_resource,
            mode=said.get("mode", ""),
            constants={name: text for name, text in constants.items() if text},
        )
        return self.to_import_page(one)

    def _import_columns_page(self, request, one, *, answered=None, problems=()):
        told, sheets, reading = [*problems], [], None
        try:
            with its_file():
                sheets = questions.sheets_of(one)
                reading = read(one, self.import_resource.columns)
        except ValidationError as problem:
            told += [text for text in problem.messages if text not in told]
        matching = reading and reading.matching
        headers = questions.headers_of(one, reading, answered) if matching else []
        return self.import_answer(
            request,
            "columns",
            _("What the columns hold"),
            one=one,
            problems=told,
            sheets=sheets,
            reading=reading,
            top_rows=questions.top_rows(reading) if reading else [],
            # Where the headers are understood, the sheet is the right one and so is the row.
            is_sheet_doubtful=not headers or len(matching.columns) < UNDERSTOOD,
            headers=headers,
            has_open_headers=any(header.is_open and not header.twin for header in headers),
            missing=questions.missing_of(one, reading, answered) if matching else [],
            columns=self.import_resource.columns,
            modes=SheetImport.Mode,
            mode=(answered or {}).get("mode") or one.mode,
        )
