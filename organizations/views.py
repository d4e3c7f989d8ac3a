"""The public pages of organizations and places."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import InvalidPage, Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from organizations import facets, listing
from organizations.filters import SEAT, WORK, OrganizationFilter
from organizations.models import Organization, Place, PlaceKind
from organizations.profile import Profile
from organizations.search import meanings_of
from organizations.sheets import PUBLIC, with_addresses
from organizations.units import Units
from portal.kit.access import viewer
from portal.kit.sheets.answer import CHUNK, sheet_answer
from portal.kit.sheets.writing import About
from portal.kit.slugs import Moved, get_by_slug
from portal.kit.throttle import limited
from portal.kit.translated import column

PAGE_SIZE = 20
NATIONWIDE_SHOWN = 10
LONGEST_ON_PLACE_PAGE = 50


@login_not_required
def organization_list(request):
    """The list with its facets; what is wrong with a filter or page is said above what can be shown."""
    units = Units.on(timezone.localdate())
    filterset = OrganizationFilter(
        request.GET, queryset=Organization.objects.public().organizations(), units=units
    )
    problems = listing.problems_of(filterset)
    found = filterset.qs
    grouping = request.GET.get("by", "")
    if grouping in (listing.BY_TODAY, listing.AS_RECORDED):
        rows = listing.grouped_rows(filterset, then=grouping == listing.AS_RECORDED)
    else:
        grouping = ""
        rows = _best_first(found, filterset.query) if filterset.query else found.in_alphabetical_order()
        rows = rows.for_list()
    page, page_problem = _page(rows, request.GET.get("page"))
    found_count = found.count() if grouping else page.paginator.count
    params = filterset.chosen | {"by": grouping}
    context = {
        "facets": facets.facets_of(filterset),
        "ways": facets.ways_of(filterset),
        "letters": listing.letters(filterset, params),
        "tags": listing.active_tags(filterset, params),
        "groupings": listing.groupings(params),
        "grouping": grouping,
        "groups": listing.as_groups(page.object_list, units) if grouping else [],
        "organizations": [] if grouping else page.object_list,
        "found": listing.found_in_words(filterset, found_count),
        "found_count": found_count,
        "typed": filterset.chosen.get("q", [""])[0],
        "letter": filterset.chosen.get("letter", [""])[0],
        "page": page,
        "pages": listing.pages(page, params) if page.has_other_pages() else [],
        "previous_url": listing.page_address(params, page.number - 1) if page.has_previous() else "",
        "next_url": listing.page_address(params, page.number + 1) if page.has_next() else "",
        "downloads": listing.downloads(filterset),
        "problems": [*problems, page_problem] if page_problem else problems,
        "meanings": meanings_of(filterset.query) if filterset.query else [],
        **_nationwide(filterset),
    }
    return render(request, "organizations/list.html", context, status=404 if page_problem else 200)


@limited("download", setting="SEARCHES_PER_MINUTE")
@login_not_required
def organization_download(request, extension):
    """The list as a sheet: the same filters, the same organizations, one row each, in alphabetical order."""
    today = timezone.localdate()
    filterset = OrganizationFilter(
        request.GET, queryset=Organization.objects.public().organizations(), units=Units.on(today)
    )
    rows = filterset.qs.in_alphabetical_order().for_sheet()
    about = About(
        title=_("Organizations"),
        as_of=timezone.localtime(),
        filters=[*listing.filters_in_words(filterset), *listing.problems_of(filterset)],
        notes=[_("Only what is public on %(site)s.") % {"site": request.build_absolute_uri("/")}],
    )
    columns = with_addresses(PUBLIC, request.build_absolute_uri)
    return sheet_answer(extension, columns, rows.iterator(chunk_size=CHUNK), about, name="organizations")


def _best_first(queryset, query):
    return queryset.with_rank(query).order_by("rank", column("sort"), "pk")


def _page(rows, number):
    """The page asked for; else the first one, with a sentence that says what there is."""
    paginator = Paginator(rows, PAGE_SIZE)
    try:
        return paginator.page(number or 1), ""
    except InvalidPage:
        problem = _("There is no page “%(page)s”; the last one is page %(count)s. Here is the first.")
        return paginator.page(1), problem % {"page": number[:20], "count": paginator.num_pages}


def _nationwide(filterset):
    """Those that work in the whole country or region around the chosen provinces, under the other filters.

    A visitor of one province may need them too, and no filter by province finds them.
    """
    provinces = [filterset.provinces[slug] for slug in filterset.chosen.get("province", ())]
    if not provinces or filterset.role == SEAT:
        return {"nationwide": [], "nationwide_more_count": 0}
    around = {
        pk for place in provinces if place.parent for pk in (place.parent_id, place.parent.parent_id) if pk
    }
    wider = filterset.without("province", "region").in_places(around, role=WORK)
    further = wider.exclude(pk__in=filterset.qs.values("pk")).in_alphabetical_order()
    return {
        "nationwide": further[:NATIONWIDE_SHOWN],
        "nationwide_more_count": max(0, further.count() - NATIONWIDE_SHOWN),
    }


@method_decorator(login_not_required, name="dispatch")
class OrganizationDetailView(DetailView):
    template_name = "organizations/detail.html"
    context_object_name = "organization"

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Moved as moved:
            return moved.redirect()

    def get_object(self):
        user = viewer(self.request)
        return get_by_slug(Organization.objects.visible_to(user).for_page(user), self.kwargs["slug"])

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(
            profile=Profile(self.object, Units.on(today), today), is_preview=self.object.is_draft, **kwargs
        )


@login_not_required
def place_list(request):
    """Today's provinces by region with how many organizations sit or work in each, and the units before them."""
    units = Units.on(timezone.localdate())
    # Regions were entered from north to south.
    regions = Place.objects.filter(kind=PlaceKind.REGION).order_by("pk")
    current = listing.in_order(units.current())
    former = listing.in_order(units.former())
    context = {
        "regions": [
            (region, [place for place in current if place.parent_id == region.pk]) for region in regions
        ],
        "former": [(place, units.provinces[units.today(place.pk)]) for place in former],
        "counts": facets.count_by_unit(Organization.objects.public().organizations(), units),
        "countries": Place.objects.countries().in_alphabetical_order(),
        "current_count": len(current),
    }
    return render(request, "places/list.html", context)


