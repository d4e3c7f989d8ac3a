"""The third page: what the sheet would do, what staff have to decide, and the button that does it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.kit.imports import acts
from portal.kit.imports.desk import questions, sections
from portal.kit.imports.desk.frame import ImportFrame, its_file
from portal.kit.imports.models import SheetImport
from portal.kit.imports.previewing import preview, read
from portal.kit.imports.resource import decided
from portal.kit.money import format_number
from portal.kit.publication import Publishable


class PreviewPage(ImportFrame):
    def import_page_view(self, request, pk):
        one = self.import_or_404(request, pk)
        if request.method == "POST":
            self.must_be_able_to_import(request)
            return self._import_act(request, one)
        if one.is_waiting:
            return self._import_preview(request, one)
        return self.import_result_page(request, one)

    def _import_act(self, request, one):
        acts_by_name = {
            "confirm": self._confirm_import,
            "decide": self._decide_import,
            "withdraw": self._withdraw_import,
        }
        act = acts_by_name.get(request.POST.get("act"))
        try:
            with its_file():
                return act(request, one) if act else self.to_import_page(one)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
            return self.to_import_page(one)

    def _import_preview(self, request, one):
        try:
            with its_file():
                reading = read(one, self.import_resource.columns)
                if reading.matching is None:
                    return HttpResponseRedirect(self.import_address("import_columns", one.pk))
                found = preview(one, self.import_resource, reading, by=request.user)
        except ValidationError as error:
            may_import = self.has_import_permission(request)
            return self.import_answer(
                request, "unreadable", one.file_name, one=one, problems=error.messages, may_import=may_import
            )
        return self._import_preview_page(request, one, found)

    def _import_preview_page(self, request, one, found, problems=()):
        may_import = self.has_import_permission(request)
        if may_import:
            acts.note_seen(one, found)
        shown = sections.sections_of(found, show=request.GET.get("show", ""))
        return self.import_answer(
            request,
            "preview",
            _("What the sheet would do"),
            one=one,
            may_import=may_import,
            problems=problems,
            found=found,
            parts=shown,
            refused_rows=sections.refused_rows(shown["refused"]),
            repeated=sections.repeated_problems(found),
            new_rows=sections.new_rows(shown["new"]),
            waiting_rows=sections.waiting_rows(shown["undecided"], found.resource),
            decided=sections.decided_rows(one, found),
            is_complete=one.mode == SheetImport.Mode.REPLACE,
            losing=sections.cells_that_lose(found) if one.mode == SheetImport.Mode.REPLACE else 0,
            rows_passed_over=sections.numbers(found.reading.passed_over),
            columns_left_out=questions.columns_left_out(one, found.reading),
            taken=sections.what_is_taken(found.counts) if found.taken_count else "",
            outside=sections.what_stays_outside(found.counts),
            why_nothing=sections.why_nothing_is_taken(found.counts),
            become_drafts=found.counts["new"] > 0 and issubclass(self.model, Publishable),
            shown=sections.digest(found.marks()),
        )

    # --- What the buttons do ----------------------------------------------------------------------------------

    def _confirm_import(self, request, one):
        if one.is_waiting and request.POST.get("shown") != sections.digest(one.seen):
            raise ValidationError(
                _(
                    "This import was looked at anew elsewhere since this page was shown, so nothing was written. This "
                    "is how it stands now."
                )
            )
        try:
            found = acts.confirm(one, self.import_resource, by=request.user)
        except acts.Changed as change:
            one.refresh_from_db()
            return self._import_preview_page(request, one, change.preview, change.messages)
        sentence = self._what_import_did(one, found.taken_count)
        self.log_change(request, one, sentence)
        messages.success(request, sentence)
        return self.to_import_page(one)

    def _what_import_did(self, one, count):
        sentence = ngettext(
            "Imported %(count)s row of “%(file)s” into the list “%(list)s”.",
            "Imported %(count)s rows of “%(file)s” into the list “%(list)s”.",
            count,
        )
        list_name = capfirst(str(self.opts.verbose_name_plural))
        return sentence % {"count": format_number(count), "file": one.file_name, "list": list_name}

    def _decide_import(self, request, one):
        said = request.POST
        answers = {}
        if said.get("undo") == "all":
            answers = dict.fromkeys(map(int, one.decisions), "")
        elif said.get("undo"):
            answers = {questions.row_number(said["undo"]): ""}
        else:
            for name, answer in said.items():
                if name.startswith("row-"):
                    number = questions.row_number(name.removeprefix("row-"))
                    answers[number] = decided(answer) if answer else ""
        if said.get("all"):
            rest = sections.answers_for_all(preview(one, self.import_resource, by=request.user), said["all"])
            answers |= {number: answer for number, answer in rest.items() if not answers.get(number)}
        acts.decide(one, answers)
        return HttpResponseRedirect(f"{self.import_address('import_page', one.pk)}#undecided")

    def _withdraw_import(self, request, one):
        acts.withdraw(one)
        sentence = _("The import of “%(file)s” is withdrawn and its file deleted. Nothing was written.")
        messages.success(request, sentence % {"file": one.file_name})
        return HttpResponseRedirect(self.import_address("import"))
