"""Having both records again, as long as nothing that moved has changed since."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.history import Way, record_created, recording
from portal.kit.merging.acts import save_holders, save_part
from portal.kit.merging.models import Merge
from portal.kit.merging.planning import Merging
from portal.kit.merging.rights import check_may_undo
from portal.kit.merging.rows import decided, made_again, model_named, value_of, write_as_it_was
from portal.kit.merging.words import label_of, words_of
from portal.kit.slugs import Slugged
from portal.kit.versions import Versioned, save_new_version


def obstacles(merging: Merging, merge: Merge) -> list[str]:
    """What stands in the way of undoing, a sentence each; empty when it can be undone."""
    if merge.undone_at:
        return [_("This merge is undone already.")]
    if merge.scrubbed_at:
        return [
            _("Personal data of this merge was erased, so the records cannot be made again as they were.")
        ]
    survivor = merging.model._base_manager.filter(pk=merge.survivor_id).first()
    if survivor is None:
        return [_of_missing_survivor(merging, merge)]
    try:
        return [
            *_changed_columns(merge, survivor),
            *_taken_address(merging, merge),
            *_changed_rows(merge),
            *_missing_targets(merging, merge),
        ]
    except LookupError:
        return [_("The portal no longer has everything that this merge was about.")]


def undo(merging: Merging, merge: Merge, *, by, way: str = Way.SERVICE):
    """Both records as they were, save for what was added or changed elsewhere since. The merged one comes back.

    Raises ValidationError with every obstacle; nothing is written then.
    """
    try:
        with transaction.atomic():
            merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
            rows = merging.model._base_manager.select_for_update(of=("self",))
            survivor = rows.filter(pk=merge.survivor_id).first()
            if found := obstacles(merging, merge):
                raise ValidationError(found, code="obstacles")
            check_may_undo(by, survivor, merge.snapshot["merged"].get("publication", ""))
            reason = _("%(reference)s undone") % {"reference": merge.reference}
            with recording(by=by, way=way, reason=reason[:100]):
                merged = _undo(merging, merge, survivor)
            merge.undone_at, merge.undone_by = timezone.now(), by
            merge.save()
    except IntegrityError as error:
        sentence = _(
            "Another record has taken what belongs to the merged one meanwhile. Nothing was written."
        )
        raise ValidationError(sentence, code="obstacles") from error
    return merged


def _undo(merging, merge, survivor):
    kept = merge.snapshot
    for entry in kept["added"]:
        model_named(entry["model"])._base_manager.get(pk=entry["pk"]).delete()
    _give_back_unique_columns(survivor, kept["survivor"]["before"])
    merged = made_again(merging.model, kept["merged"])
    if isinstance(merged, Versioned):
        merged.version, merged.updated_at = merged.version + 1, timezone.now()
    write_as_it_was(merged)
    again, moved = defaultdict(list), []
    again[merging.model].append(merged)
    for entry in reversed(kept["steps"]):
        model = model_named(entry["model"])
        if "before" in entry:
            row = model._base_manager.select_for_update(of=("self",)).get(pk=entry["pk"])
            _set(row, entry["before"])
            save_part(row)
            moved.append(row)
        else:
            row = made_again(model, entry["row"])
            write_as_it_was(row)
            again[model].append(row)
    save_holders([*moved, *(row for rows in again.values() for row in rows)], besides=(survivor, merged))
    _set(survivor, kept["survivor"]["before"])
    save_new_version(survivor)
    for model, rows in again.items():
        if hasattr(model, "history"):
            record_created(rows)
    merging.finish(survivor)
    merging.finish(merged)
    return merged


def _set(row, columns) -> None:
    for column, value in columns.items():
        setattr(row, column, value_of(type(row), column, value))


def _give_back_unique_columns(survivor, before) -> None:
    """What no two records may share must be free before the other one takes it back."""
    unique = {field.attname for field in survivor._meta.concrete_fields if field.unique}
    values = {column: value_of(type(survivor), column, before[column]) for column in unique & set(before)}
    if values:
        type(survivor)._base_manager.filter(pk=survivor.pk).update(**values)


# --- What stands in the way -----------------------------------------------------------------------------------------


def _of_missing_survivor(merging, merge):
    later = Merge.objects.of(merging.model).standing().filter(merged_id=merge.survivor_id).first()
    if later:
        return _(
            "“%(name)s” was itself merged into another record later (%(reference)s). Undo that merge first."
        ) % {"name": later.merged_name, "reference": later.reference}
    return _("The record that stayed has been deleted since.")


def _changed_columns(merge, survivor):
    kept, now = merge.snapshot["survivor"], decided(survivor)
    labels = {field.attname: label_of(field) for field in survivor._meta.concrete_fields}
    for column, value in kept["after"].items():
        if now.get(column) != value:
            yield _("“%(field)s” of %(record)s has been changed since.") % {
                "field": labels.get(column, column),
                "record": survivor,
            }


def _taken_address(merging, merge):
    slug = merge.snapshot["merged"].get("slug")
    if issubclass(merging.model, Slugged) and slug:
        other = merging.model._base_manager.filter(slug=slug).first()
        if other is not None:
            yield _("The address “%(slug)s” belongs to %(record)s now.") % {"slug": slug, "record": other}


def _changed_rows(merge):
    entries = [entry for entry in merge.snapshot["steps"] if "before" in entry]
    for model, some in _by_model([*entries, *merge.snapshot["added"]]).items():
        rows = model._base_manager.in_bulk([entry["pk"] for entry in some])
        for entry in some:
            row = rows.get(entry["pk"])
            if row is None:
                yield _("%(row)s has been deleted since.") % {"row": words_of(_as_kept(model, entry))}
            elif not _is_as_left(row, entry):
                yield _("%(row)s has been changed since.") % {"row": words_of(row)}


def _is_as_left(row, entry) -> bool:
    """A row is as the merge left it; of a record of its own only the link is asked."""
    now = decided(row)
    left = entry["row"] if entry["row"] is not None else entry["after"]
    return all(now.get(column) == value for column, value in left.items() if column in now)


def _missing_targets(merging, merge):
    """Records that the rows to be made again name, and that are gone."""
    kept = merge.snapshot
    coming = {(merging.model._meta.label_lower, merge.merged_id)}
    coming |= {(entry["model"], entry["pk"]) for entry in kept["steps"] if "before" not in entry}
    wanted = defaultdict(set)
    for label, columns in _columns_to_be_written(merging, merge):
        for field in model_named(label)._meta.concrete_fields:
            target = field.related_model if field.is_relation else None
            value = columns.get(field.attname)
            if target and value is not None and (target._meta.label_lower, value) not in coming:
                wanted[target, field.target_field.name].add(value)
    for (target, name), values in wanted.items():
        there = target._base_manager.filter(**{f"{name}__in": values}).values_list(name, flat=True)
        for value in sorted(values - set(there), key=str):
            yield _("%(kind)s number %(number)s, which the merged record names, has been deleted since.") % {
                "kind": capfirst(str(target._meta.verbose_name)),
                "number": value,
            }


def _columns_to_be_written(merging, merge):
    kept, label = merge.snapshot, merging.model._meta.label_lower
    yield label, kept["merged"]
    yield label, kept["survivor"]["before"]
    for entry in kept["steps"]:
        yield entry["model"], entry["before"] if "before" in entry else entry["row"]


def _by_model(entries) -> dict[type[models.Model], list[dict]]:
    found = defaultdict(list)
    for entry in entries:
        found[model_named(entry["model"])].append(entry)
    return found


def _as_kept(model, entry):
    return made_again(model, entry["row"] or entry["after"])
