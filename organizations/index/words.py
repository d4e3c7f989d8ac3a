"""What public organizations and places are found by when somebody types words; made when first somebody does."""

from datetime import date

from organizations.index.places import known_places
from organizations.index.public import public_index
from organizations.models import Organization, Place, ShortForm
from portal.kit.kept import part
from portal.kit.search_index import SearchIndex
from portal.kit.sets import Numbering


@part
def known_short_forms(kept) -> list[ShortForm]:
    return list(ShortForm.objects.all())


@part
def organization_words(kept) -> SearchIndex:
    """Over the numbers of `public_index`."""
    before = kept.before(organization_words)
    return SearchIndex.of(Organization.objects.public(), public_index(kept).numbering, before)


@part
def place_words(kept) -> tuple[Numbering, SearchIndex]:
    """Over numbers of their own: units of today first, then those that ended, the last to end first; by name."""
    places = sorted(known_places(kept).values(), key=lambda place: place.valid_to or date.max, reverse=True)
    numbering = Numbering.of(place.pk for place in places)
    return numbering, SearchIndex.of(Place.objects.all(), numbering)