@login_not_required
def place_detail(request, slug):
    """A place: what it is and was, what became of it, who sits and works there, then and now."""
    try:
        place = get_by_slug(Place.objects.visible_to(viewer(request)).for_page(), slug)
    except Moved as moved:
        return moved.redirect()
    today = timezone.localdate()
    units = Units.on(today)
    if place.kind == PlaceKind.PROVINCE:
        sought = units.holds(place.pk)
    else:
        sought = set(Place.objects.within(place).values_list("pk", flat=True))
    found = Organization.objects.public().organizations().in_places(sought)
    found_count = found.count()
    shown = found.in_alphabetical_order().for_list()[:LONGEST_ON_PLACE_PAGE]
    current = units.provinces.get(units.today(place.pk))
    context = {
        "place": place,
        "designation": _designation(place, today),
        "current": current if current and current.pk != place.pk else None,
        "current_designation": _designation(current, today) if current else None,
        "organizations": [
            (one, [row for row in one.places.all() if row.place_id in sought]) for one in shown
        ],
        "found_count": found_count,
        "is_cut": found_count > LONGEST_ON_PLACE_PAGE,
    }
    return render(request, "places/detail.html", context)


def _designation(place, day):
    """What the place is on this day; of a unit that ended before it, what it was last."""
    begun = [one for one in place.designations.all() if not one.since_earliest or one.since_earliest <= day]
    return begun[-1] if begun else None
