"""What the Content-Security-Policy forbids is not written in the first place."""

from tests.portal.source import PACKAGES, files, lines_with

TEMPLATES = files("*.html", "templates", *PACKAGES) + files("*.txt", "templates", *PACKAGES)
STYLES_AND_SCRIPTS = files("*.css", "static") + files("*.js", "static")


def test_templates_carry_no_script_of_their_own():
    assert lines_with(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")", TEMPLATES) == []


def test_templates_carry_no_style_of_their_own():
    assert lines_with(r"<style\b|\sstyle\s*=", TEMPLATES) == []


def test_templates_carry_no_event_handlers():
    assert lines_with(r"<[^>]*\son[a-z]+\s*=|\shx-on|javascript:", TEMPLATES) == []


def test_pages_styles_and_scripts_load_nothing_from_a_foreign_host():
    loads = r"(\bsrc|\bsrcset|\bposter|\baction)\s*=\s*[\"']?(https?:)?//|<link[^>]*href=[\"']?(https?:)?//"
    fetches = r"url\(\s*[\"']?(https?:)?//|@import|\b(fetch|import)\(\s*[\"'](https?:)?//"

    assert lines_with(loads, TEMPLATES) == []
    assert lines_with(fetches, STYLES_AND_SCRIPTS) == []
