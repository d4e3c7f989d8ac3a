"""Any list of the desk as a sheet: the same search, the same filters, what the officer may see and no more."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.sheets.answer import CHUNK, TYPES, sheet_answer
from portal.kit.sheets.writing import About


class SheetsOfList:
    """For a `DeskAdmin`: declare `sheet_columns`, and give the queryset a word `for_sheet`."""

    sheet_columns = ()

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
        if not self.has_view_permission(request):
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
            filters=_filters_in_words(changelist),
            notes=[_("For staff: drafts and archived records are among the rows.")],
        )
        rows = changelist.get_queryset(request).for_sheet().iterator(chunk_size=CHUNK)
        return sheet_answer(extension, self.sheet_columns, rows, about, name=self.opts.model_name)

    def changelist_view(self, request, extra_context=None):
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        sheets = [(extension.upper(), reverse(f"{name}_{extension}") + query) for extension in TYPES]
        return super().changelist_view(request, {"sheets": sheets, **(extra_context or {})})


def _filters_in_words(changelist) -> list[str]:
    found = [_("Words: %(words)s") % {"words": changelist.query}] if changelist.query else []
    for spec in changelist.filter_specs:
        chosen = [choice for choice in list(spec.choices(changelist))[1:] if choice.get("selected")]
        found += [f"{capfirst(str(spec.title))}: {choice['display']}" for choice in chosen]
    return found
