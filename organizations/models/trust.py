"""What lets others trust an organization: registrations, our own verification, published accounts."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models.details import of_organization
from organizations.models.vocabularies import LegalForm
from organizations.querysets import RegistrationQuerySet, StaffOnlyQuerySet, TransparencyDocumentQuerySet
from portal.kit.datefields import EarliestDayField, PartialDateField
from portal.kit.files import DocumentField
from portal.kit.history import recorded
from portal.kit.textfields import LineField, LinkField, ProseField
from portal.kit.translated import Translated


class Registration(models.Model):
    """A legal registration, or the reason why there is none. Expired rows stay. Staff only."""

    organization = of_organization("registrations")
    legal_form = models.ForeignKey(
        LegalForm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal form"),
    )
    authority = LineField(_("issued by"), max_length=255, blank=True)
    decision_number = LineField(_("decision number"), max_length=120, blank=True)
    issued = PartialDateField(_("issued"), blank=True)
    issued_earliest = EarliestDayField(of="issued")
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    renewal_filed_on = models.DateField(_("renewal filed on"), null=True, blank=True)
    none_because = LineField(
        _("none, because"),
        max_length=255,
        blank=True,
        help_text=_("Only when the organization has no registration."),
    )
    file = DocumentField(_("file"), folder="registrations", blank=True)

    history = recorded()
    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = [models.F("issued_earliest").desc(nulls_last=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(none_because="") | Q(decision_number="", authority="", expires_on__isnull=True),
                name="registration_or_the_reason",
                violation_error_message=_(
                    "Give either a registration or the reason why there is none, not both."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(none_because="", decision_number="", authority=""),
                name="registration_says_something",
                violation_error_message=_(
                    "Give who issued it and its number, or the reason why there is none."
                ),
            ),
        ]

    def __str__(self):
        return self.decision_number or self.authority or self.none_because


class Verification(models.Model):
    """The network checked the organization on a day. Rows are only added; the newest one counts. Staff only."""

    organization = of_organization("verifications")
    verified_on = models.DateField(_("verified on"))
    verified_by = LineField(_("verified by"), max_length=160)
    checklist = ProseField(_("checklist"), blank=True, help_text=_("What was looked at, a line each."))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    history = recorded()
    objects = StaffOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-verified_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("verified_on")),
                name="verification_period_in_order",
                violation_error_message=_("“Valid until” lies before “verified on”."),
            )
        ]

    def __str__(self):
        return f"{self.verified_on:%d/%m/%Y}"


class TransparencyDocument(models.Model):
    """Accounts, audit, yearly report or certificate of one year."""

    class Kind(models.TextChoices):
        ACCOUNTS = "accounts", _("accounts")
        AUDIT = "audit", _("audit")
        ANNUAL_REPORT = "annual_report", _("annual report")
        CERTIFICATE = "certificate", _("certificate")

    organization = of_organization("documents")
    kind = models.CharField(_("kind"), max_length=13, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    title_vi = LineField(_("title in Vietnamese"), max_length=255, blank=True)
    title_en = LineField(_("title in English"), max_length=255, blank=True)
    file = DocumentField(_("file"), folder="transparency", blank=True)
    url = LinkField(_("link"), max_length=500, blank=True)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Tick to show it on the public page.")
    )

    title = Translated("title")
    history = recorded()
    objects = TransparencyDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("transparency document")
        verbose_name_plural = _("transparency documents")
        ordering = ["-year", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="", url=""),
                name="transparencydocument_file_or_link",
                violation_error_message=_("Give a file or a link."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.year}"

    def clean(self):
        if not self.file and not self.url:
            raise ValidationError(_("Give a file or a link."))
