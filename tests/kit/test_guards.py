"""The guard at the door, where no page is asked: what it lets pass."""

import pytest

from portal.kit.guards import CleanRequestMiddleware, UnreadableAddress


def guard(rf, **environ):
    request = rf.get("/", **environ)
    return CleanRequestMiddleware(lambda request: "page").process_view(request, None, (), {})


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=%C4%90%C3%A0+N%E1%BA%B5ng",  # Đà Nẵng
        "q=D%CC%A3a%CC%80",  # decomposed marks
        "q=%E0%BA%AA%E0%BA%B0",  # Lao
        "q=hai%09d%C3%B2ng%0D%0A",  # pasted from a sheet
        "q=%E2%80%8B%C2%AD",  # zero-width space, soft hyphen: cleaned away, not refused
        "q=%F0%9F%91%8D",
        "q=100%25",
    ],
)
def test_what_people_type_and_paste_passes(rf, query):
    assert guard(rf, QUERY_STRING=query) is None


@pytest.mark.parametrize("query", ["q=a&q=%00", "%07=1", "q=%EF%BF%BD", "a=1&b=%E2%81%A6"])
def test_one_unseen_character_anywhere_is_refused(rf, query):
    with pytest.raises(UnreadableAddress):
        guard(rf, QUERY_STRING=query)


@pytest.mark.parametrize("length", ["", "abc", "-1", "0", "1"])
def test_odd_content_length_is_left_to_the_server(rf, length):
    request = rf.post("/", CONTENT_LENGTH=length)
    assert CleanRequestMiddleware(lambda request: "page")(request) == "page"


def test_limit_follows_the_setting(rf, settings, db):
    settings.MAX_REQUEST_MB = 1
    request = rf.post("/", CONTENT_LENGTH=str(1024 * 1024 + 1))
    request.META["wsgi.input"].close()
    request.META["wsgi.input"] = _Endless()
    response = CleanRequestMiddleware(lambda request: "page")(request)
    assert response.status_code == 413
    assert "1 MB" in response.content.decode()
    assert request.META["wsgi.input"].read_count == 1024 * 1024 + 1


class _Endless:
    read_count = 0

    def read(self, size):
        self.read_count += size
        return b"x" * size
