"""The merge: one transaction, both records locked, everything remembered."""

from collections.abc import Mapping

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.kit.history import Way, recording
from portal.kit.merging.columns import SURVIVOR
from portal.kit.merging.models import Merge
from portal.kit.merging.planning import Merging, Moved, Plan, Taken
from portal.kit.merging.relations import Follow, links_to
from portal.kit.merging.rights import check_may_merge
from portal.kit.merging.rows import decided, plain
from portal.kit.slugs import FormerSlug, Slugged
from portal.kit.versions import Conflict, Versioned, save_new_version


class PlanChanged(ValidationError):
    """What the merge would do is not what the person saw."""

    def __init__(self):
        super().__init__(
            _(
                "Something that belongs to these records has changed since this page was shown, so nothing was "
                "written. Look at it again and confirm once more."
            ),
            code="plan_changed",
        )


class AlreadyMerged(ValidationError):
    """One of the two is part of another record already (`merge`)."""

    def __init__(self, merge: Merge):
        self.merge = merge
        super().__init__(
            _("“%(name)s” was merged into another record already (%(reference)s)."),
            params={"name": merge.merged_name, "reference": merge.reference},
            code="already_merged",
        )


def merge(
    merging: Merging,
    survivor,
    merged,
    *,
    by,
    seen: tuple[int, int],
    mark: str = "",
    choices: Mapping[str, str] | None = None,
    way: str = Way.SERVICE,
) -> Merge:
    """`merged` becomes part of `survivor`: all of it, or nothing.

    `seen` are the versions of both that the person saw, `mark` is `Plan.mark()` of what was shown ("" where nothing
    was). Raises Conflict, PlanChanged or AlreadyMerged, and ValidationError where a relation is not handled or a rule
    stands against it; nothing is written then.
    """
    if survivor.pk == merged.pk:
        raise ValidationError(_("Choose two different records."))
    try:
        with transaction.atomic():
            return _merge(merging, (survivor.pk, merged.pk), by, seen, mark, choices or {}, way)
    except IntegrityError as error:
        raise PlanChanged from error


def _merge(merging, keys, by, seen, mark, choices, way) -> Merge:
    survivor, merged = _locked(merging.model, keys, seen)
    check_may_merge(by, survivor, merged)
    first_look = merging.plan(survivor, merged)
    if mark and mark != first_look.mark():
        raise PlanChanged
    if first_look.refusals:
        raise ValidationError(first_look.refusals)
    plan = merging.plan(survivor, merged, choices) if choices else first_look
    if plan.refusals:
        raise ValidationError(plan.refusals)
    one = Merge.objects.create(
        target=merging.model._meta.label_lower,
        survivor_id=survivor.pk,
        merged_id=merged.pk,
        merged_name=str(merged)[:300],
        by=by,
    )
    with recording(by=by, way=way, reason=f"{one.reference} {merged} → {survivor}"[:100]):
        one.snapshot = _carry_out(merging, plan)
    one.save()
    return one


def _locked(model, keys, seen):
    """Both rows, locked in the order of their keys so that two merges wait for each other instead of for ever."""
    rows = model._base_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    for pk in keys:
        if pk not in found:
            done = Merge.objects.of(model).standing().filter(merged_id=pk).first()
            if done:
                raise AlreadyMerged(done)
            raise ValidationError(_("One of the two records is no longer there."))
    for pk, version in zip(keys, seen, strict=True):
        if found[pk].version != version:
            raise Conflict(found[pk])
    return found[keys[0]], found[keys[1]]


