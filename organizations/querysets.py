"""The staff's words for organizations and places; every list, page, count and file speaks with them."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from portal.kit.publication import Publication, PublicationQuerySet, may_see_drafts
from portal.kit.search import SEARCH_COLUMNS, SearchQuerySet
from portal.kit.translated import column

LINE_OF_A_LIST = [
    "slug",
    "kind",
    "name_vi",
    "name_en",
    "acronym",
    "ceased",
    "mission_vi",
    "mission_en",
    "description_vi",
    "description_en",
]


class PlaceQuerySet(SearchQuerySet):
    """All places may be seen by everyone: what administrative units exist is public."""

    def visible_to(self, user):
        return self

    def provinces(self):
        return self.filter(kind="province")

    def countries(self):
        return self.filter(kind="country")

    def in_alphabetical_order(self):
        return self.order_by(column("sort"), "pk")

    def within(self, place):
        """The place and what lies in it, then and now."""
        return self.filter(Q(pk=place.pk) | Q(parent=place.pk) | Q(parent__parent=place.pk))

    def for_page(self):
        """With what a place's page shows."""
        return self.select_related("parent__parent").prefetch_related(
            "aliases", "designations", "successions__new", "origins__old"
        )


class OrganizationQuerySet(PublicationQuerySet, SearchQuerySet):
    def organizations(self):
        """Without networks, which are counted and listed apart."""
        return self.exclude(kind="network")

    def in_places(self, places, *, role: str = ""):
        """Seated or working, then or now, in one of these places; `role` narrows to "seat" or "work"."""
        rows = self.model._meta.get_field("places").related_model.objects.filter(place__in=places)
        if role:
            rows = rows.filter(role=role)
        return self.filter(pk__in=rows.values("organization"))

    def newest(self):
        return self.order_by("-created_at", "-pk")

    def in_use(self):
        """Drafts and published ones: what staff still look after."""
        return self.exclude(publication=Publication.ARCHIVED)

    def without_places(self):
        """Neither a seat nor a place of work is known, then or now."""
        return self.filter(places=None)

    def without_contact(self):
        """Visitors find no website, e-mail or phone."""
        return self.filter(website="", public_email="", public_phone="")

    def without_english(self):
        """No English name, or a description that only Vietnamese readers can read."""
        return self.filter(Q(name_en="") | ~Q(description_vi="") & Q(description_en=""))

    def without_level(self):
        """State bodies of which nobody said at which level they stand."""
        return self.filter(kind="state", state_level="")

    def with_registration_running_out(self, *, on, days: tuple[int, int]):
        """A registration ends between so many and so many days from this day on, and no renewal is filed."""
        registrations = self.model._meta.get_field("registrations").related_model.objects
        ending = registrations.running_out(on=on, days=days)
        return self.filter(pk__in=ending.values("organization"))

    def with_registration_run_out(self, *, on):
        """Registered once and no longer on this day, with no renewal filed."""
        registrations = self.model._meta.get_field("registrations").related_model.objects
        ended = registrations.filter(expires_on__lt=on)
        covered = registrations.in_force_or_renewed(on=on)
        return self.filter(pk__in=ended.values("organization")).exclude(pk__in=covered.values("organization"))

    def with_verification_until(self):
        """`verified_until`: to which day the newest verification counts; None when it has no end or there is none."""
        rows = self.model._meta.get_field("verifications").related_model.objects
        newest = rows.filter(organization=models.OuterRef("pk")).order_by("-verified_on", "-pk")
        return self.annotate(verified_until=models.Subquery(newest.values("valid_until")[:1]))

    def with_verification_running_out(self, *, on, days: tuple[int, int]):
        first, last = (on + timedelta(days=count) for count in days)
        return self.with_verification_until().filter(verified_until__gte=first, verified_until__lte=last)

    def with_verification_run_out(self, *, on):
        return self.with_verification_until().filter(verified_until__lt=on)

    def untouched_since(self, day):
        """Last saved before this day."""
        start = timezone.make_aware(datetime.combine(day, time.min))
        return self.filter(updated_at__lt=start)

    def with_seat(self):
        """`seat_name`: where it sits today, in the active language; None when not known."""
        rows = self.model._meta.get_field("places").related_model.objects
        seat = rows.filter(role="seat", period_latest__isnull=True, organization=models.OuterRef("pk"))
        return self.annotate(seat_name=models.Subquery(seat.values(f"place__{column('name')}")[:1]))

    def in_alphabetical_order(self):
        return self.order_by(column("sort"), "pk")

    def for_list(self):
        """The columns that a line of a list shows; `organizations.cards` adds the rows."""
        return self.only(*LINE_OF_A_LIST)

    def for_sheet(self):
        """With what a row of a sheet holds; its lists are `sheet_names`, `sheet_places` and so on."""
        # As plain lists: managers of ten thousand rows would take as long as the rows themselves.
        lists = ["names", "places", "identifiers", "fields_of_work", "groups_served", "goals"]
        return (
            self.select_related("legal_form", "country")
            .defer(*SEARCH_COLUMNS)
            .prefetch_related(
                *(Prefetch(name, to_attr=f"sheet_{name}") for name in lists),
                "sheet_places__place",
                "sheet_identifiers__scheme",
            )
        )

    def for_page(self):
        """What a profile shows of the record itself; `organizations.profile` reads what belongs to it."""
        return self.select_related("legal_form").defer(*SEARCH_COLUMNS)


class PartQuerySet(models.QuerySet):
    """Rows that follow their organization."""

    def visible_to(self, user):
        organization = self.model._meta.get_field("organization").related_model
        if may_see_drafts(user, organization):
            return self
        return self.exclude(organization__publication=Publication.DRAFT)

    def public(self):
        return self.filter(organization__publication=Publication.PUBLISHED)


class StaffOnlyQuerySet(models.QuerySet):
    """Rows for staff who hold the right to view them, and for nobody else."""

    def visible_to(self, user):
        return self if may_see_drafts(user, self.model) else self.none()


class TransparencyDocumentQuerySet(PartQuerySet):
    def visible_to(self, user):
        if may_see_drafts(user, self.model):
            return self
        return self.filter(is_public=True).exclude(organization__publication=Publication.DRAFT)


class RegistrationQuerySet(StaffOnlyQuerySet):
    def running_out(self, *, on, days: tuple[int, int]):
        """Ending between so many and so many days from this day on, with no renewal filed."""
        first, last = (on + timedelta(days=count) for count in days)
        return self.filter(expires_on__gte=first, expires_on__lte=last, renewal_filed_on__isnull=True)

    def in_force_or_renewed(self, *, on):
        """Without an end, not ended on this day, or with a renewal on its way."""
        is_open = Q(expires_on__isnull=True) & Q(none_because="")
        return self.filter(is_open | Q(expires_on__gte=on) | Q(renewal_filed_on__isnull=False))
