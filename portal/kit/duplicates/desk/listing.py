"""The page of pairs that may be one record: decide about each, take a decision back, see what was merged."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.kit.duplicates.finding import Duplicates
from portal.kit.duplicates.models import PossiblePair
from portal.kit.merging.desk.frame import is_key
from portal.kit.merging.models import Merge

PAGE = 25
State = PossiblePair.State

TABS = (
    (State.LIKELY, gettext_lazy("To be looked at")),
    (State.WEAK, gettext_lazy("Only a weak sign")),
    (State.SETTLED, gettext_lazy("Not the same")),
    ("merged", gettext_lazy("Merged")),
)


class PairsPage:
    duplicates: Duplicates

    def get_urls(self):
        page = path(
            "duplicates/",
            self.admin_site.admin_view(self.duplicates_view),
            name=self._pairs_name("duplicates"),
        )
        return [page, *super().get_urls()]

    def _pairs_name(self, name):
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def _pairs_address(self, name, *arguments, **query) -> str:
        return reverse(
            f"admin:{self._pairs_name(name)}",
            args=arguments,
            query=query or None,
            current_app=self.admin_site.name,
        )

    def changelist_view(self, request, extra_context=None):
        address = self._pairs_address("duplicates") if self.has_view_permission(request) else ""
        return super().changelist_view(request, {"duplicates_address": address, **(extra_context or {})})

    def duplicates_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request)
        tabs = [name for name, _label in TABS]
        tab = request.GET.get("show", "")
        tab = tab if tab in tabs else State.LIKELY
        rows = self._rows_of(tab)
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": _("Possible duplicates"),
            "subtitle": None,
            "opts": self.opts,
            "list_name": capfirst(str(self.opts.verbose_name_plural)),
            "tab": tab,
            "tabs": self._tabs(tab),
            "page": page,
            "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=2)),
            "pairs": self._pairs(request, page) if tab in (State.LIKELY, State.WEAK) else [],
            "settled": self._settled(page) if tab == State.SETTLED else [],
            "merges": self._merges(page) if tab == "merged" else [],
            "may_settle": self.has_change_permission(request),
            "ellipsis": Paginator.ELLIPSIS,
        }
        return TemplateResponse(request, "admin/duplicates/list.html", context)

    def _rows_of(self, tab):
        if tab == State.SETTLED:
            return self.duplicates.settled()
        if tab == "merged":
            return Merge.objects.of(self.model).select_related("by", "undone_by").defer("snapshot").newest()
        return self.duplicates.pairs(tab)

    def _tabs(self, tab):
        return [
            {
                "label": label,
                "address": self._pairs_address(
                    "duplicates", **({"show": name} if name != State.LIKELY else {})
                ),
                "is_current": name == tab,
                "count": self._rows_of(name).count(),
            }
            for name, label in TABS
        ]

    def _line(self, record):
        return {
            "record": record,
            "facts": self.duplicates.facts_of(record),
            "address": self._pairs_address("change", record.pk),
        }

    def _pairs(self, request, page):
        may_merge = self.has_merge_permission(request)
        return [
            {
                "first": self._line(pair.first),
                "second": self._line(pair.second),
                "reasons": pair.reasons,
                "found_at": pair.row.found_at,
                "keys": f"{pair.first.pk}-{pair.second.pk}",
                "merge_address": self._pairs_address("merge", one=pair.first.pk, other=pair.second.pk)
                if may_merge
                else "",
            }
            for pair in self.duplicates.in_words(page.object_list)
        ]

    def _settled(self, page):
        rows = list(page.object_list)
        records = self.duplicates.load({pk for row in rows for pk in (row.first_id, row.second_id)})
        return [
            {
                "first": self._line(records[row.first_id]),
                "second": self._line(records[row.second_id]),
                "said": row,
                "keys": f"{row.first_id}-{row.second_id}",
            }
            for row in rows
        ]

    def _merges(self, page):
        return [{"merge": one, "address": self._pairs_address("merged", one.pk)} for one in page.object_list]

    def _decide(self, request):
        """«Not the same», or that taken back; saying it twice is saying it once."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        act = request.POST.get("act", "")
        one, other = self._two(request)
        if act == "settle":
            self.duplicates.settle(one, other, by=request.user)
            sentence = _("It is remembered that “%(one)s” and “%(other)s” are not the same.")
        elif act == "reopen":
            self.duplicates.reopen(one, other)
            sentence = _("“%(one)s” and “%(other)s” are no longer said to be two.")
        else:
            raise Http404
        messages.success(request, sentence % {"one": one, "other": other})
        query = {
            name: value
            for name in ("show", "page")
            if (value := request.POST.get(name, "")) and value.isalnum() and len(value) < 10
        }
        return HttpResponseRedirect(self._pairs_address("duplicates", **query))

    def _two(self, request):
        """The pair that the button names; 404 for what is not there and for what is no pair, alike."""
        keys = request.POST.get("pair", "").split("-")
        if len(keys) != 2 or not all(map(is_key, keys)):
            raise Http404
        records = self.get_queryset(request).in_bulk([int(key) for key in keys])
        if len(records) != 2:
            raise Http404
        return records[int(keys[0])], records[int(keys[1])]

    # --- For the pages of merges ------------------------------------------------------------------------------

    def lookalikes(self, record):
        return self.duplicates.resembling(record)

    def merge_notes(self, survivor, merged):
        return self.duplicates.notes_on(survivor, merged)
