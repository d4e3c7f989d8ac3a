"""A text in two columns is read in the reader's language and knows which one that is."""

import pytest
from django.utils import translation

from organizations.models import Organization, Place
from portal.kit.translated import Translated, column


@pytest.mark.parametrize(
    ("active", "english", "said", "lang"),
    [
        ("vi", "Test Society", "Hội Thử", "vi"),
        ("en", "Test Society", "Test Society", "en"),
        ("en-gb", "Test Society", "Test Society", "en"),
        ("en", "", "Hội Thử", "vi"),
        (None, "Test Society", "Hội Thử", "vi"),
    ],
)
def test_reader_gets_their_language_else_vietnamese(active, english, said, lang):
    record = Organization(name_vi="Hội Thử", name_en=english)
    with translation.override(active):
        assert record.name == said
        assert record.name.lang == lang


def test_record_without_any_text_says_nothing_in_the_source_language():
    with translation.override("en"):
        assert (Organization().name, Organization().name.lang) == ("", "vi")


def test_writer_names_the_column():
    record = Organization(name_vi="Hội Thử")
    with pytest.raises(AttributeError, match="name_vi or name_en"):
        record.name = "Hội Khác"
    with pytest.raises(TypeError):
        Organization(name="Hội Khác")
    assert isinstance(Organization.name, Translated)


def test_list_is_sorted_in_the_reader_s_language(db):
    for slug, vi, en in [("a", "Áo", "Austria"), ("b", "Bỉ", "Zambia")]:
        Place.objects.create(slug=slug, kind="country", name_vi=vi, name_en=en)
    mine = Place.objects.filter(slug__in="ab")
    for language, first in [("vi", "sort_vi"), ("en", "sort_en")]:
        with translation.override(language):
            assert column("sort") == first
    Place.objects.filter(slug="b").update(sort_en="00")
    with translation.override("vi"):
        assert [place.slug for place in mine.in_alphabetical_order()] == ["a", "b"]
    with translation.override("en"):
        assert [place.slug for place in mine.in_alphabetical_order()] == ["b", "a"]
