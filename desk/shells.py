"""Which domains are filed, and where a tool of the technicians found them: 采用工具（例如：PingInfoView） [001:232]."""

import csv
import io
from collections.abc import Iterable, Mapping
from ipaddress import ip_address

from checks.domains import plain_domain
from desk.shell_letters import case_domains
from filing.authority import Stage
from filing.errors import UnreadableInput
from filing.shells import ShellNotice
from filing.terms import FilingKind
from filing.worksheet import Dossier
from parsers.sheet import SheetTrouble
from parsers.spreadsheet_text import decode
from reports.shell_looks import Addresses, FiledDomain

HOSTS = ("hostname", "host", "domain", "主机名", "主机名称", "主机", "域名")
ADDRESSES = ("ipaddress", "ip", "ip地址", "解析到的ip")


def filed_domains(dossiers: Iterable[Dossier]) -> tuple[FiledDomain, ...]:
    """Each domain once, with its last approval; one whose last approval is a cancellation (注销) is filed no more."""
    approved = [one for one in dossiers if one.progress.stage is Stage.APPROVED]
    told, found = _last_notices(approved), dict[str, FiledDomain | None]()
    for one in sorted(approved, key=lambda one: one.progress.milestones[-1].on):
        number = one.progress.milestones[-1].icp_number
        for domain in case_domains(one.case.domains):
            about = (one.entity_name or "", number, one.access_province, one.reference)
            known = FiledDomain(domain, *about, told.get(domain))
            found[domain] = None if one.filing_kind is FilingKind.CANCEL else known
    return tuple(one for one in found.values() if one)


def _last_notices(dossiers: Iterable[Dossier]) -> Mapping[str, ShellNotice]:
    """Domain → the last notice of it, in whatever case it was written."""
    every = sorted((n for one in dossiers for n in one.shells), key=lambda n: n.shell.checked)
    return {notice.shell.domain: notice for notice in every}


def ping_results(content: bytes) -> Addresses:
    """PingInfoView's export: host and address, found by the names of the columns.

    A host without address has none; what stands in place of an address (a message, say) means: not looked up. Raises
    UnreadableInput.
    """
    try:
        text = decode(content)
    except SheetTrouble as trouble:
        raise UnreadableInput(trouble.about, "请在 PingInfoView 中另存为 CSV 后重试。") from trouble
    delimiter = max(",\t;", key=text[:20_000].count)
    rows = list(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter))
    head = ["".join(name.lower().split()) for name in rows[0]] if rows else []
    host, address = _column(head, HOSTS), _column(head, ADDRESSES)
    if host is None or address is None:
        raise UnreadableInput("表中没有找到列名。", "第一行应有主机名（Host Name）和 IP 地址（IP Address）两列。")
    found: dict[str, tuple[str, ...] | None] = {}
    for row in rows[1:]:
        if len(row) > max(host, address) and (domain := plain_domain(row[host])):
            found[domain] = _joined(found.get(domain, ()), _address(row[address].strip()))
    return found


def _column(head: list[str], names: Iterable[str]) -> int | None:
    return next((head.index(name) for name in names if name in head), None)


def _address(text: str) -> tuple[str, ...] | None:
    try:
        return (str(ip_address(text)),) if text else ()
    except ValueError:
        return None


def _joined(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Of two rows about a host, with and without www: every address, and a message only if there is none."""
    return tuple(dict.fromkeys((*(one or ()), *(other or ())))) or (None if None in (one, other) else ())
