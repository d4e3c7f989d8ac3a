"""The word lists of the network; they arrive by a migration and grow in the admin."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.history import recorded
from portal.kit.textfields import FoldedField, LineField, ProseField
from portal.kit.translated import Translated
from portal.kit.vocabulary import Term


class LegalForm(Term):
    law = LineField(
        _("law"), max_length=255, blank=True, help_text=_("For example: Nghị định 126/2024/NĐ-CP.")
    )
    history = recorded()

    class Meta(Term.Meta):
        verbose_name = _("legal form")
        verbose_name_plural = _("legal forms")


class FieldOfWork(Term):
    history = recorded()

    class Meta(Term.Meta):
        verbose_name = _("field of work")
        verbose_name_plural = _("fields of work")


class GroupServed(Term):
    history = recorded()

    class Meta(Term.Meta):
        verbose_name = _("group served")
        verbose_name_plural = _("groups served")


class ServiceKind(Term):
    history = recorded()

    class Meta(Term.Meta):
        verbose_name = _("kind of service")
        verbose_name_plural = _("kinds of service")


class IdentifierScheme(Term):
    """Who gives out an identifier, for example VN-TIN (tax codes); codes follow org-id.guide."""

    pattern = LineField(
        _("pattern"),
        max_length=120,
        blank=True,
        help_text=_("A regular expression that a normalised value must match."),
    )
    history = recorded()

    class Meta(Term.Meta):
        verbose_name = _("identifier scheme")
        verbose_name_plural = _("identifier schemes")

    def clean(self):
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise ValidationError(
                {"pattern": _("This is not a regular expression. Correct it or leave it empty.")}
            ) from error


class Goal(models.Model):
    """One of the seventeen Sustainable Development Goals of the United Nations."""

    number = models.PositiveSmallIntegerField(
        _("number"), primary_key=True, validators=[MinValueValidator(1), MaxValueValidator(17)]
    )
    name_vi = LineField(_("name in Vietnamese"), max_length=160)
    name_en = LineField(_("name in English"), max_length=160)
    folded = FoldedField(source=("name_vi", "name_en", "number"))

    name = Translated("name")
    history = recorded()

    class Meta:
        verbose_name = _("Sustainable Development Goal")
        verbose_name_plural = _("Sustainable Development Goals")
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}. {self.name}"


class ShortForm(models.Model):
    """A usual abbreviation and what it stands for; search reads the one as the other."""

    short = LineField(_("short form"), max_length=20)
    long_vi = LineField(_("long form in Vietnamese"), max_length=160)
    long_en = LineField(_("long form in English"), max_length=160, blank=True)
    note_vi = ProseField(_("note in Vietnamese"), blank=True)
    note_en = ProseField(_("note in English"), blank=True)
    folded = FoldedField(source="short")

    long = Translated("long")
    note = Translated("note")
    history = recorded()

    class Meta:
        verbose_name = _("short form")
        verbose_name_plural = _("short forms")
        ordering = ["short"]
        constraints = [models.UniqueConstraint(fields=["short", "long_vi"], name="shortform_once")]

    def __str__(self):
        return f"{self.short} = {self.long}"
