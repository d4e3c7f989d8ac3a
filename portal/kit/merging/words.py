"""Rows and values of a merge as a person reads them."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import FileField
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.datefields import PartialDateField
from portal.kit.dates import say
from portal.kit.versions import Versioned


def kind_of(model) -> str:
    """The kind of rows, «Other names»; a list by what it is a list of, «Fields of work»."""
    listed = list_of(model)
    return capfirst(str(listed.verbose_name if listed else model._meta.verbose_name_plural))


def list_of(model):
    """The many-to-many field whose rows these are; None for rows of their own."""
    source = model._meta.auto_created
    if not source:
        return None
    return next(field for field in source._meta.many_to_many if field.remote_field.through is model)


def name_of(row, *, seen_from=None) -> str:
    """The row's name; of a row of a list the term, or the holder of the list where one looks from the term's side."""
    try:
        listed = list_of(type(row))
        if listed is None:
            return " · ".join([str(row), *_details(row)])
        is_holder = seen_from is None or issubclass(listed.model, seen_from)
        return str(getattr(row, listed.m2m_reverse_field_name() if is_holder else listed.m2m_field_name()))
    except ObjectDoesNotExist:
        return capfirst(str(row._meta.verbose_name))


def _details(row):
    """What tells a part of a record from another of the same name: its period and choices, save for what is usual."""
    for field in () if isinstance(row, Versioned) else row._meta.concrete_fields:
        is_told = bool(field.choices) or isinstance(field, PartialDateField)
        if is_told and field.value_from_object(row) != field.get_default():
            text = value_in_words(field, row)
            if text and text not in str(row):
                yield text


def words_of(row) -> str:
    """«Other name: Trung tâm MSD»; a row of a list as «Fields of work: trẻ em»."""
    listed = list_of(type(row))
    return f"{capfirst(str((listed or row._meta).verbose_name))}: {name_of(row)}"


def label_of(field) -> str:
    return capfirst(str(field.verbose_name))


def value_in_words(field, row) -> str:
    """What the column of this row holds; "" for nothing."""
    value = field.value_from_object(row)
    if value is None or value == "":
        return ""
    if field.is_relation:
        try:
            return str(getattr(row, field.name))
        except ObjectDoesNotExist:
            return _("%(kind)s, deleted since") % {"kind": field.related_model._meta.verbose_name}
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, PartialDateField):
        return say(value)
    if isinstance(field, FileField):
        return str(value).rpartition("/")[2]
    return _plain_in_words(value)


def _plain_in_words(value) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value % 1 else int(value), force_grouping=True)
    return str(value)
