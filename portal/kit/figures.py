"""Stated figures: numbers that somebody published without the list behind them.

They are shown as stated, with their qualifier, period, as-of date and source, and never enter a computed sum.
"""

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from portal.kit.datefields import EarliestDayField, PartialDateField
from portal.kit.sources import Source
from portal.kit.textfields import LineField
from portal.kit.translated import Translated


class Qualifier(models.TextChoices):
    EXACT = "exact", _("exactly")
    MORE_THAN = "more_than", _("more than")
    ABOUT = "about", _("about")
    UP_TO = "up_to", _("up to")


class Unit(models.TextChoices):
    """Units are never added across."""

    ORGANIZATIONS = "organizations", _("organizations")
    PERSONS = "persons", _("persons")
    ATTENDANCES = "attendances", _("attendances")
    EVENTS = "events", _("events")
    COURSES = "courses", _("courses")
    PROJECTS = "projects", _("projects")
    MONEY = "money", _("money")
    ITEMS = "items", _("items")


class StatedFigure(models.Model):
    what_vi = LineField(_("what is counted, in Vietnamese"), max_length=200)
    what_en = LineField(_("what is counted, in English"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=13, choices=Unit.choices)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2)
    currency = LineField(
        _("currency"), max_length=3, blank=True, help_text=_("Only for money, for example VND.")
    )
    qualifier = models.CharField(
        _("qualifier"), max_length=9, choices=Qualifier.choices, default=Qualifier.EXACT
    )
    period = PartialDateField(_("period"), blank=True)
    period_earliest = EarliestDayField(of="period")
    as_of = PartialDateField(
        _("as of"), blank=True, help_text=_("Add “?” when the date is inferred, for example 2017?")
    )
    as_of_earliest = EarliestDayField(of="as_of")
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    what = Translated("what")

    class Meta:
        abstract = True
        ordering = [models.F("period_earliest").desc(nulls_last=True), "pk"]
        verbose_name = _("stated figure")
        verbose_name_plural = _("stated figures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit=Unit.MONEY) ^ models.Q(currency=""),
                name="%(class)s_currency_for_money",
                violation_error_message=_("Give a currency for money, and only for money."),
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=0),
                name="%(class)s_not_negative",
                violation_error_message=_("A stated figure cannot be negative."),
            ),
        ]

    def __str__(self):
        value = number_format(self.value if self.value % 1 else int(self.value), force_grouping=True)
        return f"{self.get_qualifier_display()} {value} · {self.what}"