def _carry_out(merging: Merging, plan: Plan) -> dict:
    """Do it, and give what has to be remembered (`Merge.snapshot`)."""
    survivor, merged = plan.survivor, plan.merged
    before, gone = decided(survivor), plain(merged)
    steps = [_move(step) if isinstance(step, Moved) else _take(step) for step in plan.steps]
    save_holders((step.then for step in plan.moved), besides=(survivor, merged))
    _part(survivor, merged)
    _check_nothing_is_left(merged)
    merged.delete()
    merged.pk = gone[merged._meta.pk.attname]
    for column, value in plan.columns.values.items():
        setattr(survivor, column, value)
    merging.prepare(survivor)
    save_new_version(survivor)
    added = [*_keep_address(merged, survivor), *(_add(row) for row in plan.added)]
    merging.finish(survivor)
    after = decided(survivor)
    changed = [column for column in before if before[column] != after[column]]
    return {
        "survivor": {
            "before": {column: before[column] for column in changed},
            "after": {column: after[column] for column in changed},
        },
        "merged": gone,
        "left": [
            field.attname
            for difference in plan.columns.differences
            for field in difference.fields
            if difference.stands == SURVIVOR
        ],
        "steps": steps,
        "added": added,
    }


def _move(step: Moved) -> dict:
    """Written from the newest row under lock: whoever saved another column of it meanwhile loses nothing."""
    before, after = plain(step.row), plain(step.then)
    changed = [column for column in before if before[column] != after[column]]
    row = type(step.row)._base_manager.select_for_update(of=("self",)).get(pk=step.row.pk)
    if any(plain(row)[column] != before[column] for column in changed):
        raise PlanChanged
    for column in changed:
        setattr(row, column, getattr(step.then, column))
    save_part(row)
    return {
        "model": row._meta.label_lower,
        "pk": row.pk,
        "before": {column: before[column] for column in changed},
        "after": {column: after[column] for column in changed},
        # Of a record of its own only the link is this merge's business.
        "row": None if step.stands_alone else decided(row),
    }


def _take(step: Taken) -> dict:
    kept = {
        "model": step.row._meta.label_lower,
        "pk": step.row.pk,
        "row": plain(step.row),
        "of": step.of,
        "why": step.why,
    }
    type(step.row)._base_manager.get(pk=step.row.pk).delete()
    return kept


def _add(row) -> dict:
    row.full_clean()
    row.save()
    return {"model": row._meta.label_lower, "pk": row.pk, "row": decided(row)}


def _keep_address(merged, survivor):
    """Whoever followed the merged record's address arrives at the survivor."""
    if isinstance(merged, Slugged) and merged.slug:
        kind = ContentType.objects.get_for_model(survivor)
        FormerSlug.objects.filter(content_type=kind, slug=merged.slug).delete()  # of a record that is gone
        yield _add(FormerSlug(content_type=kind, object_id=survivor.pk, slug=merged.slug))


def _part(survivor, merged):
    """A survivor that names the merged record, as its parent for example, lets it go; `plan.columns` says what next."""
    for link in links_to(type(merged)):
        if link.model is type(merged) and not link.kind:
            link.rows_of(merged).filter(pk=survivor.pk).update(**{link.name: None})


def _check_nothing_is_left(merged):
    """Somebody may have added a row while the others moved; deleting the record would take it along."""
    for link in links_to(type(merged)):
        if isinstance(link.how, Follow) and link.rows_of(merged).exists():
            raise PlanChanged


def save_part(row) -> None:
    """Save a row that now names another record; one that stands for itself gets its next version."""
    if isinstance(row, Versioned):
        row.version += 1
    row.save()


def save_holders(rows, *, besides) -> None:
    """History of lists: who holds a list of which a row changed gets a line that holds the list as it is now.

    `besides`: the records of the merge, which have lines of their own.
    """
    told = {(type(record), record.pk) for record in besides}
    holders = {}
    for row in rows:
        source = row._meta.auto_created
        for column in row._meta.concrete_fields if source else ():
            if column.is_relation and column.related_model is source:
                holders[source, getattr(row, column.attname)] = None
    for source, pk in holders.keys() - told:
        holder = source._base_manager.filter(pk=pk).first()
        if holder is not None:
            save_part(holder)
