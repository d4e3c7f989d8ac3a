"""The public pages of organizations and places."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import InvalidPage, Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from organizations import facets, listing
from organizations.cards import cards, sheet_rows
from organizations.filters import SEAT, WORK, OrganizationFilter, regions
from organizations.index import in_order, known_places, known_short_forms, public_index
from organizations.models import Organization, Place, PlaceKind
from organizations.profile import Profile
from organizations.search import meanings_of
from organizations.sheets import PUBLIC, with_addresses
from organizations.units import Units
from portal.kit.access import viewer
from portal.kit.kept import kept_on
from portal.kit.sets import InOrder
from portal.kit.sheets.answer import CHUNK, sheet_answer
from portal.kit.sheets.writing import About
from portal.kit.slugs import Moved, get_by_slug
from portal.kit.throttle import limited

PAGE_SIZE = 20
NATIONWIDE_SHOWN = 10
LONGEST_ON_PLACE_PAGE = 50


@login_not_required
def organization_list(request):
    """The list with its facets; what is wrong with a filter or page is said above what can be shown."""
    kept = kept_on(timezone.localdate())
    filterset = OrganizationFilter(request.GET, kept=kept)
    problems = listing.problems_of(filterset)
    grouping = request.GET.get("by", "")
    if grouping in (listing.BY_TODAY, listing.AS_RECORDED):
        rows = listing.listed_by_province(filterset, then=grouping == listing.AS_RECORDED)
    else:
        grouping = ""
        rows = listing.listed(filterset)
    page, page_problem = _page(rows, request.GET.get("page"))
    nationwide, nationwide_more_count = _nationwide(filterset)
    shown = cards([*(number for _which, number in page.object_list), *nationwide], kept)
    rows = [(which, shown[number]) for which, number in page.object_list if number in shown]
    found_count = filterset.found.bit_count()
    params = filterset.chosen | {"by": grouping}
    context = {
        "facets": facets.facets_of(filterset),
        "ways": facets.ways_of(filterset),
        "letters": listing.letters(filterset, params),
        "tags": listing.active_tags(filterset, params),
        "groupings": listing.groupings(params),
        "grouping": grouping,
        "groups": listing.as_groups(rows, filterset.units) if grouping else [],
        "organizations": [] if grouping else [organization for _which, organization in rows],
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
        "meanings": meanings_of(filterset.query, known_short_forms(kept)) if filterset.query else [],
        "nationwide": [shown[number] for number in nationwide if number in shown],
        "nationwide_more_count": nationwide_more_count,
    }
    return render(request, "organizations/list.html", context, status=404 if page_problem else 200)


@limited("download", setting="SEARCHES_PER_MINUTE")
@login_not_required
def organization_download(request, extension):
    """The list as a sheet: the same filters, the same organizations, one row each, in alphabetical order."""
    kept = kept_on(timezone.localdate())
    filterset = OrganizationFilter(request.GET, kept=kept)
    numbers = list(filterset.index.alphabetical.walk(filterset.found))
    about = About(
        title=_("Organizations"),
        as_of=timezone.localtime(),
        filters=[*listing.filters_in_words(filterset), *listing.problems_of(filterset)],
        notes=[_("Only what is public on %(site)s.") % {"site": request.build_absolute_uri("/")}],
    )
    columns = with_addresses(PUBLIC, request.build_absolute_uri)
    return sheet_answer(
        extension, columns, sheet_rows(numbers, kept, at_once=CHUNK), about, name="organizations"
    )


def _page(rows, number):
    """The page asked for; else the first one, with a sentence that says what there is."""
    paginator = Paginator(rows, PAGE_SIZE)
    try:
        return paginator.page(number or 1), ""
    except InvalidPage:
        problem = _("There is no page “%(page)s”; the last one is page %(count)s. Here is the first.")
        return paginator.page(1), problem % {"page": number[:20], "count": paginator.num_pages}


def _nationwide(filterset) -> tuple[list[int], int]:
    """Those that work in the whole country or region around the chosen provinces, under the other filters: the first
    few by number, and how many more there are.

    A visitor of one province may need them too, and no filter by province finds them.
    """
    provinces = [filterset.provinces[slug] for slug in filterset.chosen.get("province", ())]
    if not provinces or filterset.role == SEAT:
        return [], 0
    around = {
        pk for place in provinces if place.parent for pk in (place.parent_id, place.parent.parent_id) if pk
    }
    wider = filterset.narrowed.without("province", "region") & filterset.index.in_places(around, role=WORK)
    further = InOrder([wider & ~filterset.found], filterset.index.alphabetical)
    first = [number for _which, number in further[:NATIONWIDE_SHOWN]]
    return first, len(further) - len(first)


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
        return get_by_slug(Organization.objects.visible_to(user).for_page(), self.kwargs["slug"])

    def get_context_data(self, **kwargs):
        kept = kept_on(timezone.localdate())
        return super().get_context_data(
            profile=Profile(self.object, viewer(self.request), kept),
            is_preview=self.object.is_draft,
            **kwargs,
        )


@login_not_required
def place_list(request):
    """Today's provinces by region with how many organizations sit or work in each, and the units before them."""
    kept = kept_on(timezone.localdate())
    units = Units.at(kept)
    current = in_order(units.current())
    former = in_order(units.former())
    countries = [place for place in known_places(kept).values() if place.kind == PlaceKind.COUNTRY]
    context = {
        "regions": [
            (region, [place for place in current if place.parent_id == region.pk]) for region in regions(kept)
        ],
        "former": [(place, units.provinces[units.today(place.pk)]) for place in former],
        "counts": facets.count_by_unit(public_index(kept), units),
        "countries": in_order(countries),
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
    kept = kept_on(timezone.localdate())
    units, index = Units.at(kept), public_index(kept)
    if place.kind == PlaceKind.PROVINCE:
        sought = units.holds(place.pk)
    else:
        sought = set(Place.objects.within(place).values_list("pk", flat=True))
    found = InOrder([index.organizations & index.in_places(sought)], index.alphabetical)
    first = [number for _which, number in found[:LONGEST_ON_PLACE_PAGE]]
    shown = cards(first, kept)
    current = units.now(place)
    context = {
        "place": place,
        "designation": _designation(place, kept.day),
        "current": current,
        "current_designation": _designation(current, kept.day) if current else None,
        "organizations": [
            (shown[number], [row for row in shown[number].places.all() if row.place_id in sought])
            for number in first
            if number in shown
        ],
        "found_count": len(found),
        "is_cut": len(found) > LONGEST_ON_PLACE_PAGE,
    }
    return render(request, "places/detail.html", context)


def _designation(place, day):
    """What the place is on this day; of a unit that ended before it, what it was last."""
    begun = [one for one in place.designations.all() if not one.since_earliest or one.since_earliest <= day]
    return begun[-1] if begun else None
