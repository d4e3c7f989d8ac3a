"""The staff desk for organizations, places, people and word lists."""

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from organizations import models, search, services
from organizations.duplicates import DUPLICATES
from organizations.forms import (
    FigureForm,
    NamesFormSet,
    OrganizationForm,
    PlaceForm,
    PlacesFormSet,
    RegistrationForm,
)
from organizations.gaps import gaps_for, needing
from organizations.merging import MERGING
from organizations.resources import OrganizationResource
from organizations.sheets import STAFF
from portal.kit.access_log import ViewsAreLogged
from portal.kit.admin import DeskAdmin, DeskInline, PublicationAdmin, TermAdmin
from portal.kit.desk_sheets import SheetsOfList
from portal.kit.duplicates.desk import DuplicatesOfList
from portal.kit.erasing.desk import ErasingPages
from portal.kit.imports.desk import ImportsOfList
from portal.kit.merging.desk import MergesOfList


class PlaceInline(DeskInline):
    model = models.OrganizationPlace
    formset = PlacesFormSet
    fields = [("role", "place", "period"), ("note_vi", "note_en"), ("source", "is_planned")]
    autocomplete_fields = ["place", "source"]


class NameInline(DeskInline):
    model = models.OrganizationName
    formset = NamesFormSet
    fields = [("text", "kind", "language"), ("used", "source"), ("note_vi", "note_en")]
    autocomplete_fields = ["source"]


class ServiceInline(DeskInline):
    model = models.Service
    fields = [
        ("kind", "source"),
        ("description_vi", "description_en"),
        ("audience_vi", "audience_en"),
        ("how_to_ask_vi", "how_to_ask_en"),
    ]
    autocomplete_fields = ["source"]


class FigureInline(DeskInline):
    model = models.OrganizationFigure
    form = FigureForm
    fields = [
        ("what_vi", "what_en"),
        ("qualifier", "value", "unit", "currency"),
        ("period", "as_of", "source"),
    ]
    autocomplete_fields = ["source"]


class DocumentInline(DeskInline):
    model = models.TransparencyDocument
    fields = [("kind", "year", "is_public"), ("title_vi", "title_en"), ("file", "url")]


class IdentifierInline(DeskInline):
    model = models.Identifier
    fields = [("scheme", "value")]


class RegistrationInline(DeskInline):
    model = models.Registration
    form = RegistrationForm
    fields = [
        ("authority", "decision_number", "legal_form"),
        ("issued", "expires_on", "renewal_filed_on"),
        ("file", "none_because"),
    ]


