"""
Which addresses may be asked: a URL's form, and what its name resolves to.

A name is resolved once, and the connection goes to the address that was checked: a name server that answers differently the
second time (DNS rebinding) is never asked a second time.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit, urlunsplit

from dateline.records import Reason
from dateline.sources.refusal import RefusedError

Resolve: TypeAlias = "Callable[[str, int], tuple[str, ...]]"  # a host's name and port to its addresses
Address: TypeAlias = "ipaddress.IPv4Address | ipaddress.IPv6Address"

LONGEST = 2_000  # characters
_DEFAULT_PORTS = {"http": 80, "https": 443}
_WEB_PORTS = frozenset({80, 443})
_FIRST_FREE_PORT = 1024  # below it stand mail, files and shells
# Public by their number, yet the inside of a cloud: the host agent of Azure.
_INSIDE = frozenset({ipaddress.ip_address("168.63.129.16")})
_RESERVED = tuple(  # Python's releases differ about these
    ipaddress.ip_network(one)
    for one in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "2001::/23",
        "2001:db8::/32",
        "100::/64",
        "5f00::/16",
        "fec0::/10",
    )
)
_CARRIERS = (  # IPv6 that leads on to an IPv4 address within it
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("::/96"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a URL leads."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Return scheme, host and port, which have one robots.txt."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def resolve(host: str, port: int) -> tuple[str, ...]:
    """
    Return the addresses of a host.

    Raises:
        RefusedError: nobody knows it.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RefusedError(Reason.UNREACHABLE, f"the name {host!r} cannot be resolved: {error}") from error
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def place_of(url: str, *, allow_private: bool) -> Place:
    """
    Return where a URL leads.

    Args:
        url: the address.
        allow_private: any port may be asked.

    Raises:
        RefusedError: it is none that we ask: another scheme, a name and password in it, a port of mail or files.
    """
    if len(url) > LONGEST or any(ord(mark) < 33 or ord(mark) == 127 for mark in url):  # noqa: PLR2004  # blanks and controls
        raise RefusedError(Reason.INVALID, "the address is too long, or has blanks or control characters in it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError(Reason.INVALID, f"it is no address: {error}") from error
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in _DEFAULT_PORTS:
        raise RefusedError(Reason.FORBIDDEN, f"addresses of the kind {scheme or 'none'!r} are not opened, only http and https")
    if not host or "\\" in parts.netloc or "%" in host:
        raise RefusedError(Reason.INVALID, "the address names no host")
    if "@" in parts.netloc:
        raise RefusedError(Reason.FORBIDDEN, "addresses with a user's name or password in them are not opened")
    port = port if port is not None else _DEFAULT_PORTS[scheme]
    if not allow_private and port not in _WEB_PORTS and port < _FIRST_FREE_PORT:
        raise RefusedError(Reason.FORBIDDEN, f"port {port} is no port of the web")
    return Place(urlunsplit(parts._replace(fragment="")), scheme, host.lower(), port)


def safe_address(place: Place, *, allow_private: bool, resolving: Resolve = resolve) -> str:
    """
    Return the one address to connect to.

    Args:
        place: where the URL leads.
        allow_private: addresses of this machine and of the local network are allowed.
        resolving: how names are resolved.

    Raises:
        RefusedError: one of the host's addresses is private, or there is none.
    """
    addresses = resolving(place.host, place.port)
    if not addresses:
        raise RefusedError(Reason.UNREACHABLE, f"the name {place.host!r} has no address")
    for text in addresses:
        why = None if allow_private else why_not(text)
        if why:
            detail = f"{place.host} leads to {text}, {why}; --allow-private opens such addresses, in your own network"
            raise RefusedError(Reason.FORBIDDEN, detail)
    return addresses[0]


def why_not(text: str) -> str | None:
    """Return why an address is not to be asked, or None for one of the public network."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "which is no address"
    return next((why for one in (address, *_within(address)) if (why := _why_not(one))), None)


def _why_not(address: Address) -> str | None:
    if address.is_loopback or address.is_unspecified:
        return "this machine itself"
    if address.is_link_local:
        return "a link-local address, where clouds keep their secrets"
    if address.is_multicast:
        return "a multicast address"
    if address in _INSIDE:
        return "an address of the cloud's inside"
    reserved = any(address in network for network in _RESERVED)
    return None if address.is_global and not reserved else "an address of a private or reserved network"


def _within(address: Address) -> tuple[Address, ...]:
    """Return the IPv4 addresses that an IPv6 address carries in itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    found: list[Address] = [one for one in (address.ipv4_mapped, address.sixtofour) if one is not None]
    found += address.teredo or ()
    if any(address in network for network in _CARRIERS):
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(found)
