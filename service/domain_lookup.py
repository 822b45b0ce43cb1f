"""Where many domains point to, asked of the host's own resolver at once."""

import socket
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait

from checks.domains import is_ip
from reports.shell_looks import Addresses
from service.settings import Settings

AT_ONCE = 32
PATIENCE = 60.0  # seconds for all of them: a page does not wait for a resolver that is silent
ABSENT = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})

Lookup = Callable[[Iterable[str]], Addresses]


def lookup(settings: Settings) -> Lookup | None:
    """None unless `[dns] resolve = true`: nothing is asked of the network otherwise."""
    return look_up if settings.dns.resolve else None


def look_up(domains: Iterable[str], patience: float = PATIENCE) -> Addresses:
    """What is not known when the patience ends is left out: not looked up."""
    pool = ThreadPoolExecutor(AT_ONCE)
    asked = {pool.submit(addresses, domain): domain for domain in domains}
    done, _ = wait(asked, patience)
    pool.shutdown(wait=False, cancel_futures=True)
    return {asked[future]: future.result() for future in done}


def addresses(domain: str) -> tuple[str, ...] | None:
    """Of a domain, else of its www; () = neither has any; None = nobody could say."""
    if is_ip(domain):
        return (domain,)
    bare = _asked(domain)
    return _asked(f"www.{domain}") if bare == () else bare


def _asked(host: str) -> tuple[str, ...] | None:
    try:
        found = socket.getaddrinfo(host.encode("idna").decode("ascii"), None, proto=socket.IPPROTO_TCP)
    except socket.gaierror as error:
        return () if error.errno in ABSENT else None
    except (OSError, UnicodeError):
        return None
    return tuple(sorted({str(address[4][0]) for address in found}))
