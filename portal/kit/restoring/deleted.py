"""Deleted records: which there are, and how one comes back with its lists and rows."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import CASCADE, Exists, FileField, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.merging.models import Merge
from portal.kit.publication import Publication, Publishable
from portal.kit.restoring.earlier import links
from portal.kit.slugs import check_slug_is_free
from portal.kit.versions import Versioned

ONE_DELETION = timedelta(seconds=10)
"""Rows deleted by the same person within this time before their record went with it."""


def deleted(model):
    """The last row of history of each deleted record, newest first. What was merged into another is not among them: a
    merge has an undo of its own."""
    key = model._meta.pk.attname
    newer = model.history.filter(Q(history_id__gt=OuterRef("history_id"), **{key: OuterRef(key)}))
    merged = Merge.objects.of(model).standing().filter(merged_id=OuterRef(key))
    return (
        model.history.filter(history_type="-")
        .exclude(Exists(newer))
        .exclude(Exists(model._base_manager.filter(pk=OuterRef(key))))
        .exclude(Exists(merged))
        .select_related("history_user")
        .order_by("-history_date", "-history_id")
    )


@dataclass
class Restored:
    """What came back, and in whole sentences what could not."""

    record: object
    rows: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


class _OnlyLooking(Exception):
    pass


def preview(row, **how) -> Restored:
    """What `restore` would do; nothing is written. Raises ValidationError as it would."""
    try:
        with transaction.atomic():
            restored = restore(row, **how)
            raise _OnlyLooking
    except _OnlyLooking:
        return restored


@transaction.atomic
def restore(row, *, prepare, finish, may_publish: bool) -> Restored:
    """The record of this row of history, under its own key, with its lists and with the rows that went with it.

    `prepare(record)` and `finish(record)` are what every way in does before and after writing. Without the right to
    publish it comes back as a draft. Raises ValidationError where the record as it was breaks a rule of today.
    """
    model = row.instance_type
    record = as_it_was(row)
    restored = Restored(record)
    _loosen(record, restored)
    if isinstance(record, Versioned):
        record.version += 1
    if isinstance(record, Publishable) and not record.is_draft and not may_publish:
        record.publication = Publication.DRAFT
        restored.lost.append(_("It comes back as a draft: your account may not publish."))
    _free_address(record, restored)
    if prepare:
        prepare(record)
    record.full_clean()
    record.save(force_insert=True)
    if isinstance(record, Versioned):
        model._base_manager.filter(pk=record.pk).update(created_at=row.created_at)
    last = model.history.filter(**{model._meta.pk.attname: record.pk}).exclude(history_type="-")
    _bring_lists(record, last.exclude(history_id__gt=row.history_id).first(), restored)
    for relation in _parts(model):
        _bring_rows(record, row, relation, restored)
    finish(record)
    return restored


def _loosen(record, restored):
    """Links to what is gone are let go, and so are files that are no longer kept."""
    for column in record._meta.concrete_fields:
        if column.is_relation and getattr(record, column.attname) is not None:
            known = column.related_model._base_manager.filter(
                **{column.target_field.attname: getattr(record, column.attname)}
            )
            if not known.exists():
                words = capfirst(str(column.verbose_name))
                if not column.null:
                    raise ValidationError(
                        _("“%(field)s” named something that has been deleted since."), params={"field": words}
                    )
                setattr(record, column.attname, None)
                restored.lost.append(
                    _("“%(field)s” stays empty: what it named has been deleted since.") % {"field": words}
                )
        elif isinstance(column, FileField):
            file = getattr(record, column.attname)
            if file and not file.storage.exists(file.name):
                setattr(record, column.attname, "")
                restored.lost.append(
                    _("“%(field)s” stays empty: the file is no longer kept.")
                    % {"field": capfirst(str(column.verbose_name))}
                )


def _free_address(record, restored):
    if getattr(record, "slug", None):
        is_taken = type(record)._base_manager.filter(slug=record.slug).exists()
        try:
            check_slug_is_free(type(record), record.slug, record=record)
        except ValidationError:
            is_taken = True
        if is_taken:
            restored.lost.append(
                _("The address “%(slug)s” is taken by another record by now; it gets a new one.")
                % {"slug": record.slug}
            )
            record.slug = ""


def _bring_lists(record, last, restored):
    for column in record._meta.many_to_many:
        if last is None or not hasattr(last, column.name) or not hasattr(getattr(last, column.name), "all"):
            continue
        keys = links(last, column)
        found = column.related_model._base_manager.filter(pk__in=keys)
        getattr(record, column.name).set(found)
        if len(found) < len(keys):
            restored.lost.append(
                _("“%(field)s” comes back without what has been deleted since.")
                % {"field": capfirst(str(column.verbose_name))}
            )


def _parts(model):
    """Relations whose rows go when the record goes, and have a history of their own."""
    return [
        one
        for one in model._meta.related_objects
        if one.on_delete is CASCADE and hasattr(one.related_model, "history") and not one.many_to_many
    ]


def _bring_rows(record, row, relation, restored):
    model, link = relation.related_model, relation.field
    went = model.history.filter(
        **{link.attname: record.pk},
        history_type="-",
        history_user=row.history_user,
        history_date__gte=row.history_date - ONE_DELETION,
        history_date__lte=row.history_date + ONE_DELETION,
    )
    for one in went.order_by("history_id"):
        part = as_it_was(one)
        if model._base_manager.filter(pk=part.pk).exists():
            continue
        kind = capfirst(str(model._meta.verbose_name))
        try:
            with transaction.atomic():
                setattr(part, link.name, record)
                _loosen(part, restored)
                part.full_clean()
                part.save(force_insert=True)
        except ValidationError as problem:
            restored.lost.append(
                _("%(row)s does not come back: %(why)s") % {"row": kind, "why": " ".join(problem.messages)}
            )
        else:
            restored.rows.append(f"{kind}: {part}")


def name_of(row) -> str:
    """What the record was called; its kind and number where the name was made of what has gone."""
    try:
        return str(as_it_was(row))
    except (ObjectDoesNotExist, AttributeError):
        opts = row.instance_type._meta
        return f"{capfirst(str(opts.verbose_name))} {getattr(row, opts.pk.attname)}"


def as_it_was(row):
    """The record of this row of history, not written; asks nothing. Columns that are not recorded are a new one's."""
    return row.instance_type(**{one.attname: getattr(row, one.attname) for one in row.tracked_fields})
