"""What a row of history held, as a form would send it now, and what of it no longer exists."""

from dataclasses import dataclass, field

from django import forms
from django.utils.text import capfirst

from portal.kit.conflicts.shown import as_sent


@dataclass
class Earlier:
    """`sent` by box, as texts; `lost` are the words for boxes of which something is gone for good."""

    sent: dict[str, list[str]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def earlier(row, boxes, names) -> Earlier:
    """Of the row of history, what these boxes would have held."""
    found = Earlier()
    for name in names:
        column, box = row.instance_type._meta.get_field(name), boxes[name]
        value = links(row, column) if column.many_to_many else getattr(row, column.attname)
        if isinstance(box, forms.FileField):
            if value:
                found.lost.append(capfirst(str(box.label)))
            continue
        sent = as_sent(box, box.prepare_value(value))
        kept = _still_there(box, sent)
        if len(kept) < len(sent):
            found.lost.append(capfirst(str(box.label)))
        found.sent[name] = kept
    return found


def links(row, column) -> list:
    """The keys of the terms or sources that the row of history names."""
    key = column.m2m_reverse_field_name()
    return [getattr(link, f"{key}_id") for link in getattr(row, column.name).all()]


def _still_there(box, sent) -> list[str]:
    if isinstance(box, forms.ModelChoiceField):
        known = {str(key) for key in box.queryset.filter(pk__in=sent).values_list("pk", flat=True)}
        return [one for one in sent if one in known]
    if isinstance(box, forms.ChoiceField):
        return [one for one in sent if box.valid_value(one)]
    return sent


def row_of(model, history_id, record):
    """The row of history, if it is of this record or of a row of it; else None."""
    row = model.history.filter(history_id=history_id).first()
    if row is None:
        return None
    if model is type(record):
        return row if getattr(row, model._meta.pk.attname) == record.pk else None
    link = link_to(type(record), model)
    return row if link and getattr(row, link.attname) == record.pk else None


def link_to(whole, model):
    """The column by which rows of `model` belong to records of `whole`, or None."""
    return next(
        (one for one in model._meta.fields if one.remote_field and issubclass(whole, one.remote_field.model)),
        None,
    )


def before(row):
    """The row of history before this one, of the same record, or None."""
    key = row.instance_type._meta.pk.attname
    rows = row.instance_type.history.filter(**{key: getattr(row, key)})
    older = rows.filter(history_date__lt=row.history_date) | rows.filter(
        history_date=row.history_date, history_id__lt=row.history_id
    )
    return older.order_by("-history_date", "-history_id").first()
