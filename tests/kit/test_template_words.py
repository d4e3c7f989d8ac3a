"""Filters and tags of templates that were made quick say what the slow way says."""

from django.template import engines
from django.utils import translation

from organizations.models import Kind, Organization
from portal.kit.facets import Choice
from portal.kit.templatetags.kit import label
from portal.kit.templatetags.pictures import qr
from portal.kit.translated import Spoken


def drawn(choices, kind="checkbox", name="field"):
    template = engines["django"].from_string("{% load choices %}{% choices choices kind name %}")
    return template.render({"choices": choices, "kind": kind, "name": name})


def test_a_label_is_what_the_record_displays_in_the_language_of_the_page():
    for kind in Kind:
        for language in ("vi", "en"):
            with translation.override(language):
                one = Organization(kind=kind)
                assert label(one, "kind") == one.get_kind_display()


def test_a_label_of_an_unknown_value_is_the_value():
    assert label(Organization(kind="guild"), "kind") == "guild"


def test_a_choice_is_a_box_with_its_label_and_count():
    assert drawn([Choice("health", "sức khỏe", 12, is_chosen=False)]) == (
        '<label><input type="checkbox" id="field-health" name="field" value="health"><span>Sức khỏe</span>'
        '<span class="count">12</span></label>'
    )


def test_a_chosen_one_is_ticked_and_one_that_changes_nothing_has_no_count():
    assert drawn([Choice("", "bất kỳ", None, is_chosen=True)], "radio", "at") == (
        '<label><input type="radio" id="at-any" name="at" value="" checked><span>Bất kỳ</span></label>'
    )


def test_what_staff_typed_into_a_word_list_stays_text():
    html = drawn([Choice('"><script>', "<b>R&D</b>", 1, is_chosen=False)])

    assert 'value="&quot;&gt;&lt;script&gt;"' in html
    assert "<span>&lt;b&gt;R&amp;D&lt;/b&gt;</span>" in html


def test_a_label_in_the_other_language_is_marked():
    with translation.override("en"):
        html = drawn([Choice("health", Spoken("Sức khỏe", "vi"), 1, is_chosen=False)])

    assert '<span><span lang="vi">Sức khỏe</span></span>' in html


def test_each_address_has_its_own_square_code():
    first, second = qr("https://example.org/mot/"), qr("https://example.org/hai/")

    assert first != second
    assert first == qr("https://example.org/mot/")
    assert first.startswith("<svg")
