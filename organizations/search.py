"""What an organization and a place are found by, and how a typed query is read."""

from organizations.models import Organization, Place, ShortForm
from portal.kit.search import SEARCH_COLUMNS, Query, search_columns
from portal.kit.text import index_text, words


def read_query(typed: str) -> Query:
    """The query with the short forms that it contains; asks the database once."""
    sought = [f" {word}" for word in set(Query(typed).folded)]
    expansions: dict[str, list[str]] = {}
    for short in ShortForm.objects.filter(folded__in=sought) if sought else ():
        meanings = expansions.setdefault(short.folded.strip(), [])
        meanings += [index_text(long).strip() for long in (short.long_vi, short.long_en) if long]
    return Query(typed=typed, expansions=expansions)


def meanings_of(query: Query):
    """The short forms in a query, to tell the reader what else the letters may mean."""
    if not query.folded:
        return ShortForm.objects.none()
    return ShortForm.objects.filter(folded__in=[f" {word}" for word in query.folded])


def refresh_organizations(organizations):
    """Write anew what these organizations are found by; in batches, so that any number will do."""
    batch, expansions = [], long_forms()
    related = ["names", "fields_of_work", "groups_served"]
    related += ["places__place__aliases", "places__place__successors__aliases"]
    for organization in organizations.prefetch_related(*related).iterator(chunk_size=500):
        columns = organization_columns(
            organization,
            names=organization.names.all(),
            places=organization.places.all(),
            terms=[*organization.fields_of_work.all(), *organization.groups_served.all()],
            long_forms=expansions,
        )
        for name, value in columns.items():
            setattr(organization, name, value)
        batch.append(organization)
        if len(batch) == 500:
            _write(Organization, batch)
            batch = []
    _write(Organization, batch)


def refresh_places(places):
    """Write anew what these places are found by."""
    batch = []
    for place in places.prefetch_related("aliases"):
        for name, value in _place_columns(place).items():
            setattr(place, name, value)
        batch.append(place)
    _write(Place, batch)


def _write(model, records):
    if records:
        model.objects.bulk_update(records, SEARCH_COLUMNS)


def long_forms() -> dict[str, list[str]]:
    """What each folded short form stands for, in both languages."""
    meanings: dict[str, list[str]] = {}
    for short in ShortForm.objects.all():
        meanings.setdefault(short.folded.strip(), []).extend([short.long_vi, short.long_en])
    return meanings


def organization_columns(organization, *, names, places, terms, long_forms) -> dict[str, str]:
    """What the organization is found by, from its rows, written already or not yet: its other names, its places with
    their places' aliases and successors at hand, its fields of work and groups; `long_forms` of `long_forms()`."""
    own_names = [organization.name_vi, organization.name_en, organization.acronym, organization.local_name]
    own_names += [name.text for name in names]
    prose = [
        organization.mission_vi,
        organization.mission_en,
        organization.description_vi,
        organization.description_en,
    ]
    # Whoever writes BĐG is found by «bình đẳng giới». Names stay as they are: an acronym means its organization.
    prose += [long for word in sorted(set(words(" ".join(prose)))) for long in long_forms.get(word, ())]
    heads = []
    for row in places:
        heads += _names_of_place(row.place)
        for successor in row.place.successors.all():
            heads += _names_of_place(successor)
    for term in terms:
        prose += [term.name_vi, term.name_en]
    return search_columns(names=own_names, heads=_each_once(heads), prose=prose)


def _place_columns(place) -> dict[str, str]:
    return search_columns(names=_names_of_place(place))


def _names_of_place(place) -> list[str]:
    return [place.name_vi, place.name_en, *(alias.text for alias in place.aliases.all())]


def _each_once(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))
