"""The two judges of a page must be able to say no."""

import pytest

from tests.browser.axe import assert_accessible
from tests.browser.validity import assert_valid_html, html_complaints

GOOD = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tổ chức</title></head>
<body><main><h1>Tổ chức</h1><form><label>Tên <input name="q"></label></form></main></body></html>"""


def test_the_checker_passes_valid_html_and_refuses_what_is_not():
    bad = GOOD.replace("<main>", "<main><p hx-get='/'><div>")

    complaints = html_complaints({"good": GOOD, "bad": bad})

    assert {complaint.split(",")[0] for complaint in complaints} == {"bad"}
    assert "Attribute “hx-get” not allowed" in complaints[0]


def test_a_valid_page_needs_no_words():
    assert_valid_html(GOOD)


def test_axe_passes_a_labelled_field_and_refuses_one_without(page):
    page.set_content(GOOD)
    assert_accessible(page)

    page.set_content(GOOD.replace("Tên <input", "<input"))
    with pytest.raises(AssertionError, match="label \\(critical\\)"):
        assert_accessible(page)
