"""A mark for whoever calls: it tells one address from another and cannot be read back."""

import hashlib
from ipaddress import IPv6Address, IPv6Network

from django.conf import settings

from portal.kit.access import client_address


def caller_mark(request) -> str:
    """24 characters, the same for the same address as long as `SECRET_KEY` stays."""
    return _digest(client_address(request), size=12).hex()


def caller_as_address(request) -> str:
    """The mark in the form of an IPv6 address of a private range, for tables that hold nothing but addresses."""
    return str(IPv6Address(b"\xfd" + _digest(client_address(request), size=15)))


def _digest(address: str, *, size: int) -> bytes:
    key = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(_household(address).encode(), key=key, digest_size=size).digest()


def _household(address: str) -> str:
    """One caller has a whole /64 of IPv6 at hand, and each address of it would count anew."""
    try:
        six = IPv6Address(address)
    except ValueError:  # IPv4, or no address at all
        return address
    return str(six.ipv4_mapped or IPv6Network((int(six), 64), strict=False))
