"""Fields whose text is clean whichever way it comes in, and columns derived from it."""

import unicodedata
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models.lookups import PatternLookup
from django.utils.translation import gettext_lazy as _

from portal.kit.text import SORT_KEY_LENGTH, clean_text, has_control_characters, index_text, sort_key


def refuse_control_characters(value):
    """A validator: raises ValidationError where the text holds what no person types."""
    if isinstance(value, str) and has_control_characters(value):
        raise ValidationError(
            _(
                "This text holds hidden control characters, often from a damaged file. "
                "Delete it, then type it again or paste it as plain text."
            ),
            code="control_characters",
        )


class CleanCharField(forms.CharField):
    """A form's text, cleaned before it is measured and compared; `lines=True` keeps line breaks."""

    def __init__(self, *, lines=False, **kwargs):
        self.lines = lines
        super().__init__(**kwargs)
        # NUL is one of the characters that ours refuses; one sentence is enough.
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]
        self.validators.append(refuse_control_characters)

    def to_python(self, value):
        return super().to_python(clean_text(value, lines=self.lines) if isinstance(value, str) else value)


class CleanTextMixin:
    """Text is cleaned on its way into the object and the database: save, bulk_create, update and lookups."""

    lines = False

    def to_python(self, value):
        value = super().to_python(value)
        return clean_text(value, lines=self.lines) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        """Leaves the cleaned text on the object too, so that history and answers show what was stored."""
        value = super().pre_save(model_instance, add)
        if not hasattr(value, "resolve_expression"):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_lookup(self, lookup_name):
        lookup = super().get_lookup(lookup_name)
        if lookup and issubclass(lookup, PatternLookup):
            return _composed(lookup)
        return lookup

    def formfield(self, **kwargs):
        if self.choices is None:
            kwargs = {"form_class": CleanCharField, "lines": self.lines, **kwargs}
        return super().formfield(**kwargs)


@cache
def _composed(lookup):
    """The pattern lookup with its text in NFC; spaces at its ends stay, they may be meant."""

    def get_prep_lookup(self):
        text = lookup.get_prep_lookup(self)
        return unicodedata.normalize("NFC", text) if isinstance(text, str) else text

    return type(lookup.__name__, (lookup,), {"get_prep_lookup": get_prep_lookup})


class LineField(CleanTextMixin, models.CharField):
    """One line of clean text."""

    default_validators = [refuse_control_characters]


class ProseField(CleanTextMixin, models.TextField):
    """Clean text of several lines."""

    lines = True
    default_validators = [refuse_control_characters]


class LinkField(models.URLField):
    """A web address of characters that can be seen."""

    default_validators = [*models.URLField.default_validators, refuse_control_characters]


class DerivedMixin:
    """A column computed from `source`, the name or names of other attributes, whenever the object is saved.

    `QuerySet.update()` and `save(update_fields=…)` that leave this column out leave it as it was.
    """

    fixed = {"editable": False, "blank": True, "default": ""}

    def __init__(self, *args, source, **kwargs):
        self.source = source
        super().__init__(*args, **{**kwargs, **self.fixed})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs = {key: value for key, value in kwargs.items() if key not in self.fixed}
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance, add):
        sources = [self.source] if isinstance(self.source, str) else self.source
        value = self.derive(*[str(getattr(model_instance, source) or "") for source in sources])
        setattr(model_instance, self.attname, value)
        return value


class SortKeyField(DerivedMixin, models.CharField):
    """The key that sorts its source as the Vietnamese alphabet does, under every collation."""

    fixed = {**DerivedMixin.fixed, "max_length": SORT_KEY_LENGTH, "db_index": True}

    def derive(self, *texts):
        return sort_key(" ".join(texts))


class FoldedField(DerivedMixin, models.TextField):
    """The folded words of its source, a space before each: `contains=" an"` finds words that begin so."""

    def derive(self, *texts):
        return index_text(*texts)