class VerificationInline(DeskInline):
    """Rows are only added: what was verified on a day stays said."""

    model = models.Verification
    fields = [("verified_on", "verified_by", "valid_until"), "checklist"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class AffiliationInline(DeskInline):
    model = models.Affiliation
    fields = [("person", "title"), ("period", "is_main")]
    autocomplete_fields = ["person"]


class GapFilter(admin.SimpleListFilter):
    """The lines of the first screen, as a filter that shows exactly the records they count."""

    title = _("to be done")
    parameter_name = "needs"

    def lookups(self, request, model_admin):
        return [(name, gap.label) for name, gap in gaps_for(request.user).items()]

    def queryset(self, request, queryset):
        gap = gaps_for(request.user).get(self.value())
        return needing(queryset, gap, on=timezone.localdate()) if gap else queryset


@admin.register(models.Organization)
class OrganizationAdmin(DuplicatesOfList, MergesOfList, ImportsOfList, SheetsOfList, PublicationAdmin):
    sheet_columns = STAFF
    import_resource = OrganizationResource
    duplicates, merging = DUPLICATES, MERGING
    form = OrganizationForm
    list_display = ["full_name", "kind", "seat", "state", "updated"]
    list_filter = [
        "publication",
        GapFilter,
        "kind",
        ("places__place", admin.RelatedOnlyFieldListFilter),
        ("fields_of_work", admin.RelatedOnlyFieldListFilter),
        ("groups_served", admin.RelatedOnlyFieldListFilter),
        ("country", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["search_text_folded"]
    search_help_text = _(
        "By name, earlier name, acronym, place or words of the description; marks may be left out."
    )
    ordering = ["sort_vi", "pk"]
    autocomplete_fields = [
        "legal_form",
        "country",
        "parent",
        "governing_body",
        "successor",
        "fields_of_work",
        "groups_served",
        "goals",
        "sources",
    ]
    inlines = [
        PlaceInline,
        NameInline,
        ServiceInline,
        FigureInline,
        DocumentInline,
        IdentifierInline,
        RegistrationInline,
        VerificationInline,
        AffiliationInline,
    ]
    fieldsets = [
        (
            _("Name and kind"),
            {
                "fields": [
                    ("name_vi", "name_en"),
                    ("acronym", "kind", "legal_form"),
                    ("local_name", "local_language"),
                ]
            },
        ),
        (
            _("What it does"),
            {
                "fields": [
                    ("description_vi", "description_en"),
                    ("mission_vi", "mission_en"),
                    ("fields_of_work", "groups_served"),
                    "goals",
                ]
            },
        ),
        (
            _("Where and how to reach it"),
            {"fields": [("address", "country"), ("website", "public_email", "public_phone")]},
        ),
        (
            _("Origin and belonging"),
            {
                "fields": [("founded", "ceased", "successor"), ("parent", "governing_body")],
                "classes": ["collapse"],
            },
        ),
        (
            _("Only for State bodies"),
            {"fields": [("state_level", "state_sector_vi", "state_sector_en")], "classes": ["collapse"]},
        ),
        (_("Page and sources"), {"fields": [("logo", "slug"), "sources"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_seat()

    @admin.display(description=_("name"), ordering="sort_vi")
    def full_name(self, organization):
        """In Vietnamese whatever the page's language: the list is in the order of these names."""
        name, acronym = organization.name_vi, organization.acronym
        return f"{name} ({acronym})" if acronym and acronym not in name else name

    @admin.display(description=_("seat"), ordering="seat_name", empty_value="–")
    def seat(self, organization):
        return organization.seat_name

    @admin.display(description=_("updated"), ordering="updated_at")
    def updated(self, organization):
        return date_format(timezone.localtime(organization.updated_at), "SHORT_DATE_FORMAT")

    def read_query(self, term):
        return search.read_query(term)

    def finish(self, record):
        services.finish(record)

    def move_publication(self, record, **how):
        services.move_publication(record, **how)


class AliasInline(DeskInline):
    model = models.PlaceAlias
    fields = ["text"]


class DesignationInline(DeskInline):
    model = models.PlaceDesignation
    fields = [("type", "since", "until"), "legal_basis"]


class SuccessionInline(DeskInline):
    model = models.PlaceSuccession
    fk_name = "old"
    fields = [("new", "on"), ("legal_basis", "is_whole")]
    autocomplete_fields = ["new"]
    verbose_name = _("successor")
    verbose_name_plural = _("what it became")


@admin.register(models.Place)
class PlaceAdmin(DeskAdmin):
    form = PlaceForm
    list_display = ["name_vi", "name_en", "kind", "code", "valid_from", "valid_to"]
    list_filter = [
        "kind",
        ("valid_to", admin.EmptyFieldListFilter),
        ("parent", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["search_text_folded"]
    search_help_text = _("By any usual spelling, with or without marks, for example daklak.")
    ordering = ["sort_vi", "pk"]
    autocomplete_fields = ["parent"]
    inlines = [AliasInline, DesignationInline, SuccessionInline]
    fieldsets = [
        (
            _("Name and period"),
            {"fields": [("name_vi", "name_en"), ("kind", "parent", "code"), ("valid_from", "valid_to")]},
        ),
        (_("Notes and address"), {"fields": [("note_vi", "note_en"), "slug"]}),
    ]

    def finish(self, record):
        search.refresh_places(models.Place.objects.filter(pk=record.pk))
        affected = models.Place.objects.filter(pk=record.pk) | record.predecessors.all()
        search.refresh_organizations(models.Organization.objects.in_places(affected.values("pk")))


class ConsentInline(DeskInline):
    model = models.Consent
    fields = [("purpose", "text_version"), ("given_on", "withdrawn_on"), ("evidence", "file")]


class PersonAffiliationInline(DeskInline):
    model = models.Affiliation
    fields = [("organization", "title"), ("period", "is_main")]
    autocomplete_fields = ["organization"]


@admin.register(models.Person)
class PersonAdmin(ErasingPages, ViewsAreLogged, DeskAdmin):
    list_display = ["full_name", "honorific", "email", "phone"]
    search_fields = ["folded"]
    search_help_text = _("By name, e-mail or phone; marks may be left out.")
    ordering = ["sort_vi", "pk"]
    inlines = [PersonAffiliationInline, ConsentInline]
    fieldsets = [
        (None, {"fields": [("honorific", "full_name", "given_name"), ("email", "phone"), "note"]}),
    ]


class WordListAdmin(TermAdmin):
    """Words that organizations are found by: changing one changes what they are found by."""

    def finish(self, record):
        if hasattr(record, "organizations"):
            search.refresh_organizations(record.organizations.all())


@admin.register(models.LegalForm)
class LegalFormAdmin(TermAdmin):
    list_display = [*TermAdmin.list_display, "law"]
    fieldsets = [(None, {"fields": [("name_vi", "name_en"), ("code", "position"), "law", "is_active"]})]


@admin.register(models.IdentifierScheme)
class IdentifierSchemeAdmin(TermAdmin):
    list_display = [*TermAdmin.list_display, "pattern"]
    fieldsets = [(None, {"fields": [("name_vi", "name_en"), ("code", "position"), "pattern", "is_active"]})]


@admin.register(models.Goal)
class GoalAdmin(DeskAdmin):
    list_display = ["number", "name_vi", "name_en"]
    list_display_links = ["number", "name_vi"]
    search_fields = ["folded"]
    fieldsets = [(None, {"fields": ["number", ("name_vi", "name_en")]})]
    readonly_fields = ["number"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(models.ShortForm)
class ShortFormAdmin(DeskAdmin):
    list_display = ["short", "long_vi", "long_en"]
    search_fields = ["folded"]
    fieldsets = [(None, {"fields": ["short", ("long_vi", "long_en"), ("note_vi", "note_en")]})]


admin.site.register([models.FieldOfWork, models.GroupServed, models.ServiceKind], WordListAdmin)
