"""An organization: what it is, where it sits and works, what it does and for whom."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.models.places import Place
from organizations.models.vocabularies import FieldOfWork, Goal, GroupServed, LegalForm
from organizations.querysets import OrganizationQuerySet
from portal.kit.datefields import EarliestDayField, LatestDayField, PartialDateField
from portal.kit.history import recorded
from portal.kit.images import PictureField
from portal.kit.initials import InitialField
from portal.kit.publication import Publishable, publication_check
from portal.kit.search import SEARCH_COLUMNS, Searchable
from portal.kit.slugs import Slugged
from portal.kit.sources import Source
from portal.kit.textfields import LineField, LinkField, ProseField, SortKeyField
from portal.kit.translated import Translated
from portal.kit.versions import Versioned

CONTENT_LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English")), ("lo", _("Lao"))]


class Kind(models.TextChoices):
    CSO = "cso", _("Vietnamese civil-society organization")
    ASSOCIATION = "association", _("association")
    INGO = "ingo", _("foreign non-governmental organization")
    INTERGOVERNMENTAL = "intergovernmental", _("United Nations or intergovernmental body")
    DONOR_AGENCY = "donor_agency", _("donor agency")
    STATE = "state", _("State body")
    ACADEMIC = "academic", _("academic or research institution")
    BUSINESS = "business", _("business")
    MASS_ORGANIZATION = "mass_organization", _("mass organization")
    UMBRELLA = "umbrella", _("umbrella organization")
    INFORMAL_GROUP = "informal_group", _("informal group")
    FOREIGN_CSO = "foreign_cso", _("foreign civil-society organization")
    NETWORK = "network", _("network")


class StateLevel(models.TextChoices):
    CENTRAL = "central", _("central")
    PROVINCE = "province", _("province")
    DISTRICT = "district", _("district (until 30 June 2025)")
    COMMUNE = "commune", _("commune")


class Organization(Versioned, Publishable, Searchable, Slugged):
    kind = models.CharField(_("kind"), max_length=17, choices=Kind.choices)
    legal_form = models.ForeignKey(
        LegalForm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name=_("legal form"),
    )
    name_vi = LineField(
        _("name in Vietnamese"), max_length=255, help_text=_("The full name, as on its own papers.")
    )
    name_en = LineField(_("name in English"), max_length=255, blank=True)
    acronym = LineField(
        _("acronym"),
        max_length=40,
        blank=True,
        help_text=_("For example MSD. Two organizations may have the same one."),
    )
    local_name = LineField(_("name in another language"), max_length=255, blank=True)
    local_language = models.CharField(
        _("its language"), max_length=2, blank=True, choices=CONTENT_LANGUAGES[2:]
    )

    founded = PartialDateField(_("founded"), blank=True)
    founded_earliest = EarliestDayField(of="founded")
    founded_latest = LatestDayField(of="founded")
    ceased = PartialDateField(
        _("ceased"), blank=True, help_text=_("When it was dissolved or merged into another.")
    )
    ceased_latest = LatestDayField(of="ceased")
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    mission_vi = ProseField(_("mission in Vietnamese"), blank=True)
    mission_en = ProseField(_("mission in English"), blank=True)
    description_vi = ProseField(_("description in Vietnamese"), blank=True)
    description_en = ProseField(_("description in English"), blank=True)

    country = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations_of",
        verbose_name=_("country"),
    )
    address = LineField(_("address as written"), max_length=255, blank=True)
    website = LinkField(_("website"), max_length=300, blank=True)
    public_email = models.EmailField(
        _("public e-mail"), blank=True, help_text=_("Of the organization, not of a person.")
    )
    public_phone = LineField(
        _("public phone"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^[0-9+().\-/ ]{6,40}\Z", _("Use digits, spaces and + ( ) . - only."))],
    )

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="branches",
        verbose_name=_("parent organization"),
    )
    governing_body = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="governed",
        verbose_name=_("governing body"),
    )
    state_level = models.CharField(
        _("level of the State body"), max_length=8, blank=True, choices=StateLevel.choices
    )
    state_sector_vi = LineField(_("sector of the State body, in Vietnamese"), max_length=160, blank=True)
    state_sector_en = LineField(_("sector of the State body, in English"), max_length=160, blank=True)

    fields_of_work = models.ManyToManyField(
        FieldOfWork, blank=True, related_name="organizations", verbose_name=_("fields of work")
    )
    groups_served = models.ManyToManyField(
        GroupServed, blank=True, related_name="organizations", verbose_name=_("groups served")
    )
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="organizations", verbose_name=_("Sustainable Development Goals")
    )
    logo = PictureField(
        _("logo"), folder="logos", blank=True, help_text=_("PNG, JPEG, WebP or GIF, at most 10 MB.")
    )
    sources = models.ManyToManyField(
        Source, blank=True, related_name="organizations", verbose_name=_("sources")
    )

    sort_vi = SortKeyField(source="name_vi")
    sort_en = SortKeyField(source="name_to_sort_en")
    initial_vi = InitialField(source="name_vi")
    initial_en = InitialField(source="name_to_sort_en")

    name = Translated("name")
    mission = Translated("mission")
    description = Translated("description")
    state_sector = Translated("state_sector")
    history = recorded(
        m2m_fields=[fields_of_work, groups_served, goals, sources], excluded_fields=SEARCH_COLUMNS
    )
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        permissions = [
            ("publish_organization", _("Can publish, archive and return organizations to draft")),
            ("export_organization", _("Can download lists of organizations")),
        ]
        ordering = ["sort_vi", "pk"]
        constraints = [
            publication_check("organization_publication_known"),
            models.CheckConstraint(
                condition=~Q(name_vi=""),
                name="organization_has_a_name",
                violation_error_message=_("An organization needs a name in Vietnamese."),
            ),
            models.CheckConstraint(
                condition=Q(local_name="", local_language="") | ~Q(local_name="") & ~Q(local_language=""),
                name="organization_local_name_has_language",
                violation_error_message=_("Say in which language the name in another language is."),
            ),
            models.CheckConstraint(
                condition=Q(state_level="") | Q(kind=Kind.STATE),
                name="organization_level_for_state_bodies",
                violation_error_message=_("Only a State body has a level."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="organization_not_its_own_parent",
                violation_error_message=_("An organization cannot be its own parent."),
            ),
        ]
        indexes = [
            models.Index(fields=["publication", "sort_vi", "id"], name="organization_listed_vi"),
            models.Index(fields=["publication", "sort_en", "id"], name="organization_listed_en"),
        ]

    def __str__(self):
        if self.acronym and self.acronym not in self.name:
            return f"{self.name} ({self.acronym})"
        return str(self.name)

    @property
    def reference(self) -> str:
        """The portal's own reference: what a sheet carries so that its rows are known again."""
        return f"TC-{self.pk:05d}"

    @property
    def short_name(self) -> str:
        """The acronym where there is one, else the name: for trails and narrow places."""
        return self.acronym or self.name

    @property
    def name_to_sort_en(self) -> str:
        return self.name_en or self.name_vi

    def get_absolute_url(self):
        return reverse("organizations:detail", args=[self.slug])
