"""Any list of the desk as a sheet: the same search, the same filters, what the officer may see and no more."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.access_log import AccessLog, filters_in_words, note_access
from portal.kit.publication import may
from portal.kit.sheets.answer import CHUNK, TYPES, sheet_answer
from portal.kit.sheets.writing import About


class SheetsOfList:
    """For a `DeskAdmin`: declare `sheet_columns`; its queryset knows `for_sheet`, its model a right to "export"."""

    sheet_columns = ()

    def has_export_permission(self, request) -> bool:
        return self.has_view_permission(request) and may(request.user, "export", self.model)

    def get_urls(self):
        ways = [
            path(
                f"sheet.{extension}",
                self.admin_site.admin_view(self.sheet_view),
                {"extension": extension},
                name=f"{self.opts.app_label}_{self.opts.model_name}_{extension}",
            )
            for extension in TYPES
        ]
        return [*ways, *super().get_urls()]

    def sheet_view(self, request, extension):
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            changelist = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            )
        about = About(
            title=capfirst(str(self.opts.verbose_name_plural)),
            as_of=timezone.localtime(),
            filters=filters_in_words(changelist),
            notes=[_("For staff: drafts and archived records are among the rows.")],
        )
        rows = changelist.get_queryset(request).for_sheet().iterator(chunk_size=CHUNK)
        rows = _Counted(rows)
        answer = sheet_answer(extension, self.sheet_columns, rows, about, name=self.opts.model_name)
        note_access(
            AccessLog.What.EXPORT,
            self.model,
            by=request.user,
            kind=extension,
            filters=about.filters,
            rows=rows.count,
        )
        return answer

    def changelist_view(self, request, extra_context=None):
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        offered = TYPES if self.has_export_permission(request) else ()
        sheets = [(extension.upper(), reverse(f"{name}_{extension}") + query) for extension in offered]
        return super().changelist_view(request, {"sheets": sheets, **(extra_context or {})})


class _Counted:
    """Rows on their way into a file; `count` is how many went."""

    def __init__(self, rows):
        self.rows, self.count = rows, 0

    def __iter__(self):
        for row in self.rows:
            self.count += 1
            yield row
