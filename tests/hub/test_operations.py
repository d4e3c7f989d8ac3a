"""What machines ask: whether the portal lives, what they may read, its mark."""


def test_watchdog_learns_that_the_process_answers_without_any_database(client):
    """No `db` fixture: a question to the database would fail this test."""
    client.cookies["sessionid"] = "a" * 32
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"ok\n"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Cookie" not in response.headers.get("Vary", "")


def test_watchdog_must_use_a_name_of_the_portal(client):
    assert client.get("/healthz", HTTP_HOST="localhost").status_code == 200
    assert client.get("/healthz", HTTP_HOST="evil.example").status_code == 400


def test_crawler_is_kept_from_the_desk_and_shown_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /en/admin/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_browser_finds_the_mark_at_the_usual_address(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response.headers["Location"].endswith("/img/mark.svg")
