"""Whatever a page is made from besides data makes another release when it changes."""

import pytest

from portal.kit.release import release


@pytest.fixture
def templates(tmp_path, settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "home.html").write_text("<h1>Mạng lưới</h1>", encoding="utf-8")
    return tmp_path


def release_now():
    release.cache_clear()
    return release()


@pytest.fixture(autouse=True)
def _forget_what_the_test_read():
    yield
    release.cache_clear()


def test_the_same_files_are_the_same_release_wherever_and_whenever_they_were_copied(
    templates, tmp_path_factory, settings
):
    before = release_now()
    copied = tmp_path_factory.mktemp("other-machine")
    templates.joinpath("hub").rename(copied / "hub")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [copied]}]

    assert release_now() == before


def test_a_mended_template_is_another_release(templates):
    before = release_now()
    (templates / "hub" / "home.html").write_text("<h1>Mạng lưới đối tác</h1>", encoding="utf-8")

    assert release_now() != before


def test_collected_styles_are_another_release(templates, tmp_path, settings):
    settings.STATIC_ROOT = str(tmp_path / "static")
    before = release_now()
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}", encoding="utf-8")

    assert release_now() != before


def test_another_name_of_the_network_is_another_release(templates, settings):
    before = release_now()
    settings.SITE_NAME_VI = "Mạng lưới khác"

    assert release_now() != before
