"""Differences in words, as the page shows them to the person who has to choose."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from django import forms
from django.forms.models import ModelChoiceField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.conflicts.authors import Author
from portal.kit.conflicts.comparing import Difference

TYPED_INTO = {"text", "email", "url", "number"}


@dataclass(frozen=True)
class Told:
    """`name` is the box in the form, `edit` is "line", "lines" or "" for what cannot be typed here."""

    label: str
    opened: str
    saved: str
    typed: str
    by: object
    at: datetime | None
    name: str = ""
    key: str = ""
    edit: str = ""
    text: str = ""
    is_file: bool = False
    is_row: bool = False
    saved_is_gone: bool = False
    typed_is_gone: bool = False
    is_unanswered: bool = False


def told(one: Difference, *, record, boxes, authors, opened=None, name="", is_unanswered=False) -> Told:
    """`boxes` are those of the record; `opened` is what stood there first, where the form was shown before."""
    of_part = one.part.boxes if one.part else boxes
    model = one.part.model if one.part else type(record)
    key = one.key if one.part else str(record.pk)
    author = authors.get((model._meta.label_lower, key, one.box), Author())
    box = of_part[one.box] if one.box else None

    def words(sent):
        return in_words(box, sent) if one.box else row_in_words(of_part, sent)

    return Told(
        label=_label(one, box),
        opened=words(one.opened if opened is None else opened),
        saved=words(one.saved),
        typed=words(one.typed),
        by=author.by,
        at=author.at,
        name=name,
        key=one.key,
        edit=_edit(box) if box else "",
        text=" ".join(one.typed or []) if one.box else "",
        is_file=isinstance(box, forms.FileField),
        is_row=not one.box,
        saved_is_gone=one.saved is None,
        typed_is_gone=one.typed is None,
        is_unanswered=is_unanswered,
    )


def _label(one, box) -> str:
    if one.part is None:
        return capfirst(str(box.label))
    kind = capfirst(str(one.part.model._meta.verbose_name))
    row = one.part.model._base_manager.filter(pk=one.key).first() if one.key else None
    whole = f"{kind}: {row}" if row else kind
    return f"{whole} · {capfirst(str(box.label))}" if box else whole


def _edit(box) -> str:
    if isinstance(box.widget, forms.Textarea):
        return "lines"
    return "line" if getattr(box.widget, "input_type", "") in TYPED_INTO else ""


def row_in_words(boxes, values) -> str:
    """A line each for what the row holds."""
    held = [(box, (values or {}).get(name)) for name, box in boxes.items()]
    return "\n".join(
        f"{capfirst(str(box.label))}: {in_words(box, sent)}"
        for box, sent in held
        if sent and in_words(box, sent)
    )


def in_words(box, sent: list[str]) -> str:
    """What was sent as a person reads it, "" for nothing."""
    if isinstance(box, forms.BooleanField):
        return _("yes") if sent else _("no")
    if not sent:
        return ""
    if isinstance(box, ModelChoiceField):
        return ", ".join(_chosen(box, sent))
    if isinstance(box, forms.ChoiceField):
        choices = {str(value): label for value, label in box.choices}
        return ", ".join(str(choices.get(one, one)) for one in sent)
    if isinstance(box, forms.FileField):
        return PurePosixPath(sent[0]).name
    return " ".join(sent)


def _chosen(box, sent):
    try:
        found = {str(one.pk): box.label_from_instance(one) for one in box.queryset.filter(pk__in=sent)}
    except (ValueError, TypeError, forms.ValidationError):
        found = {}
    return [found.get(one) or _("deleted since") for one in sent]
