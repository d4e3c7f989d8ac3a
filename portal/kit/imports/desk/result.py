"""The last page: what the import did, and the records that it made or changed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kit.history import Way
from portal.kit.imports.desk import sections
from portal.kit.imports.desk.frame import ImportFrame
from portal.kit.imports.models import SheetImport

NAMED = 50
"""Records that the page names one by one."""

LISTED = 300
"""Records whose keys fit into an address, so that the list of the desk shows exactly them."""


class ResultPage(ImportFrame):
    def import_result_page(self, request, one):
        keys = written_keys(one, self.model)
        changelist = reverse(f"admin:{self.import_name('changelist')}", current_app=self.admin_site.name)
        title = _("“%(file)s” is imported") if one.done_at else _("“%(file)s” was not imported")
        return self.import_answer(
            request,
            "result",
            title % {"file": one.file_name},
            one=one,
            outcomes=[(outcome, one.counts.get(outcome.value, 0)) for outcome in sections.ORDER],
            records=list(self.model._default_manager.filter(pk__in=keys[:NAMED])),
            left_over=max(0, len(keys) - NAMED),
            in_list=f"{changelist}?id__in={','.join(map(str, keys))}" if 0 < len(keys) <= LISTED else "",
            has_file=bool(one.file) and one.file.storage.exists(one.file.name),
        )


def written_keys(sheet_import: SheetImport, model) -> list[int]:
    """Primary keys of the records that it made or changed; none where the model keeps no history."""
    if not hasattr(model, "history") or sheet_import.done_at is None:
        return []
    # By date first: it has an index, which the reason has not.
    rows = model.history.filter(
        history_date__range=(sheet_import.created_at, sheet_import.done_at),
        way=Way.IMPORT,
        history_change_reason__startswith=f"{sheet_import.reference} ",
    )
    return sorted(set(rows.order_by().values_list(model._meta.pk.attname, flat=True)))
