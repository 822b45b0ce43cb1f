"""Where the filed domains were seen, and what that says of those whose owners were told [001:232]. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from filing.shells import ShellNotice, ShellOutcome
from policy.server_ip import Ranges, outside

Addresses = Mapping[str, tuple[str, ...] | None]
"""Domain → its IP addresses; () = it has none. None, or not in it: it could not be looked up."""


@dataclass(frozen=True, slots=True)
class FiledDomain:
    """A domain that is filed through us; as it is compared: lower case, without www. `reference`: of its case.

    `notice`: the last one that its owner got, or is to get.
    """

    domain: str
    entity_name: str
    icp_number: str
    access_province: str
    reference: str
    notice: ShellNotice | None = None


class Where(StrEnum):
    """Nothing is called ours that was not seen in our ranges (A39)."""

    OURS = "ours"
    OUTSIDE = "outside"
    NOWHERE = "nowhere"
    UNKNOWN = "unknown"
    UNJUDGED = "unjudged"


@dataclass(frozen=True, slots=True)
class Look:
    """One domain as it was seen. `addresses`: those elsewhere, if there are any."""

    one: FiledDomain
    where: Where
    addresses: tuple[str, ...] = ()

    @property
    def notice(self) -> ShellNotice | None:
        """The one that is to be followed: whoever came back and left again is told anew."""
        last = self.one.notice
        return None if last and last.outcome is ShellOutcome.BACK else last

    def result(self, now: datetime) -> ShellOutcome | None:
        """What became of the domain, by this look and by what people have told."""
        notice = self.notice
        if notice is None or notice.sent_at is None or notice.over:
            return notice.outcome if notice else None
        if self.where is Where.OURS:
            return ShellOutcome.BACK
        if not notice.expired(now):
            return None
        return ShellOutcome.AWAY if self.where is Where.OUTSIDE else notice.outcome or ShellOutcome.UNCONFIRMED

    def untold(self, until: datetime) -> bool:
        """Whether its owner is to be told, with this deadline: they never were, or not in time."""
        last = self.notice
        return self.where is Where.OUTSIDE and (last is None or (not last.in_time and last.shell.until < until))


def looks(filed: Iterable[FiledDomain], found: Addresses, ranges: Ranges) -> Iterator[Look]:
    """Any province's ranges are ours; of a domain in none of them nothing is said unless its own province's are set."""
    for one in filed:
        seen = found.get(one.domain)
        away = outside(seen or (), ranges)
        if not seen:
            yield Look(one, Where.UNKNOWN if seen is None else Where.NOWHERE)
        elif not away:
            yield Look(one, Where.OURS, seen)
        else:
            yield Look(one, Where.OUTSIDE if one.access_province in ranges else Where.UNJUDGED, away)
