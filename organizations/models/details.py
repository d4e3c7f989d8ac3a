"""What belongs to one organization: names over time, places of work, identifiers, services, stated figures."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models.organization import CONTENT_LANGUAGES, Organization
from organizations.models.places import Place
from organizations.models.vocabularies import IdentifierScheme, ServiceKind
from organizations.querysets import PartQuerySet
from portal.kit.datefields import EarliestDayField, LatestDayField, PartialDateField
from portal.kit.figures import StatedFigure
from portal.kit.history import recorded
from portal.kit.sources import Source
from portal.kit.textfields import LineField, ProseField
from portal.kit.translated import Translated


def of_organization(related_name: str):
    """The link of a row that follows its organization: seen by whoever may see that, gone when it goes."""
    return models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name=related_name, verbose_name=_("organization")
    )


class OrganizationName(models.Model):
    class Kind(models.TextChoices):
        FORMER = "former", _("former name")
        SHORT = "short", _("short name")
        ALIAS = "alias", _("also written")
        TRANSLATED = "translated", _("translation")

    organization = of_organization("names")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = LineField(_("name"), max_length=255)
    language = models.CharField(_("language"), max_length=2, default="vi", choices=CONTENT_LANGUAGES)
    used = PartialDateField(
        _("used"), blank=True, help_text=_("For example 2008-2019, or the year it was seen.")
    )
    used_earliest = EarliestDayField(of="used")
    used_latest = LatestDayField(of="used")
    note_vi = LineField(_("note in Vietnamese"), max_length=255, blank=True)
    note_en = LineField(_("note in English"), max_length=255, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    note = Translated("note")
    history = recorded()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["kind", models.F("used_latest").desc(nulls_last=True), "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "text"],
                name="organizationname_once",
                violation_error_message=_("This name is already there."),
            )
        ]

    def __str__(self):
        return self.text


class OrganizationPlace(models.Model):
    """Where the organization sits or works, then and now; the whole country is a place too."""

    class Role(models.TextChoices):
        SEAT = "seat", _("seat")
        WORK = "work", _("place of work")

    organization = of_organization("places")
    role = models.CharField(_("role"), max_length=4, choices=Role.choices, default=Role.WORK)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="organization_places",
        verbose_name=_("place"),
        help_text=_("The province as it was called at that time; lists lead from old provinces to today's."),
    )
    period = PartialDateField(
        _("period"), blank=True, help_text=_("Empty when unknown, for example 2020 or 2022-2024.")
    )
    period_earliest = EarliestDayField(of="period")
    period_latest = LatestDayField(of="period")
    is_planned = models.BooleanField(
        _("planned"), default=False, help_text=_("Announced, but not known to have happened.")
    )
    note_vi = LineField(_("note in Vietnamese"), max_length=255, blank=True)
    note_en = LineField(_("note in English"), max_length=255, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    note = Translated("note")
    history = recorded()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat or place of work")
        verbose_name_plural = _("seat and places of work")
        ordering = ["role", "place__sort_vi", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "role", "place", "period"],
                name="organizationplace_once",
                violation_error_message=_("This place is already there for the same period."),
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(role="seat", period_latest__isnull=True),
                name="organizationplace_one_open_seat",
                violation_error_message=_("An organization has one seat at a time: end the old one first."),
            ),
        ]

    def __str__(self):
        return str(self.place)

    def has_ended_on(self, day) -> bool:
        return self.period_latest is not None and self.period_latest < day


class Identifier(models.Model):
    """An official number, kept as text as it was written; unique within its scheme once normalised."""

    organization = of_organization("identifiers")
    scheme = models.ForeignKey(
        IdentifierScheme, on_delete=models.PROTECT, related_name="identifiers", verbose_name=_("scheme")
    )
    value = LineField(_("number"), max_length=60, help_text=_("As written, with leading zeros."))
    normalized = models.CharField(max_length=60, editable=False)

    history = recorded()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "normalized"],
                name="identifier_once_per_scheme",
                violation_error_message=_("Another record has this number already."),
            )
        ]

    def __str__(self):
        return f"{self.scheme}: {self.value}"

    def save(self, **kwargs):
        self.normalized = self.normalize(self.value)
        super().save(**kwargs)

    def clean(self):
        self.normalized = self.normalize(self.value or "")
        if not self.normalized:
            raise ValidationError({"value": _("Give a number made of letters and digits.")})
        if self.scheme_id and self.scheme.pattern and not re.fullmatch(self.scheme.pattern, self.normalized):
            raise ValidationError(
                {
                    "value": _("This is not a number of the kind “%(scheme)s”. Check it.")
                    % {"scheme": self.scheme}
                }
            )

    @staticmethod
    def normalize(value: str) -> str:
        """Letters and digits only, upper case: `0123 456 789-001` and `0123456789001` are the same number."""
        return re.sub(r"[^0-9A-Z]", "", value.upper())


class Service(models.Model):
    """Something the organization offers to others."""

    organization = of_organization("services")
    kind = models.ForeignKey(
        ServiceKind, on_delete=models.PROTECT, related_name="services", verbose_name=_("kind")
    )
    description_vi = ProseField(_("what it is, in Vietnamese"), blank=True)
    description_en = ProseField(_("what it is, in English"), blank=True)
    audience_vi = LineField(_("for whom, in Vietnamese"), max_length=255, blank=True)
    audience_en = LineField(_("for whom, in English"), max_length=255, blank=True)
    how_to_ask_vi = LineField(_("how to ask, in Vietnamese"), max_length=255, blank=True)
    how_to_ask_en = LineField(_("how to ask, in English"), max_length=255, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    description = Translated("description")
    audience = Translated("audience")
    how_to_ask = Translated("how_to_ask")
    history = recorded()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["kind__position", "kind__sort_vi", "pk"]

    def __str__(self):
        return str(self.kind)


class OrganizationFigure(StatedFigure):
    organization = of_organization("figures")

    history = recorded()
    objects = PartQuerySet.as_manager()

    class Meta(StatedFigure.Meta):
        abstract = False
