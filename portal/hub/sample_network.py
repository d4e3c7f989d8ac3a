"""The sample network: the facts of five public documents, read from the files in `sample/`.

Organizations go through the services that staff use. A record is loaded once: what was edited, renamed or deleted
since is never touched again, and what staff entered before it is left as it is.
"""

import tomllib
from pathlib import Path

from django.db import transaction

from organizations.models import (
    FieldOfWork,
    Goal,
    GroupServed,
    LegalForm,
    Organization,
    Place,
    ServiceKind,
)
from organizations.services import change_organization, create_organization
from portal.hub.models import SampleRecord, SitePage
from portal.kit.history import Way, recording
from portal.kit.sources import Source

FOLDER = Path(__file__).parent / "sample"
COLUMNS = [
    "slug", "kind", "acronym", "name_vi", "name_en", "local_name", "local_language", "founded", "mission_vi",
    "mission_en", "description_vi", "description_en", "state_level", "state_sector_vi", "state_sector_en",
]  # fmt: skip
REASON = "sample network"


@transaction.atomic
def load_sample() -> dict[str, int]:
    """Load what was never loaded; how many records of each kind that were."""
    with recording(way=Way.COMMAND, reason=REASON):
        sources = _load_sources()
        return {"pages": _load_pages(), "organizations": _load_organizations(sources)}


def _read(name: str) -> list[dict]:
    data = tomllib.loads((FOLDER / f"{name}s.toml").read_text(encoding="utf-8"))
    return data[name]


def _is_new(key: str) -> bool:
    _record, created = SampleRecord.objects.get_or_create(key=key)
    return created


def _load_sources() -> dict[str, Source | None]:
    """All sources by key; None for one that staff renamed or deleted: what cites it is loaded without it."""
    found = {}
    for row in _read("source"):
        key = row.pop("key")
        source = Source.objects.filter(title=row["title"], publisher=row["publisher"]).first()
        if _is_new(f"source:{key}") and source is None:
            source = Source(**row)
            source.full_clean()
            source.save()
        found[key] = source
    return found


def _load_pages() -> int:
    loaded = 0
    for row in _read("page"):
        if _is_new(f"page:{row['key']}") and not SitePage.objects.filter(key=row["key"]).exists():
            page = SitePage(**row)
            page.full_clean()
            page.save()
            loaded += 1
    return loaded


def _load_organizations(sources) -> int:
    places = {place.slug: place for place in Place.objects.all()}
    taken = set(Organization.objects.values_list("slug", flat=True))
    rows = _read("organization")
    new = [row for row in rows if _is_new(f"organization:{row['key']}") and row["slug"] not in taken]
    # The last one made stands first among the newest: so the order of the file is the order on the home page.
    created = {row["key"]: _create(row, sources, places) for row in reversed(new)}
    for row in new:
        links = {
            name: created[row[name]] for name in ("parent", "governing_body") if row.get(name) in created
        }
        if links:
            organization = created[row["key"]]
            change_organization(organization, by=None, seen=organization.version, way=Way.COMMAND, **links)
    return len(created)


def _create(row, sources, places) -> Organization:
    fields = {name: row[name].strip() for name in COLUMNS if row.get(name)}
    fields["country"] = places.get(row.get("country"))
    if row.get("legal_form"):
        fields["legal_form"] = LegalForm.objects.get(code=row["legal_form"])
    return create_organization(
        by=None,
        way=Way.COMMAND,
        publish=True,
        lists={
            "fields_of_work": FieldOfWork.objects.filter(code__in=row.get("fields", [])),
            "groups_served": GroupServed.objects.filter(code__in=row.get("groups", [])),
            "goals": Goal.objects.filter(number__in=row.get("sdgs", [])),
            "sources": [sources[key] for key in row["sources"] if sources[key]],
        },
        parts={
            "names": [_part(one, sources) for one in row.get("name", [])],
            "places": _places(row, sources, places),
            "services": [
                {**_part(one, sources), "kind": ServiceKind.objects.get(code=one["kind"])}
                for one in row.get("service", [])
            ],
            "figures": [_part(one, sources) for one in row.get("figure", [])],
        },
        **fields,
    )


def _places(row, sources, places) -> list[dict]:
    rows = [
        {**_part(one, sources), "place": places[one["place"]], "role": "work"}
        for one in row.get("work_place", [])
    ]
    for one in rows:
        one["is_planned"] = one.pop("planned", False)
    if row.get("seat"):
        rows.append(
            {"place": places[row["seat"]], "role": "seat", "source": sources.get(row.get("seat_source"))}
        )
    return rows


def _part(values, sources) -> dict:
    """The columns of a row, its source by key made the source itself."""
    part = {name: value for name, value in values.items() if value != ""}
    if "source" in part:
        part["source"] = sources[part["source"]]
    return part
