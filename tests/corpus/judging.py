"""A case folder through the straight line, with a memory for what has been read already."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from filing.case import Case
from filing.mail import SHANGHAI, Mail, Part, RawMail
from filing.paper import Paper
from intake.judgement import Judgement
from intake.pipeline import judge, take
from policy.load import load_policy
from policy.resolve import Policy
from samples.recipes import Made, load, make
from service.hands import Hands
from service.letterhead import letterhead
from service.lists import read_blacklist, read_products
from tests.corpus.expected import Expected

RANGES = {"jiangsu": ("203.0.113.0/24",), "anhui": ("198.51.100.0/24",)}
NOW = datetime(2026, 11, 17, 9, 5, tzinfo=SHANGHAI)


@cache
def policy_of(profile: str) -> Policy:
    return load_policy(profile, ip_ranges=RANGES)


class Desk:
    """Judges cases in two limited children; the same bytes under the same name are read once in a session."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._readings: dict[str, tuple[Paper, ...]] = {}
        self._threads = ThreadPoolExecutor(2)

    def judge(self, folder: Path, expected: Expected) -> Judgement:
        policy = policy_of(expected.profile)
        case = Case(policy.book.access_keys[expected.mailbox], "BA-20261117-0001")
        for made in _mails(folder):
            mail = self._hands.parse(RawMail(made.raw, expected.mailbox, NOW))
            mail = replace(mail, received_at=(mail.sent_at or NOW).astimezone(SHANGHAI))
            case = self._take(case, mail, made)
        case = _on_file(case, folder, expected)
        own = policy.on(case.latest.mail.day).provider(case.access_province).mailbox
        return judge(case, policy, letterhead(own, "备案专员", case, NOW))

    def _take(self, case: Case, mail: Mail, made: Made) -> Case:
        """Every attachment is read, two at a time, before the straight line asks for it."""
        papers = self._threads.map(lambda part: self._papers(part, made), mail.parts)
        read = {id(part): found for part, found in zip(mail.parts, papers, strict=True)}
        return take(case, mail, lambda part: read[id(part)])

    def _papers(self, part: Part, made: Made) -> tuple[Paper, ...]:
        stands_for = made.given.get(part.content)
        if stands_for:
            return (replace(stands_for, name=part.name, inside=part.inside),)
        key = self._hands.key(part)
        if key not in self._readings:
            self._readings[key] = self._hands.read(part)
        return self._readings[key]


def _on_file(case: Case, folder: Path, expected: Expected) -> Case:
    """With what expected.toml says is on file, and the lists that lie in the folder."""
    blacklist, products = folder / "blacklist.csv", folder / "products.csv"
    records = replace(
        expected.on_file,
        blacklist=read_blacklist(blacklist) if blacklist.exists() else (),
        products=read_products(products) if products.exists() else None,
    )
    return replace(case, records=records)


def _mails(folder: Path) -> list[Made]:
    """mail.eml or mail.toml, or 1.eml, 2.toml … in order."""
    files = [p for p in folder.iterdir() if p.stem == "mail" or p.stem.isdigit()]
    ordered = sorted(files, key=lambda p: (p.stem != "mail", int(p.stem) if p.stem.isdigit() else 0))
    return [Made(p.read_bytes()) if p.suffix == ".eml" else make(load(p)) for p in ordered]
