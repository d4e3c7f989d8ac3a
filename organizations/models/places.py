"""Countries, regions, provinces: dated, with what became of them.

A record points to the place as it was; lists and reports group by it or by today's unit. Seven province codes
changed meaning on 1 July 2025, so a code is a key only together with its period.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.querysets import PlaceQuerySet
from portal.kit.datefields import EarliestDayField, LatestDayField, PartialDateField
from portal.kit.history import recorded
from portal.kit.search import SEARCH_COLUMNS, Searchable
from portal.kit.slugs import Slugged
from portal.kit.textfields import FoldedField, LineField, ProseField, SortKeyField
from portal.kit.translated import Translated
from portal.kit.versions import Versioned


class PlaceKind(models.TextChoices):
    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    PROVINCE = "province", _("province or centrally run city")
    CITY = "city", _("city abroad")


class Place(Versioned, Searchable, Slugged):
    kind = models.CharField(_("kind"), max_length=8, choices=PlaceKind.choices)
    name_vi = LineField(_("name in Vietnamese"), max_length=120)
    name_en = LineField(_("name in English"), max_length=120)
    code = LineField(
        _("code"),
        max_length=10,
        blank=True,
        help_text=_("The statistics office's code in the period given below."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    note_vi = ProseField(_("note in Vietnamese"), blank=True)
    note_en = ProseField(_("note in English"), blank=True)
    successors = models.ManyToManyField(
        "self",
        through="PlaceSuccession",
        symmetrical=False,
        related_name="predecessors",
        verbose_name=_("successors"),
    )
    sort_vi = SortKeyField(source="name_vi")
    sort_en = SortKeyField(source="name_en")

    name = Translated("name")
    note = Translated("note")
    history = recorded(excluded_fields=SEARCH_COLUMNS)
    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["sort_vi", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="place_period_in_order",
                violation_error_message=_("“Valid to” lies before “valid from”."),
            ),
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=~Q(code="") & Q(valid_to__isnull=True),
                name="place_code_once_today",
                violation_error_message=_("Another place has this code today."),
            ),
            models.UniqueConstraint(
                fields=["kind", "code", "valid_to"],
                condition=~Q(code="") & Q(valid_to__isnull=False),
                name="place_code_once_per_period",
                violation_error_message=_("Another place had this code until the same day."),
            ),
        ]

    def __str__(self):
        if self.valid_to:
            return _("%(place)s (until %(year)s)") % {"place": self.name, "year": self.valid_to.year}
        return str(self.name)

    def get_absolute_url(self):
        return reverse("places:detail", args=[self.slug])

    def is_current_on(self, day) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class PlaceAlias(models.Model):
    """Another usual spelling or name, for search and for reading sheets."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("place")
    )
    text = LineField(_("spelling"), max_length=120)
    folded = FoldedField(source="text")

    history = recorded()

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        ordering = ["text"]
        constraints = [models.UniqueConstraint(fields=["place", "text"], name="placealias_once")]

    def __str__(self):
        return self.text


class PlaceDesignation(models.Model):
    """What a unit is, from when to when: a province can become a city and stay the same place."""

    class Type(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("region")
        PROVINCE = "province", _("province")
        CITY = "city", _("centrally run city")
        FOREIGN_CITY = "foreign_city", _("city")

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="designations", verbose_name=_("place")
    )
    type = models.CharField(_("type"), max_length=12, choices=Type.choices)
    since = PartialDateField(_("since"), blank=True)
    since_earliest = EarliestDayField(of="since")
    until = PartialDateField(_("until"), blank=True)
    until_latest = LatestDayField(of="until")
    legal_basis = LineField(_("legal basis"), max_length=200, blank=True)

    history = recorded()

    class Meta:
        verbose_name = _("type over time")
        verbose_name_plural = _("types over time")
        ordering = ["place", models.F("since_earliest").asc(nulls_first=True)]

    def __str__(self):
        return self.get_type_display()


class PlaceSuccession(models.Model):
    """The old unit became the new one, whole or in part."""

    old = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="successions", verbose_name=_("old unit")
    )
    new = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="origins", verbose_name=_("new unit")
    )
    on = models.DateField(_("on"))
    is_whole = models.BooleanField(
        _("whole"), default=True, help_text=_("Untick when only a part went there.")
    )
    legal_basis = LineField(_("legal basis"), max_length=200, blank=True)

    history = recorded()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["on", "old"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="placesuccession_once"),
            models.UniqueConstraint(
                fields=["old"],
                condition=Q(is_whole=True),
                name="placesuccession_one_whole",
                violation_error_message=_("A unit can go as a whole into one other only."),
            ),
            models.CheckConstraint(
                condition=~Q(old=models.F("new")),
                name="placesuccession_two_places",
                violation_error_message=_("A unit cannot succeed itself."),
            ),
        ]

    def __str__(self):
        return f"{self.old} → {self.new}"
