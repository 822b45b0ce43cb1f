"""What a case would be if mails changed places: pure, so that a person sees it before it is done."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checks.several import proposed
from filing.acts import Act, Narrowed, SetAside
from filing.case import Case, Submission
from filing.paper import Paper
from store.acts import File


@dataclass(frozen=True, slots=True)
class Part:
    """A case to be split off: whole mails (ids), papers (sha256) of mails that stay, and whose matter it is."""

    mails: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    entity_name: str | None = None
    domains: tuple[str, ...] = ()


def assembled(like: Case, submissions: Iterable[Submission], acts: Iterable[Act]) -> Case:
    """A case of these mails, each once, in the order received."""
    each = {s.mail.sha256: s for s in submissions}
    case = replace(like, submissions=(), acts=tuple(acts))
    for submission in sorted(each.values(), key=lambda s: (s.mail.received_at, s.mail.sha256)):
        case = case.with_(submission)
    return case


def merged(keep: File, other: File) -> Case:
    """Both cases as one; what a split of them had set apart is whole again."""
    back = {k.seq for k in keep.kept if k.data.get("split") == other.case_id}
    theirs = (k.act for k in other.kept if not isinstance(k.act, Narrowed) or not back)
    acts = (*(k.act for k in keep.kept if k.seq not in back), *theirs)
    return assembled(keep.case, (*other.case.submissions, *keep.case.submissions), acts)


def newest(case: Case, files: Sequence[File]) -> File:
    """The file whose newest mail is the newest of the case: its reply is the one to write."""
    return next(f for f in files if f.mail_id == case.latest.mail.sha256)


def narrowing(file: File, parts: Sequence[Part]) -> list[Narrowed]:
    """What is left of the mails that stay, a Narrowed for each mail of which papers leave."""
    leaving = {paper for part in parts for paper in part.papers}
    gone = {mail for part in parts for mail in part.mails}
    stay = (s for s in file.case.submissions if s.mail.sha256 not in gone)
    taken = ((s.mail.sha256, tuple(p.sha256 for p in s.papers if p.sha256 in leaving)) for s in stay)
    return [Narrowed(mail, papers, None, ()) for mail, papers in taken if papers]


def remaining(file: File, parts: Sequence[Part]) -> Case:
    """The case after the parts have left."""
    gone = {mail for part in parts for mail in part.mails}
    stay = (s for s in file.case.submissions if s.mail.sha256 not in gone)
    return assembled(file.case, stay, (*file.case.acts, *narrowing(file, parts)))


def part_acts(file: File, part: Part) -> tuple[Act, ...]:
    """What is said of a part: all that was said of its papers before, and which of the mails' papers are its own."""
    before = (act for act in file.case.acts if not isinstance(act, Narrowed | SetAside))
    own = (Narrowed(s.mail.sha256, _others(s.papers, part), part.entity_name, part.domains) for s in shared(file, part))
    return (*before, *own)


def shared(file: File, part: Part) -> list[Submission]:
    """The mails that stay and of which papers belong to the part."""
    stay = (s for s in file.case.submissions if s.mail.sha256 not in part.mails)
    return [s for s in stay if any(p.sha256 in part.papers for p in s.papers)]


def part_case(file: File, part: Part, reference: str) -> Case:
    """The case that the part becomes."""
    own = (s for s in file.case.submissions if s.mail.sha256 in part.mails)
    like = replace(file.case, reference=reference)
    return assembled(like, (*own, *shared(file, part)), part_acts(file, part))


def part_id(file: File, number: int) -> str:
    """The id of the `number`th part; the same split twice is one."""
    name = f"{file.case_id}/{file.version}/{number}"
    return f"case-{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def proposal(case: Case) -> tuple[Part, ...]:
    """Whose papers seem to be whose where a mail holds several filings (A38): all but the first would leave."""
    return tuple(
        Part((), (f.form.sha256, *(p.sha256 for p in f.papers)), f.form.text("entity_name"), f.domains)
        for f in proposed(case)[1:]
    )


def _others(papers: Iterable[Paper], part: Part) -> tuple[str, ...]:
    return tuple(p.sha256 for p in papers if p.sha256 not in part.papers)
