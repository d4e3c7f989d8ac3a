"""The sample network, checked as files: what they name exists, each record has a source, nobody is named."""

import hashlib
import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from organizations.models import Kind
from portal.kit.edtf import parse_edtf
from portal.kit.figures import Qualifier, Unit
from portal.kit.text import fold

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "portal" / "hub" / "sample"
FROZEN = ROOT / "organizations" / "migrations" / "data"
FILES = ["sources.toml", "organizations.toml", "pages.toml"]

# Fingerprints of the four persons named in the source documents: a test that spelt them out would name them.
PERSONS = {"e064b78272eb61cf", "a542955ecc8685ef", "27f27fb6087dd8ee", "9489d0e75c63f1fb"}
TEXTS = [*(SAMPLE / name for name in FILES), *sorted(FROZEN.glob("*.toml"))]


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def organizations():
    return read(SAMPLE / "organizations.toml")["organization"]


@pytest.fixture(scope="module")
def sources():
    return read(SAMPLE / "sources.toml")["source"]


@pytest.fixture(scope="module")
def places():
    return {place["slug"]: place for place in read(FROZEN / "places.toml")["place"]}


@pytest.fixture(scope="module")
def codes():
    words = read(FROZEN / "vocabularies.toml")
    return {name: {term.get("code") for term in terms} for name, terms in words.items()}


def parts(organizations, name):
    return [(record["key"], part) for record in organizations for part in record.get(name, [])]


def fingerprint(words):
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def names_one_of(persons, text):
    words = re.findall(r"\w+", fold(text))
    runs = (words[start : start + length] for length in (2, 3, 4) for start in range(len(words)))
    return any(fingerprint(run) in persons for run in runs)


