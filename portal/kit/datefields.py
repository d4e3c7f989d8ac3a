"""Partial dates in models and forms: a column of EDTF, and days derived from it to sort and filter by."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.dates import PartialDate, parse_edtf, parse_typed, typed
from portal.kit.textfields import CleanCharField, LineField
from portal.kit.typed_dates import LONGEST


class PartialDateFormField(CleanCharField):
    """Takes a date as staff type it and gives EDTF; shows EDTF as staff type it."""

    def __init__(self, **kwargs):
        kwargs["max_length"] = LONGEST
        super().__init__(**kwargs)

    def prepare_value(self, value):
        try:
            return typed(value)
        except ValidationError:
            return value

    def to_python(self, value):
        value = super().to_python(value)
        return parse_typed(value).edtf if value else value

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "autocomplete": "off"}


class PartialDateField(LineField):
    """A partial date as canonical EDTF text, "" for none. Takes a PartialDate, EDTF or what staff type."""

    description = _("A date as exactly as it is known")

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 32)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        if isinstance(value, PartialDate):
            return value.edtf
        if isinstance(value, date):  # a spreadsheet's cell, with or without a time
            return value.isoformat()[:10]
        value = super().to_python(value)
        return parse_typed(value).edtf if value else value

    def formfield(self, **kwargs):
        help_text = self.help_text or _(
            "As exactly as it is known, for example 21/8/2017, 3/2014, 2020, about 3/2015, 28-29/11/2017, "
            "2023-2026, since 2009; 2014? where the year is inferred."
        )
        return super().formfield(**{"form_class": PartialDateFormField, "help_text": help_text, **kwargs})


class _DayField(models.DateField):
    """A day computed from the partial date `of` whenever the object is saved; null where none is known."""

    def __init__(self, *args, of, **kwargs):
        self.of = of
        super().__init__(*args, **{**kwargs, "null": True, "blank": True, "editable": False})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs = {key: value for key, value in kwargs.items() if key not in ("null", "blank", "editable")}
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        text = model_instance._meta.get_field(self.of).to_python(getattr(model_instance, self.of))
        day = self.derive(parse_edtf(text)) if text else None
        setattr(model_instance, self.attname, day)
        return day


class EarliestDayField(_DayField):
    """The first day that the partial date can mean."""

    def derive(self, partial):
        return partial.earliest


class LatestDayField(_DayField):
    """The last day that the partial date can mean."""

    def derive(self, partial):
        return partial.latest
