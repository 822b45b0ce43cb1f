"""A case outlives its mails: papers accumulate, the newest readable form speaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from filing.acts import Act, SenderConfirmed, SetAside
from filing.mail import Mail, SubjectLine
from filing.numbers import IcpNumber, find_icp_numbers
from filing.paper import Fact, Paper
from filing.records import Records
from filing.terms import Fate, Material

_FILLED_IN = ("entity_name", "domains", "website_principal_name")
"""A form that gives none of these is the template, sent along by mistake."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One mail as the case sees it: subject, papers and what the body says (ICP numbers, password, filing kind)."""

    mail: Mail
    subject_line: SubjectLine
    papers: tuple[Paper, ...] = ()
    body: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """All submissions of one entity + domain to one access province (接入省)."""

    access_province: str
    reference: str = ""
    submissions: tuple[Submission, ...] = ()
    records: Records = field(default_factory=Records)
    acts: tuple[Act, ...] = ()  # of people, oldest first; filing.rulings applies them

    def with_(self, submission: Submission) -> "Case":
        """The case after one more mail. A file that is already there becomes `duplicate`."""
        number = len(self.submissions) + 1
        seen = {p.sha256 for p in self.papers if p.fate in (Fate.MATERIAL, Fate.FORM)}
        papers = tuple(_numbered(p, number, seen) for p in submission.papers)
        return replace(self, submissions=(*self.submissions, replace(submission, papers=papers)))

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Every part of every mail, in order."""
        return tuple(p for s in self.submissions for p in s.papers)

    @property
    def latest(self) -> Submission:
        """The mail that is being judged."""
        return self.submissions[-1]

    @property
    def senders_unconfirmed(self) -> bool:
        """Whether several people write of whom nobody has confirmed that they belong together.

        An agent and the owner may both write (G21); so may a stranger who knows a name and a domain, and then no
        machine tells either what the other has sent. Nor does one answer who seems to mean another case: what he sends
        may complete that one. A person confirms a sender by saying so, or by letting a reply go to them.
        """
        senders = {s.mail.sender.lower() for s in self.submissions}
        confirmed = {act.address for act in self.acts if isinstance(act, SenderConfirmed)}
        doubtful = len(senders) > 1 or bool(self.records.elsewhere)
        return doubtful and not senders <= self.records.answered | confirmed

    @property
    def set_aside(self) -> bool:
        """Whether a person has said that this is no submission; a newer mail makes it one again."""
        return any(isinstance(act, SetAside) and act.mail == self.latest.mail.sha256 for act in self.acts)

    @property
    def form(self) -> Paper | None:
        """The registration form that counts: the last one that could be read. An empty template counts for nothing."""
        forms = [p for p in self.papers if p.fate is Fate.FORM]
        filled = [form for form in forms if any(form.text(key) for key in _FILLED_IN)]
        known = filled or forms
        return known[-1] if known else None

    def of(self, material: Material) -> Iterator[Paper]:
        """The papers that stand for a material, oldest first, replaced ones left out."""
        for paper in self.papers:
            counts = paper.fate in (Fate.MATERIAL, Fate.FORM) and not paper.superseded
            if counts and (paper.material is material or material in paper.also):
                yield paper

    def form_text(self, key: str) -> str | None:
        """A field of the form, or None if there is no form or the field is empty."""
        return self.form.text(key) if self.form else None

    @property
    def entity_name(self) -> str | None:
        """The entity as the form gives it, else as the newest subject does."""
        named = (s.subject_line.entity_name for s in reversed(self.submissions))
        return self.form_text("entity_name") or next((name for name in named if name), None)

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains as the form gives them, else as the newest subject does."""
        fact = self.form.facts.get("domains") if self.form else None
        if fact:
            return (fact.value,) if isinstance(fact.value, str) else fact.value
        return next((s.subject_line.domains for s in reversed(self.submissions) if s.subject_line.domains), ())

    def body_fact(self, key: str) -> Fact | None:
        """What the newest mail that says anything about `key` wrote in its body or subject."""
        found = [s.body[key] for s in self.submissions if key in s.body]
        return found[-1] if found else None

    @property
    def icp_numbers(self) -> tuple[IcpNumber, ...]:
        """Every ICP number that form, bodies and subjects name."""
        keys = ("entity_icp_number", "website_icp_number")
        texts = [self.form_text(key) for key in keys]
        texts += [fact.text for key in keys if (fact := self.body_fact(key))]
        texts += [number for s in self.submissions for number in s.subject_line.icp_numbers]
        return tuple(dict.fromkeys(n for text in texts if text for n in find_icp_numbers(text)))

    def ending_with(self, mail_id: str) -> "Case":
        """The same mails with one of them last: the one that is to be answered, whatever its date."""
        last = [s for s in self.submissions if s.mail.sha256 == mail_id]
        case = replace(self, submissions=())
        for submission in [s for s in self.submissions if s.mail.sha256 != mail_id] + last:
            case = case.with_(replace(submission, papers=tuple(_undone(p) for p in submission.papers)))
        return case

    def with_papers(self, papers: Mapping[int, Paper]) -> "Case":
        """The case with some papers replaced, keyed by their position in `papers`."""
        position, submissions = 0, []
        for submission in self.submissions:
            changed = tuple(papers.get(position + i, p) for i, p in enumerate(submission.papers))
            position += len(submission.papers)
            submissions.append(replace(submission, papers=changed))
        return replace(self, submissions=tuple(submissions))


def _undone(paper: Paper) -> Paper:
    """A paper before `with_` looked at it: a duplicate is again what it is."""
    if paper.fate is not Fate.DUPLICATE:
        return paper
    return replace(paper, fate=Fate.FORM if paper.material is Material.REGISTRATION_FORM else Fate.MATERIAL)


def _numbered(paper: Paper, number: int, seen: set[str]) -> Paper:
    if paper.sha256 in seen and paper.fate in (Fate.MATERIAL, Fate.FORM):
        return replace(paper, mail=number, fate=Fate.DUPLICATE)
    return replace(paper, mail=number)
