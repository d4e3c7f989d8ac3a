"""Where a record went that was merged."""

from portal.kit.merging.models import Merge


def merged_into(model, pk: int) -> int | None:
    """The key of the record that holds it now, however many merges later; None where it was not merged."""
    return merged_into_of(model, [pk]).get(pk)


def merged_into_of(model, keys) -> dict[int, int]:
    """The same for many: key of a merged record to the key of the one that holds it now."""
    wanted = set(keys)
    into: dict[int, int] = {}
    sought = wanted
    while sought:
        rows = Merge.objects.of(model).standing().filter(merged_id__in=sought)
        step = dict(rows.values_list("merged_id", "survivor_id"))
        into |= step
        sought = set(step.values()) - set(into)
    return {pk: _last(into, pk) for pk in wanted if pk in into}


def _last(into, pk):
    while pk in into:
        pk = into[pk]
    return pk
