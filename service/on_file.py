"""What is on file outside of the mails, put together for a case: lists, resolution, and what the store knows."""

import socket
from dataclasses import dataclass, replace

from filing.case import Case
from filing.ports import Resolver
from filing.records import Records
from service.lists import read_blacklist, read_products
from service.settings import Settings

DOMAINS_AT_MOST = 10


class SystemResolver:
    """The host's own resolver."""

    def addresses(self, domain: str) -> tuple[str, ...]:
        """The IP addresses of a domain; () if it has none or nobody answers."""
        try:
            found = socket.getaddrinfo(domain.encode("idna").decode("ascii"), None, proto=socket.IPPROTO_TCP)
        except (OSError, UnicodeError):
            return ()
        return tuple(sorted({str(address[4][0]) for address in found}))


@dataclass(frozen=True, slots=True)
class OnFile:
    """The lists are read anew each time: whoever edits one need not restart the service."""

    settings: Settings
    resolver: Resolver | None = None

    def about(self, case: Case, stored: Records | None = None) -> Case:
        """The case with its records. Raises ConfigurationRefused for a list that cannot be read."""
        lists = self.settings.lists
        records = replace(
            stored or Records(),
            blacklist=read_blacklist(lists.blacklist) if lists.blacklist else (),
            products=read_products(lists.products) if lists.products else None,
            addresses=self._addresses(case),
        )
        return replace(case, records=records)

    def _addresses(self, case: Case) -> dict[str, tuple[str, ...]]:
        if self.resolver is None:
            return {}
        domains = [d.strip().lower().removeprefix("www.") for d in case.domains[:DOMAINS_AT_MOST]]
        return {domain: self.resolver.addresses(domain) for domain in domains}


def on_file(settings: Settings) -> OnFile:
    """As the settings say: nothing is asked of the network unless `[dns] resolve = true`.

    Raises ConfigurationRefused for a list that cannot be read: at the start rather than at the first mail.
    """
    found = OnFile(settings, SystemResolver() if settings.dns.resolve else None)
    found.about(Case(""))
    return found