@pytest.mark.parametrize("name", FILES)
def test_a_sample_file_is_composed_unicode(name):
    assert unicodedata.is_normalized("NFC", (SAMPLE / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_person_of_the_documents_is_named(path):
    assert not names_one_of(PERSONS, path.read_text(encoding="utf-8"))


def test_the_search_for_persons_would_find_one():
    invented = {fingerprint(["nguyen", "thi", "vi", "du"])}
    assert names_one_of(invented, "Tại hội thảo, bà Nguyễn Thị Ví Dụ đã phát biểu.")
    assert not names_one_of(PERSONS, "Tại hội thảo, bà Nguyễn Thị Ví Dụ đã phát biểu.")


def test_the_sample_has_every_named_organization_of_the_five_documents(organizations):
    assert sorted(record["key"] for record in organizations) == [
        "childfund-vietnam",
        "climate-change-department",
        "csaga",
        "hcma",
        "irish-aid",
        "lhd",
        "lin",
        "msd",
        "national-assembly",
        "srd",
        "undef",
        "union-phu-tho",
        "union-quang-nam",
        "union-yen-bai",
        "vacr",
        "vileap",
        "vusta",
    ]
    assert {record["kind"] for record in organizations} <= set(Kind.values) - {Kind.NETWORK}
    assert [
        slug for slug, count in Counter(record["slug"] for record in organizations).items() if count > 1
    ] == []


def test_every_organization_names_a_document_that_stands_among_the_sources(organizations, sources):
    keys = [source["key"] for source in sources]
    assert len(keys) == len(set(keys))
    assert [record["key"] for record in organizations if not record["sources"]] == []
    named = {key for record in organizations for key in record["sources"]}
    assert named == set(keys)


def test_every_part_names_a_source_of_its_organization(organizations):
    named = {record["key"]: set(record["sources"]) for record in organizations}
    for name in ("work_place", "service", "figure"):
        assert [part for key, part in parts(organizations, name) if part["source"] not in named[key]] == []
    without = [(key, row) for key, row in parts(organizations, "name") if row.get("source") not in named[key]]
    assert {row["kind"] for _, row in without} == {"translated"}, "only our own translations have no source"


def test_a_seat_and_a_founding_name_the_source_they_were_taken_from(organizations):
    for field in ("seat", "founded"):
        assert [
            record["key"]
            for record in organizations
            if (field in record) and record[f"{field}_source"] not in record["sources"]
        ] == []


def test_every_place_and_code_that_an_organization_names_exists(organizations, places, codes):
    keys = {record["key"] for record in organizations}
    for record in organizations:
        assert {record[field] for field in ("country", "seat") if field in record} <= places.keys()
        assert {record[field] for field in ("parent", "governing_body") if field in record} <= keys - {
            record["key"]
        }
        assert set(record["fields"]) <= codes["field_of_work"]
        assert set(record["groups"]) <= codes["group_served"]
        assert {record["legal_form"]} <= codes["legal_form"] if "legal_form" in record else True
    assert {row["place"] for _, row in parts(organizations, "work_place")} <= places.keys()
    assert {row["kind"] for _, row in parts(organizations, "service")} <= codes["service_kind"]
    assert [
        record["key"]
        for record in organizations
        if places.get(record.get("country"), {}).get("kind", "country") != "country"
    ] == []


def test_a_place_of_work_is_the_place_as_it_was(organizations, places):
    for _, row in parts(organizations, "work_place"):
        if row["period"]:
            place, begins = places[row["place"]], parse_edtf(row["period"]).earliest
            assert "valid_from" not in place or place["valid_from"] <= begins
            assert "valid_to" not in place or begins <= place["valid_to"]


def test_dates_are_written_in_the_notation_that_the_portal_reads(organizations, sources):
    written = [source["published"] for source in sources]
    written += [record.get("founded", "") for record in organizations]
    written += [row["used"] for _, row in parts(organizations, "name")]
    written += [row["period"] for _, row in parts(organizations, "work_place")]
    written += [row[field] for _, row in parts(organizations, "figure") for field in ("period", "as_of")]
    assert [text for text in written if text and str(parse_edtf(text)) != text] == []


def test_texts_stand_in_both_languages(organizations):
    texts = [*organizations]
    for name in ("name", "work_place", "service", "figure"):
        texts += [part for _, part in parts(organizations, name)]
    for text in texts:
        pairs = {field.removesuffix("_vi") for field in text if field.endswith("_vi")} - {"name"}
        assert [stem for stem in pairs if bool(text[f"{stem}_vi"]) != bool(text[f"{stem}_en"])] == []
    assert [record["key"] for record in organizations if not record["description_vi"]] == []


def test_an_organization_without_an_english_name_has_a_translation(organizations):
    without = {record["key"] for record in organizations if "name_en" not in record}
    translated = {key for key, row in parts(organizations, "name") if row["kind"] == "translated"}
    assert without == translated


def test_figures_are_stated_with_a_known_unit_and_qualifier(organizations):
    figures = [figure for _, figure in parts(organizations, "figure")]
    assert {figure["unit"] for figure in figures} <= set(Unit.values)
    assert {figure["qualifier"] for figure in figures} <= set(Qualifier.values)
    assert [figure for figure in figures if (figure["unit"] == "money") != bool(figure["currency"])] == []


def test_nothing_was_invented_to_reach_an_organization_by(organizations):
    assert [
        record["key"] for record in organizations if record.keys() & {"website", "email", "phone", "address"}
    ] == []


def test_the_five_documents_carry_no_address(sources):
    assert [source["url"] for source in sources[:5]] == ["", "", "", "", ""]
    assert {source["language"] for source in sources} == {"vi", "en"}
    assert [
        source["key"] for source in sources if source["url"] and not source["url"].startswith("http")
    ] == []


def test_pages_stand_in_both_languages_without_a_first_level_heading():
    pages = read(SAMPLE / "pages.toml")["page"]
    assert [page["key"] for page in pages] == ["about", "contact", "privacy"]
    for page in pages:
        assert page["title_vi"]
        assert page["title_en"]
        for body in (page["body_vi"], page["body_en"]):
            assert not re.search(r"^# ", body, re.MULTILINE)
        headings = [
            len(re.findall(r"^## ", page[f"body_{language}"], re.MULTILINE)) for language in ("vi", "en")
        ]
        assert headings[0] == headings[1]
