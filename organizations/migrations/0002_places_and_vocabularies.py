"""The places and word lists that every portal starts with, from the two frozen files in `data/`."""

import tomllib
from pathlib import Path

from django.db import migrations

from portal.kit.search import search_columns

DATA = Path(__file__).parent / "data"
TERMS = {
    "field_of_work": "FieldOfWork",
    "group_served": "GroupServed",
    "legal_form": "LegalForm",
    "service_kind": "ServiceKind",
    "identifier_scheme": "IdentifierScheme",
}


def load_places(apps, schema_editor):
    Place = apps.get_model("organizations", "Place")
    PlaceAlias = apps.get_model("organizations", "PlaceAlias")
    PlaceDesignation = apps.get_model("organizations", "PlaceDesignation")
    PlaceSuccession = apps.get_model("organizations", "PlaceSuccession")
    data = tomllib.loads((DATA / "places.toml").read_text(encoding="utf-8"))
    places = {}
    for row in data["place"]:
        names = [row["name_vi"], row["name_en"], *row.get("aliases", [])]
        place = places[row["slug"]] = Place.objects.create(
            slug=row["slug"],
            kind=row["kind"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            code=row.get("code", ""),
            parent=places.get(row.get("parent")),
            valid_from=row.get("valid_from"),
            valid_to=row.get("valid_to"),
            **search_columns(names=names),
        )
        for text in row.get("aliases", []):
            PlaceAlias.objects.create(place=place, text=text)
        for one in row.get("designations", []):
            PlaceDesignation.objects.create(
                place=place, type=one["type"], since=one["from"], until=one["to"], legal_basis=one["basis"]
            )
    for row in data["succession"]:
        PlaceSuccession.objects.create(
            old=places[row["old"]],
            new=places[row["new"]],
            on=row["on"],
            is_whole=row["whole"],
            legal_basis=row["basis"],
        )


def load_vocabularies(apps, schema_editor):
    data = tomllib.loads((DATA / "vocabularies.toml").read_text(encoding="utf-8"))
    for table, model in TERMS.items():
        for position, row in enumerate(data[table], 1):
            apps.get_model("organizations", model).objects.create(position=position * 10, **row)
    for row in data["sdg"]:
        apps.get_model("organizations", "Goal").objects.create(**row)
    for row in data["short_form"]:
        apps.get_model("organizations", "ShortForm").objects.create(**row)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]
    operations = [
        migrations.RunPython(load_places, migrations.RunPython.noop),
        migrations.RunPython(load_vocabularies, migrations.RunPython.noop),
    ]
