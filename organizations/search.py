"""What an organization and a place are found by, and how a typed query is read."""

from collections import defaultdict

from organizations.duplicates import DUPLICATES
from organizations.models import Organization, Place, ShortForm
from portal.kit.search import SEARCH_COLUMNS, Query, search_columns
from portal.kit.text import index_text, words


def read_query(typed: str, short_forms=None) -> Query:
    """The query with the short forms that it contains: of `short_forms`, or asking the database once."""
    expansions: dict[str, list[str]] = {}
    for short in _contained(Query(typed), short_forms):
        meanings = expansions.setdefault(short.folded.strip(), [])
        meanings += [index_text(long).strip() for long in (short.long_vi, short.long_en) if long]
    return Query(typed=typed, expansions=expansions)


def meanings_of(query: Query, short_forms=None) -> list[ShortForm]:
    """The short forms in a query, to tell the reader what else the letters may mean."""
    return _contained(query, short_forms)


def _contained(query, short_forms) -> list[ShortForm]:
    sought = [f" {word}" for word in set(query.folded)]
    if not sought:
        return []
    if short_forms is None:
        return list(ShortForm.objects.filter(folded__in=sought))
    return [short for short in short_forms if short.folded in sought]


def refresh_organizations(organizations):
    """Write anew what these organizations are found by, as duplicates too; in batches, so that any number will do."""
    DUPLICATES.refresh(organizations)
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


def set_search_columns(organizations, *, names, places, lists):
    """What organizations that are not written yet are found by; nothing is saved.

    `names` and `places` are their rows, each with its `organization`; `lists` the terms by list of each of them.
    """
    known = Place.objects.prefetch_related("aliases", "successors__aliases")
    known = known.in_bulk({row.place_id for row in places})
    own_names, own_places, expansions = defaultdict(list), defaultdict(list), long_forms()
    for row in names:
        own_names[id(row.organization)].append(row)
    for row in places:
        row.place = known[row.place_id]
        own_places[id(row.organization)].append(row)
    for organization, terms in zip(organizations, lists, strict=True):
        columns = organization_columns(
            organization,
            names=own_names[id(organization)],
            places=own_places[id(organization)],
            terms=[*terms.get("fields_of_work", ()), *terms.get("groups_served", ())],
            long_forms=expansions,
        )
        for name, value in columns.items():
            setattr(organization, name, value)


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
