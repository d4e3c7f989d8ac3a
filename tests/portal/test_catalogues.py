import gettext
import io
import re
from html.parser import HTMLParser

import pytest
from babel.messages.mofile import write_mo
from django.conf import settings
from django.utils import translation

from portal.kit.catalogues import (
    DOMAINS,
    KEYWORDS,
    catalogue_path,
    compile_catalogues,
    expected_messages,
    extract_template,
    is_translated,
    library_gaps,
    read_catalogue,
)

LOCALES = ["vi", "en"]
every_catalogue = pytest.mark.parametrize(
    ("locale", "domain"), [(locale, domain) for domain in DOMAINS for locale in LOCALES]
)
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]|\{\w*\}")


def catalogue(locale, domain):
    return read_catalogue(catalogue_path(locale, domain), locale)


def messages(catalogue):
    return [message for message in catalogue if message.id]


def keys(catalogue):
    return {(message.context, message.id) for message in messages(catalogue)}


def forms(text):
    return [text] if isinstance(text, str) else list(text)


def tags(text):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append(tag)
    parser.feed(text)
    return sorted(found)


def extracted(template):
    found = extract_template(io.BytesIO(template.encode()), KEYWORDS, ["Translators:"], {})
    return [(function, message) for _line, function, message, _comments in found]


@every_catalogue
def test_the_catalogue_holds_every_message_and_no_other(locale, domain):
    held, used = keys(catalogue(locale, domain)), keys(expected_messages(domain))

    assert used - held == set(), "run «make messages»"
    assert held - used == set(), "run «make messages»"


@every_catalogue
def test_every_message_is_translated(locale, domain):
    waiting = [message.id for message in messages(catalogue(locale, domain)) if not is_translated(message)]

    assert waiting == []


@every_catalogue
def test_a_translation_keeps_the_placeholders_and_tags_of_its_message(locale, domain):
    for message in messages(catalogue(locale, domain)):
        said, written = forms(message.string), forms(message.id)
        # Vietnamese has one form for any number: that of the plural.
        for words, source in zip(said, written[-len(said) :], strict=True):
            assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(source)), message.id
            assert tags(words) == tags(source), message.id
            assert edge(words) == edge(source), message.id
        assert list(message.check()) == [], message.id


def edge(text):
    """White space at either end, which joins a message to what stands beside it."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


@every_catalogue
def test_gettext_reads_what_babel_compiles(locale, domain):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(locale, domain))
    compiled.seek(0)

    words = gettext.GNUTranslations(compiled)

    for message in messages(catalogue(locale, domain)):
        if isinstance(message.id, str) and not message.context:
            assert words.gettext(message.id) == message.string


def test_a_compiled_catalogue_is_written_again_only_when_its_source_is_newer(tmp_path):
    source = tmp_path / "vi" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_bytes(catalogue_path("vi").read_bytes())

    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
    assert compile_catalogues(tmp_path) == []


def test_what_the_libraries_leave_in_english_is_said_in_vietnamese():
    with translation.override("vi"):
        spoken = {
            message.id: translation.gettext(message.id) if not message.context else ""
            for message in library_gaps()
            if isinstance(message.id, str)
        }

    assert spoken["Skip to main content"] == "Chuyển đến nội dung chính"
    assert "Hide counts" in spoken
    still_english = {
        source
        for source, words in spoken.items()
        if words == source and re.search("[a-z]{3} [a-z]{3}", source)
    }
    assert still_english == set()


def test_a_message_for_one_and_many_is_a_gap_where_a_library_says_it_for_one_alone():
    gaps = {message.id for message in library_gaps()}

    assert ("Please correct the error below.", "Please correct the errors below.") in gaps
    assert ("%(counter)s result", "%(counter)s results") not in gaps


def test_every_plural_of_ours_and_of_the_libraries_is_said_in_vietnamese():
    with translation.override("vi"):
        for message in messages(catalogue("vi", "django")):
            if message.pluralizable and not message.context:
                assert translation.ngettext(*message.id, 1) == message.string[0]
                assert translation.ngettext(*message.id, 2) == message.string[0]


def test_words_laid_into_our_catalogue_win_over_those_of_a_library_and_stay_there():
    with translation.override("vi"):
        assert translation.gettext("Password reset unsuccessful") == "Chưa đặt lại được mật khẩu"
        assert translation.gettext("Yes, I’m sure") == "Xóa"

    assert (None, "Password reset unsuccessful") in keys(expected_messages())
    assert "Password reset unsuccessful" not in {message.id for message in library_gaps()}


def test_both_languages_of_the_site_have_a_catalogue():
    assert [code for code, _name in settings.LANGUAGES] == LOCALES
    assert keys(catalogue("vi", "django")) == keys(catalogue("en", "django"))


def test_the_extractor_reads_every_way_a_template_says_something():
    template = """
      {# Translators: greets #}
      <h1 title="{% translate "Kind" %}">{% trans 'Name' context "person" %}</h1>
          {% blocktranslate trimmed with name=thing.name %}
            Page of
            {{ name }}
          {% endblocktranslate %}
      {% blocktranslate count counter=n trimmed %}one event{% plural %}{{ counter }} events{% endblocktranslate %}
      {% blocktranslate context "url" %}places/{% endblocktranslate %}
    {{ _("Search") }} {% include "x.html" with label=_("Place") %} «Đà Nẵng» it's 100 %
    """

    assert extracted(template) == [
        ("gettext", "Kind"),
        ("pgettext", ("person", "Name")),
        ("gettext", "Page of %(name)s"),
        ("ngettext", ("one event", "%(counter)s events", None)),
        ("pgettext", ("url", "places/")),
        ("_", "Search"),
        ("_", "Place"),
    ]
