"""People are contacts, for staff alone; what may be done with their data stands in their consents."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models.organization import Organization
from organizations.querysets import StaffOnlyQuerySet
from portal.kit.datefields import EarliestDayField, LatestDayField, PartialDateField
from portal.kit.files import DocumentField
from portal.kit.history import recorded
from portal.kit.textfields import FoldedField, LineField, ProseField, SortKeyField
from portal.kit.versions import Versioned


class Person(Versioned):
    """Names stand in the order in which the person writes them; sorting goes by the given name."""

    full_name = LineField(_("full name"), max_length=160)
    given_name = LineField(
        _("given name"),
        max_length=60,
        blank=True,
        help_text=_("Empty means the last word of the full name, as is usual in Viet Nam."),
    )
    honorific = LineField(
        _("form of address"), max_length=30, blank=True, help_text=_("For example Bà, Ông, TS.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = LineField(_("phone"), max_length=40, blank=True)
    note = ProseField(_("note"), blank=True)
    sort_vi = SortKeyField(source="name_to_sort")
    folded = FoldedField(source=("full_name", "email", "phone"))

    personal_columns = ("full_name", "email", "phone")
    history = recorded()
    objects = StaffOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["sort_vi", "pk"]

    def __str__(self):
        return f"{self.honorific} {self.full_name}".strip()

    @property
    def name_to_sort(self) -> str:
        given = self.given_name or (self.full_name.split() or [""])[-1]
        return f"{given} {self.full_name}"


class Affiliation(models.Model):
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="affiliations", verbose_name=_("contact")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="affiliations", verbose_name=_("organization")
    )
    title = LineField(_("title"), max_length=160, blank=True)
    period = PartialDateField(_("period"), blank=True)
    period_earliest = EarliestDayField(of="period")
    period_latest = LatestDayField(of="period")
    is_main = models.BooleanField(_("first contact"), default=False)

    history = recorded()
    objects = StaffOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["-is_main", "pk"]

    def __str__(self):
        return f"{self.person} – {self.organization}"


class Consent(models.Model):
    """One row a purpose: what the person agreed to, when, by which text, with what proof."""

    class Purpose(models.TextChoices):
        CONTACT = "contact", _("being contacted by the network")
        SHARE = "share", _("sharing with members and donors")
        PUBLISH_NAME = "publish_name", _("publishing name and title")
        PHOTO = "photo", _("photographs and video")
        NEWS = "news", _("newsletters")

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="consents", verbose_name=_("contact")
    )
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    text_version = LineField(_("version of the text"), max_length=40)
    given_on = models.DateField(_("given on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    evidence = LineField(
        _("evidence"), max_length=255, help_text=_("How it was given and where the proof lies.")
    )
    file = DocumentField(_("file"), folder="consents", blank=True)

    history = recorded()
    objects = StaffOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["purpose", "-given_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("given_on")),
                name="consent_withdrawn_after_given",
                violation_error_message=_("A consent cannot be withdrawn before it was given."),
            ),
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_on__isnull=True),
                name="consent_one_open_per_purpose",
                violation_error_message=_("There is an open consent for this purpose already."),
            ),
        ]

    def __str__(self):
        return self.get_purpose_display()
