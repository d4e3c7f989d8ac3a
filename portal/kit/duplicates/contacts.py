"""Addresses, numbers and acronyms in the one form in which they are compared; "" for what compares with nothing."""

import re
from urllib.parse import urlsplit

from portal.kit.text import clean_text, fold

SHARED_HOSTS = {
    "drive.google.com",
    "docs.google.com",
    "facebook.com",
    "fb.com",
    "github.com",
    "instagram.com",
    "linkedin.com",
    "linktr.ee",
    "sites.google.com",
    "threads.net",
    "tiktok.com",
    "twitter.com",
    "x.com",
    "youtube.com",
    "zalo.me",
}
"""Where many have their pages: there the page is compared, not the host."""

SHORTEST_NUMBER = 6
SHORTEST_PHONE = 8
LONGEST_ACRONYM = 12

_CAPITALS = re.compile(r"[^\W\d_]+")


def site(url: str) -> str:
    """The host without «www.»; with the page where many share the host."""
    url = clean_text(url)
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = parts.hostname or ""
    except ValueError:
        return ""
    host = re.sub(r"^(?:www[0-9]?|m|vi-vn|web)\.", "", host.casefold().rstrip("."))
    if "." not in host:
        return ""
    if host not in SHARED_HOSTS:
        return host
    page = parts.path.strip("/").casefold()
    page += f"?{parts.query}" if page.endswith(".php") and parts.query else ""
    return f"{host}/{page}" if page else ""


def email(address: str) -> str:
    address = clean_text(address).casefold()
    return address if "@" in address else ""


def phones(text: str) -> list[str]:
    """The numbers in a box, from the national zero on: «+84 24 3556 1523 / 0912…»."""
    found = []
    for part in re.split(r"[/;,]", clean_text(text)):
        digits = re.sub(r"[^0-9+]", "", part)
        digits = re.sub(r"^(?:\+|00)84(?:0)?", "0", digits).replace("+", "")
        if len(digits) >= SHORTEST_PHONE:
            found.append(digits)
    return found


def number(value: str) -> str:
    """An official number: letters and digits alone, upper case."""
    value = re.sub(r"[^0-9A-Z]", "", clean_text(value).upper())
    return value if len(value) >= SHORTEST_NUMBER else ""


def acronym(text: str) -> str:
    """Letters and digits in capitals, without marks: «BĐG» and «BDG» are read as one."""
    letters = re.sub(r"[^0-9A-Z]", "", fold(clean_text(text)).upper())
    return letters if 2 <= len(letters) <= LONGEST_ACRONYM else ""


def reads_as_acronym(text: str) -> bool:
    """At least two capitals and no more small letters than capitals, as in «MSD», «CSAGA», «ViLEAP»."""
    letters = "".join(_CAPITALS.findall(text))
    capitals = sum(1 for letter in letters if letter.isupper())
    return capitals >= 2 and 2 * capitals >= len(letters) and len(text.split()) == 1 and bool(acronym(text))
