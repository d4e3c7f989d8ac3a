"""What a form of the desk showed when it was opened, carried by the form itself, signed.

History alone cannot tell it: rows have no version of their own, some belong to two records, and imported or erased ones
may have no line there. So the form remembers what stood in its boxes, and history tells who changed it since.

Values are kept as browsers send them: a list of texts, empty for nothing.
"""

from dataclasses import asdict, dataclass, field

from django import forms
from django.core import signing
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField

Values = dict[str, list[str]]
SALT = "portal.kit.conflicts.shown"
OWN_BOXES = ("seen_version", "seen_values")


@dataclass
class Shown:
    """Of one record: its boxes, and by prefix of an inline and key of a row the boxes of that row."""

    record: Values = field(default_factory=dict)
    rows: dict[str, dict[str, Values]] = field(default_factory=dict)


def shown(form, formsets) -> Shown:
    """`form` and `formsets` as they are opened, not as they came back."""
    return Shown(
        record=_values_of(form, OWN_BOXES),
        rows={
            one.prefix: {str(row.instance.pk): _values_of(row, keys_of(one)) for row in one.initial_forms}
            for one in formsets
        },
    )


def keys_of(formset) -> tuple[str, ...]:
    """The boxes of a row that no person fills."""
    return formset.model._meta.pk.name, formset.fk.name, "DELETE"


def _values_of(form, left_out) -> Values:
    return {
        name: as_sent(form.fields[name], form[name].value()) for name in form.fields if name not in left_out
    }


def as_sent(box: forms.Field, value) -> list[str]:
    """The texts that a browser sends of a box that shows this value; `value` as the box has prepared it."""
    widget = box.widget
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(value), strict=True)
        return texts([one.format_value(part) or "" for one, part in parts])
    if value is None or value is False or value == "":
        return []
    if value is True:
        return ["on"]
    if isinstance(box, forms.FileField):
        return [str(value)]
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    if isinstance(box, ModelChoiceField | forms.ChoiceField):
        return [str(value)]
    return texts([widget.format_value(value)])


def texts(values) -> list[str]:
    """Empty where all are."""
    values = [str(value) for value in values]
    return values if any(values) else []


def meant(box: forms.Field, sent: list[str]):
    """What these texts mean in this box, so that two ways to write the same are the same."""
    if isinstance(box, ModelMultipleChoiceField | forms.MultipleChoiceField):
        return frozenset(sent)
    if not sent or isinstance(box, ModelChoiceField | forms.FileField | forms.MultiValueField):
        return tuple(sent)
    try:
        value = box.to_python(sent[0])
    except forms.ValidationError:
        return sent[0]
    return () if value in (None, "", False) else value


def packed(what: Shown, *, record) -> str:
    return signing.dumps({"of": _name(record), **asdict(what)}, salt=SALT, compress=True)


def unpacked(text: str, *, record) -> Shown | None:
    """None for what is missing, damaged or of another record."""
    try:
        kept = signing.loads(text or "", salt=SALT)
    except signing.BadSignature:
        return None
    return Shown(kept["record"], kept["rows"]) if kept["of"] == _name(record) else None


def _name(record) -> str:
    return f"{record._meta.label_lower} {record.pk}"
