"""The door to Jinja: from a decision to a reply. Templates hold the words, this holds the order of things."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from filing.case import Case
from filing.decision import Decision
from filing.finding import Finding
from filing.masking import mask_text
from filing.reply import Reply
from filing.terms import CHINESE, MailClass, Outcome
from policy.requirements import Requirements
from replies import letter
from replies.addresses import message_ids, one_line, recipient, references, reply_goes_astray
from replies.letter import Item, Topic
from replies.threading import MARK

TEMPLATES = Path(__file__).parent / "templates"
REFUSALS = {
    "ELI001": "not_accepted_suspended",
    "ROU001": "not_accepted_mailbox",
    "ELI006": "not_accepted_cross_province",
}
_PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|aw|回复|答复|转发|回覆|转寄)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)
_REFERENCE = re.compile(r"\s*[\[【]BA-\d{8}-\d{1,6}[\]】]")
_LABEL = re.compile(r"^(项目|问题|处理)：(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What only the sender knows: our address and name, the case's reference (BA-20261121-0007), id and moment."""

    own_address: str
    own_name: str
    reference: str
    message_id: str
    now: datetime


def compose(decision: Decision, case: Case, asks: Requirements, head: Letterhead) -> Reply | None:
    """The reply to the newest mail; None for machine mail, and where there is nobody to write to.

    `auto` is false for whatever a person must read first: drafts, a Reply-To elsewhere, a sender that no machine may
    answer.
    """
    mail = case.latest.mail
    to, template = recipient(mail), _template(decision, mail.mail_class)
    if to is None or template is None:
        return None
    words = _words(decision, case, asks, head)
    text = _masked(_render(f"{template}/body.txt", words))
    auto = decision.outcome in (Outcome.COMPLETE, Outcome.INCOMPLETE, Outcome.NOT_ACCEPTED)
    auto = auto and mail.mail_class is MailClass.NORMAL and not mail.never_answer and not reply_goes_astray(mail)
    subject = one_line(_masked(_render(f"{template}/subject.txt", words)))
    html = _masked(_render(f"{template}/body.html", words))
    return Reply(to, subject, _tidy(text), html, auto, template, _headers(case, head, to, subject, auto=auto))


def wording(finding: Finding, asks: Requirements) -> Item:
    """What a customer, or the specialist beside them, reads about one finding."""
    return _item(Topic(finding.code, (finding,)), asks, "")


def _template(decision: Decision, mail_class: MailClass) -> str | None:
    if decision.outcome is Outcome.NOT_A_SUBMISSION:
        return "enquiry" if mail_class in (MailClass.NORMAL, MailClass.UNPARSABLE) else None
    if decision.outcome is Outcome.NOT_ACCEPTED:
        return next(REFUSALS[f.code] for f in decision.findings if f.code in REFUSALS)
    return decision.outcome.value.lower()


def _words(decision: Decision, case: Case, asks: Requirements, head: Letterhead) -> dict[str, Any]:
    mail = case.latest.mail
    files, lacking, other = (letter.topics(decision, kind) for kind in ("files", "lacking", "other"))
    refusal, told = next((f for f in decision.findings if f.code in REFUSALS), None), [*lacking, *other]
    return {
        "name": letter.greeted(case, decision),
        "domains": letter.shown_domains(case),
        "received_at": mail.received_at,
        "their_subject": _their_subject(mail.subject),
        "reference": head.reference,
        "provider": asks.provider,
        "asks": asks,
        "accepted": letter.accepted(case, asks, decision),
        "doubtful": letter.doubtful_files(case),
        "unopened": bool(lacking) and letter.unopened(case),
        "lists": _lists(files, lacking, other, asks),
        "notes": [_item(t, asks, letter.subject_example(case, decision)) for t in letter.topics(decision, "soft")],
        "f": dict(refusal.facts) if refusal else {},
        "blank_forms": any(f.facts.get("download") or f.code.startswith("FRM") for t in told for f in t.findings),
        "automatic": decision.outcome is not Outcome.FOR_SPECIALIST,
    }


def _lists(
    files: list[Topic], lacking: list[Topic], other: list[Topic], asks: Requirements
) -> list[tuple[str, list[Item]]]:
    """Files that did not open, missing, to be replaced; more than eight items by kind of paper."""
    if len(lacking) + len(other) <= letter.MANY:
        named = [("仍需您补充", lacking), ("需更换或更正", other)]
    else:
        order = [name for name, _ in letter.GROUPS] + [letter.OTHERS]
        sorted_topics = sorted([*lacking, *other], key=lambda t: order.index(letter.group_of(t)))
        named = [(name, list(group)) for name, group in groupby(sorted_topics, key=letter.group_of)]
    named = [("未能使用的文件", files), *named]
    return [(name, [_item(t, asks, "") for t in group]) for name, group in named if group]


def _item(topic: Topic, asks: Requirements, example: str) -> Item:
    finding = topic.findings[0]
    words = {
        "f": dict(finding.facts),
        "each": [dict(f.facts) for f in topic.findings],
        "verdict": finding.verdict.value,
        "material": CHINESE[finding.material] if finding.material else "",
        "asks": asks,
        "provider": asks.provider,
        "subject_example": example,
    }
    rendered = _wordings().get_template(f"findings/{topic.code}.txt").render(words)
    parts = dict(_LABEL.findall(rendered))
    return Item(*(one_line(parts[key], 900) for key in ("项目", "问题", "处理")))


def _their_subject(subject: str) -> str:
    """Their own words, once: without 回复: and without our reference, which is put at the end again."""
    return _PREFIX.sub("", _REFERENCE.sub("", one_line(subject, 400)))[:140].strip() or "备案资料"


def _headers(case: Case, head: Letterhead, to: str, subject: str, *, auto: bool) -> Mapping[str, str]:
    mail = case.latest.mail
    headers = {
        "From": f'"{re.sub(chr(34), "", one_line(head.own_name, 60))}" <{head.own_address}>',
        "To": to,
        "Subject": subject,
        "Date": format_datetime(head.now),
        "Message-ID": head.message_id,
        "In-Reply-To": "".join(message_ids([mail.message_id])[:1]),
        "References": " ".join(references(mail)),
        "Auto-Submitted": "auto-replied" if auto else "",
        "X-Auto-Response-Suppress": "All",
        MARK: head.reference or "1",
    }
    return {name: value for name, value in headers.items() if value}


def _masked(text: str) -> str:
    """The last look: no ID number, mobile number or password leaves, whatever a template or a fact let through."""
    return "\n".join(mask_text(line) for line in text.split("\n"))


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _render(name: str, words: Mapping[str, Any]) -> str:
    return _environment().get_template(name).render(words)


@cache
def _environment() -> SandboxedEnvironment:
    """Sandboxed, strict about names, escaping in HTML: customers' text is data, never template (T082)."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"kb": _kb, "clean": one_line, "few": _few, "moment": _moment}
    return environment


@cache
def _wordings() -> SandboxedEnvironment:
    """The same, but a block at the end of a line does not swallow the line break: three labels, three lines."""
    return _environment().overlay(trim_blocks=False)


def _kb(size: int) -> str:
    """480 KB, 500 KB: as the seed counts, 1 K = 1024 bytes; a size just above a round figure is not rounded to it."""
    return f"{size / 1024:.1f}".rstrip("0").rstrip(".") + " KB"


def _few(names: list[str], most: int = 10) -> str:
    shown = [one_line(str(n), 60) for n in names]
    return "、".join(shown[:most]) + (f" 等{len(shown)}项" if len(shown) > most else "")


def _moment(at: datetime) -> str:
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
