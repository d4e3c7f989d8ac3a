"""Text columns: clean whichever way text comes in, and columns derived from them."""

import unicodedata

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.writer import MigrationWriter
from django.forms import modelform_factory
from django.test.utils import isolate_apps
from django.utils import translation

from portal.kit.text import SORT_KEY_LENGTH
from portal.kit.textfields import CleanCharField, FoldedField, LineField, ProseField, SortKeyField

NAME = "Hội Người mù tỉnh Đắk Lắk"
NFD_NAME = unicodedata.normalize("NFD", f"  {NAME}\u200b ")


@pytest.fixture
def note(create_table):
    """A model with one column of each kind, its table there for one test."""
    with isolate_apps("portal.kit"):

        class Note(models.Model):
            sorted_by = SortKeyField(source="title")
            found_by = FoldedField(source=("title", "body"))
            title = LineField(max_length=40)
            body = ProseField(blank=True)
            colour = LineField(max_length=5, blank=True, choices=[("red", "Red")])

            class Meta:
                app_label = "kit"

            def __str__(self):
                return self.title

        yield create_table(Note)


def test_text_is_clean_whichever_way_it_is_saved(note):
    saved = note.objects.create(title=NFD_NAME, body="một\r\n\r\n\r\n\r\nhai ")
    assert (saved.title, saved.body) == (NAME, "một\n\nhai"), "the object shows what was stored"
    note.objects.bulk_create([note(title=NFD_NAME)])
    changed = note.objects.create(title="khác")
    note.objects.filter(pk=changed.pk).update(title=NFD_NAME)
    bulk = note.objects.create(title="khác nữa")
    bulk.title = NFD_NAME
    note.objects.bulk_update([bulk], ["title"])
    assert list(note.objects.values_list("title", flat=True)) == [NAME] * 4


@pytest.mark.parametrize(
    ("lookup", "text"),
    [
        ("title", NFD_NAME),
        ("title__in", [NFD_NAME]),
        ("title__contains", unicodedata.normalize("NFD", " Đắk ")),
        ("title__icontains", unicodedata.normalize("NFD", "ười mù")),
        ("title__startswith", unicodedata.normalize("NFD", "Hội")),
        ("body__contains", unicodedata.normalize("NFD", "thị lực")),
    ],
)
def test_decomposed_text_finds_what_was_typed(note, lookup, text):
    note.objects.create(title=NAME, body="Mất thị lực")
    note.objects.create(title="Liên minh Nông dân", body="Thị trường")
    assert note.objects.filter(**{lookup: text}).get().title == NAME


def test_a_pattern_keeps_the_spaces_it_begins_with(note):
    note.objects.create(title="Ban Dân tộc")
    assert not note.objects.filter(title__contains=" Ban").exists()


def test_expressions_pass(note):
    saved = note.objects.create(title="một", body="hai")
    saved.title = models.F("body")
    saved.save(update_fields=["title"])
    saved.refresh_from_db()
    assert saved.title == "hai"


def test_sort_key_and_folded_words_follow_their_source(note):
    for title in ("Đà Nẵng", "Dân", "Ấn", "Ba"):
        note.objects.create(title=title)
    assert [each.title for each in note.objects.order_by("sorted_by")] == ["Ấn", "Ba", "Dân", "Đà Nẵng"]
    renamed = note.objects.get(found_by__contains=" nang")
    renamed.title, renamed.body = "An", "Hà Nội"
    renamed.save()
    assert note.objects.order_by("sorted_by").first() == renamed
    assert note.objects.get(pk=renamed.pk).found_by == " an ha noi"


def test_a_name_of_the_longest_kind_can_be_saved_and_indexed(note):
    assert len(note.objects.create(title="Ữ" * 40, body="x" * 100_000).sorted_by) < SORT_KEY_LENGTH


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\ud800"], ids=ascii)
@pytest.mark.parametrize("column", ["title", "body"])
def test_control_characters_are_refused_with_advice(note, column, character):
    advice = (
        "This text holds hidden control characters, often from a damaged file. "
        "Delete it, then type it again or paste it as plain text."
    )
    with translation.override("en"):
        with pytest.raises(ValidationError) as refusal:
            note(**{"title": "Quỹ", column: f"Quỹ{character}"}).full_clean()
        assert refusal.value.message_dict == {column: [advice]}


def test_a_form_cleans_before_it_measures_and_says_one_sentence(note):
    form_class = modelform_factory(note, fields=["title", "body", "colour"])
    long = unicodedata.normalize("NFD", "ữ" * 40)
    form = form_class({"title": long, "body": "a\r\nb", "colour": "red"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"title": "ữ" * 40, "body": "a\nb", "colour": "red"}
    assert isinstance(form.fields["colour"], forms.TypedChoiceField)
    refused = form_class({"title": "a\x00b\x01"})
    assert [len(errors) for errors in refused.errors.values()] == [1]


def test_a_form_of_blanks_alone_is_empty():
    assert CleanCharField(required=False).clean(" \u200b\u00a0\n ") == ""
    with pytest.raises(ValidationError) as refusal:
        CleanCharField().clean("\u200b")
    assert refusal.value.code == "required"


def test_a_form_sees_no_change_where_only_the_coding_differs():
    assert not CleanCharField(lines=True).has_changed("Đắk\nLắk", unicodedata.normalize("NFD", "Đắk\r\nLắk "))


@pytest.mark.parametrize(
    ("field", "written"),
    [
        (LineField(max_length=9), "portal.kit.textfields.LineField(max_length=9)"),
        (ProseField(blank=True), "portal.kit.textfields.ProseField(blank=True)"),
        (SortKeyField(source="name_vi"), "portal.kit.textfields.SortKeyField(source='name_vi')"),
        (FoldedField(source=("a", "b")), "portal.kit.textfields.FoldedField(source=('a', 'b'))"),
    ],
)
def test_a_migration_writes_the_column_as_the_model_does(field, written):
    assert MigrationWriter.serialize(field)[0] == written
    copy = field.clone()
    assert (copy.deconstruct(), copy.editable, copy.max_length, copy.db_index) == (
        field.deconstruct(), field.editable, field.max_length, field.db_index,
    )  # fmt: skip
