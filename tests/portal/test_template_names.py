from django.template import engines
from django.template.base import Origin

from tests import template_names
from tests.portal.source import ROOT

OURS = Origin(str(ROOT / "templates" / "organizations" / "list.html"))
LIBRARY = Origin("/somewhere/site-packages/django/contrib/admin/templates/admin/index.html")


def missed_by(source, origin, **context):
    """What the watch notes while the template is rendered; the notes are taken away, so this test passes."""
    engine = engines["django"].engine
    template = engine.from_string(source)
    for node in template.nodelist.get_nodes_by_type(object):
        node.origin = origin
    from django.template import Context

    template.render(Context(context))
    notes = list(template_names.found)
    template_names.found.clear()
    return notes


def test_a_misspelt_name_in_our_template_is_noted():
    assert missed_by("{{ organisation.name }}", OURS, organization={"name": "MSD"}) == [
        "templates/organizations/list.html: nothing is called organisation.name"
    ]


def test_a_misspelt_name_in_a_translated_sentence_is_noted():
    source = "{% load i18n %}{% blocktranslate %}Page of {{ nmae }}{% endblocktranslate %}"

    assert missed_by(source, OURS, name="MSD") == [
        "templates/organizations/list.html: nothing is called nmae"
    ]


def test_a_name_that_is_there_and_a_name_that_is_only_asked_for_pass():
    assert missed_by("{{ name }}{% if other %}!{% endif %}", OURS, name="") == []


def test_a_librarys_template_may_print_what_is_not_there():
    assert missed_by("{{ subtitle }}", LIBRARY) == []
