"""Search engines are told of every published page, in both languages."""

from xml.etree import ElementTree

import pytest

from organizations.models import Organization, Place

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOST = "http://testserver"


@pytest.fixture
def network(db):
    for state in ("draft", "published", "archived"):
        Organization.objects.create(
            name_vi=f"Hội {state}", slug=f"hoi-{state}", kind="cso", publication=state
        )


def entries(client):
    """Address to its alternates by language."""
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)
    return {
        url.findtext("s:loc", namespaces=SITEMAP): {
            link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", SITEMAP)
        }
        for url in root.iterfind("s:url", SITEMAP)
    }


def test_crawler_finds_published_organizations_and_no_others(client, network):
    addresses = {address for address in entries(client) if "/hoi-" in address}
    assert addresses == {f"{HOST}/to-chuc/hoi-published/", f"{HOST}/en/organizations/hoi-published/"}


def test_every_page_names_itself_in_both_languages(client, network):
    found = entries(client)
    assert found[f"{HOST}/to-chuc/hoi-published/"] == {
        "vi": f"{HOST}/to-chuc/hoi-published/",
        "en": f"{HOST}/en/organizations/hoi-published/",
        "x-default": f"{HOST}/to-chuc/hoi-published/",
    }
    assert {tuple(sorted(alternates)) for alternates in found.values()} == {("en", "vi", "x-default")}
    assert {alternates[language] for alternates in found.values() for language in ("vi", "en")} == set(found)


def test_crawler_finds_the_fixed_pages_and_every_place(client, network):
    found = entries(client)
    fixed = {f"{HOST}/", f"{HOST}/en/", f"{HOST}/to-chuc/", f"{HOST}/en/about/", f"{HOST}/en/privacy/"}
    assert fixed <= set(found)
    assert f"{HOST}/en/search/" not in found, "nobody has searched for anything there"
    assert f"{HOST}/dia-phuong/hoa-binh/" in found
    assert len(found) == 2 * (6 + 1 + Place.objects.count())


def test_every_address_of_the_sitemap_answers_at_once(client, network):
    pages = [
        address
        for address in entries(client)
        if "/hoi-" in address or address.endswith(("/en/", "mien-bac/"))
    ]
    assert len(pages) == 5
    assert [client.get(address.removeprefix(HOST)).status_code for address in pages] == [200] * 5


def test_sitemap_costs_the_same_with_one_organization_and_with_many(
    client, network, django_assert_num_queries
):
    with django_assert_num_queries(2):
        client.get("/sitemap.xml")
    for number in range(10):
        Organization.objects.create(name_vi="Hội", slug=f"hoi-{number}", kind="cso", publication="published")
    with django_assert_num_queries(2):
        client.get("/sitemap.xml")
