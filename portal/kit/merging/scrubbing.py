"""Taking one person out of what merges remember: the only place outside history that keeps copies of rows."""

from django.db.models import Model
from django.utils import timezone

from portal.kit.merging.models import Merge
from portal.kit.merging.rows import model_named


def scrub(record: Model) -> int:
    """Empty every copy of this record and of rows that name it; a merge that held one can no longer be undone.

    Works by key, also when the record's row is gone already. Gives the number of merges that were changed.
    """
    label, pk, changed = record._meta.label_lower, record.pk, 0
    for merge in Merge.objects.order_by("pk").iterator():
        if _scrub(merge, label, pk):
            merge.scrubbed_at = merge.scrubbed_at or timezone.now()
            merge.save()
            changed += 1
    return changed


def _scrub(merge: Merge, label: str, pk: int) -> bool:
    kept, found = merge.snapshot, False
    if merge.target == label and pk in (merge.survivor_id, merge.merged_id):
        found = True
        merge.merged_name, kept["merged"] = "", {}
        kept["survivor"] = {"before": {}, "after": {}}
    for entries in ("steps", "added"):
        for entry in kept.get(entries, ()):
            if (entry["model"], entry["pk"]) == (label, pk) or _names(entry, label, pk):
                found = True
                entry |= {name: {} for name in ("row", "before", "after") if name in entry}
    return found


def _names(entry, label, pk) -> bool:
    try:
        columns = model_named(entry["model"])._meta.concrete_fields
    except LookupError:
        return False
    links = {f.attname for f in columns if f.is_relation and f.related_model._meta.label_lower == label}
    said = [entry.get(name) or {} for name in ("row", "before", "after")]
    return any(one.get(link) == pk for one in said for link in links)
