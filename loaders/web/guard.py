"""Connections to public addresses only, decided on the address that is connected to and not on the name.

A name is looked up once and the connection made to what was found, so that no second answer of its server can lead inside.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Check = Callable[[str], bool]


class ForbiddenError(Exception):
    """An address within one's own network or machine."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; of one that wraps another, whether both are."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def pool(*, allow_private: bool) -> urllib3.PoolManager:
    """A pool whose connections check where they lead. Proxies of the environment are not used."""
    made = urllib3.PoolManager(num_pools=50)
    if not allow_private:
        made.pool_classes_by_scheme = {"http": _PublicPool, "https": _PublicTLSPool}
    return made


def _connect(connection: Any) -> socket.socket:
    host, port = connection._dns_host, connection.port
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        told = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
        raise NameResolutionError(host, connection, told) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if inside := [address for address in addresses if not is_public(address)]:
        raise ForbiddenError(f"it leads to {inside[0]}, an address of a private network or of this machine")
    for address in addresses:
        try:
            return create_connection(
                (address, port), connection.timeout, socket_options=connection.socket_options
            )
        except OSError as error:
            last = error
    raise NewConnectionError(connection, f"no connection: {last}") from last


class _Public(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _PublicTLS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _Public


class _PublicTLSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicTLS
