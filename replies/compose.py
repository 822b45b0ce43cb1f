"""The door to Jinja: from a decision to a reply. Templates hold the words, this holds the order of things."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateSyntaxError,
    meta,
    nodes,
    pass_context,
    select_autoescape,
)
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from filing.case import Case
from filing.decision import Decision
from filing.finding import Finding
from filing.masking import mask_text
from filing.reply import Reply
from filing.terms import CHINESE, MailClass, Outcome
from policy.requirements import Requirements
from replies import letter
from replies.addresses import one_line, recipient, reply_goes_astray
from replies.echo import echoed
from replies.enquiry import Answer, answer, propose
from replies.headers import headers, their_subject
from replies.letter import Item, Topic
from replies.letterhead import Letterhead
from replies.remarks import other_filings, remarks

TEMPLATES = Path(__file__).parent / "templates"
REFUSALS = {
    "ELI001": "not_accepted_suspended",
    "ROU001": "not_accepted_mailbox",
    "ELI006": "not_accepted_cross_province",
}
DRAFTS = frozenset({"enquiry", "for_specialist", "several_filings"})
"""Replies that a person reads before they leave."""

CERTAIN = frozenset({"for_specialist"})
"""Drafts that tell no doubt: receipt, the papers by name, and that a person is looking."""

_LABEL = re.compile(r"^(项目|问题|处理)：(.*)$", re.MULTILINE)


def compose(decision: Decision, case: Case, asks: Requirements, head: Letterhead) -> Reply | None:
    """The reply to the newest mail; None for machine mail, and where there is nobody to write to.

    `auto` is false for whatever a person must read first: drafts, a Reply-To elsewhere, a sender that no machine may
    answer, several of whom it is not known that they belong together, or a case that a person has ruled on.
    """
    mail = case.latest.mail
    to, template = recipient(mail), _template(decision, case)
    if to is None or template is None:
        return None
    safe = mail.mail_class is MailClass.NORMAL and not head.by_person
    safe = safe and not mail.never_answer and not reply_goes_astray(mail) and not case.senders_unconfirmed
    words = words_of(decision, case, asks, head)
    made = written(template, words, case, head, to, auto=safe and template not in DRAFTS)
    return replace(made, certain=safe and template in CERTAIN)


def written(template: str, words: Mapping[str, Any], case: Case, head: Letterhead, to: str, *, auto: bool) -> Reply:
    """A letter in the thread of the newest mail; `words` as `words_of` gives them, or more."""
    text, html, subject = (
        _masked(_environment(head.wordings).get_template(f"{template}/{file}").render(words))
        for file in ("body.txt", "body.html", "subject.txt")
    )
    sent = headers(case.latest.mail, head, to, one_line(subject), auto=auto)
    return Reply(to, one_line(subject), _tidy(text), html, auto, template, sent)


def wording(finding: Finding, asks: Requirements) -> Item:
    """What a customer, or the specialist beside them, reads about one finding."""
    return _item(Topic(finding.code, (finding,)), {"asks": asks, "provider": asks.provider}, None)


def _template(decision: Decision, case: Case) -> str | None:
    """A mail with the forms of several entities is a person's to sort (A38), unless it is not accepted anyway."""
    if _asks_only(decision, case):
        answered = (MailClass.NORMAL, MailClass.UNPARSABLE)
        return "enquiry" if case.latest.mail.mail_class in answered and not case.set_aside else None
    if decision.outcome is Outcome.NOT_ACCEPTED:
        return REFUSALS[_refusal(decision).code]
    one = any(f.code == "SUB004" and f.overridden for f in decision.findings)
    return "several_filings" if other_filings(case) and not one else decision.outcome.value.lower()


def _asks_only(decision: Decision, case: Case) -> bool:
    """No submission, or a word to a case that is one."""
    return decision.outcome is Outcome.NOT_A_SUBMISSION or letter.says_only(case)


def _refusal(decision: Decision) -> Finding:
    return next(f for f in decision.findings if f.code in REFUSALS and not f.overridden)


def words_of(decision: Decision, case: Case, asks: Requirements, head: Letterhead) -> dict[str, Any]:
    """What a template may name: the keys of `replies.vocabulary.LETTER`."""
    mail, own = case.latest.mail, letter.own_domains(case)
    files, lacking, other, soft = (letter.topics(decision, kind) for kind in ("files", "lacking", "other", "soft"))
    unopened = bool(lacking) and letter.unopened(case)
    brief = unopened and len(lacking) > letter.FEW
    refused, told = decision.outcome is Outcome.NOT_ACCEPTED, [*lacking, *other]
    known = {"asks": asks, "provider": asks.provider, "own_domains": own}
    example = {**known, "subject_example": letter.subject_example(case, decision)}
    return {
        **known,
        "name": letter.greeted(case, decision),
        "domains": letter.shown_domains(case),
        "received_at": mail.received_at,
        "their_subject": their_subject(mail.subject, own),
        "reference": head.reference,
        "accepted": letter.accepted(case, asks, decision),
        "doubtful": [*letter.pending(asks, decision), *letter.doubtful_files(case)],
        "unopened": unopened,
        "lists": _lists(files, lacking, other, lambda topic: _item(topic, known, head.wordings), brief=brief),
        "notes": [*remarks(case, asks, own), *(_item(t, example, head.wordings) for t in soft)],
        "f": dict(_refusal(decision).facts) if refused else {},
        "others": other_filings(case),
        "blank_forms": any(f.facts.get("download") or f.code.startswith("FRM") for t in told for f in t.findings),
        "answer": _answer(decision, case, asks),
        "automatic": _template(decision, case) not in DRAFTS and not head.by_person,
    }


def _answer(decision: Decision, case: Case, asks: Requirements) -> Answer | None:
    """What the FAQ says to a question, for a specialist to look over."""
    entry = propose(case.latest.mail) if _asks_only(decision, case) else None
    return answer(entry, asks.provider, today=asks.today_notes) if entry else None


def _lists(
    files: list[Topic], lacking: list[Topic], other: list[Topic], item: Callable[[Topic], Item], *, brief: bool
) -> list[tuple[str, list[Item]]]:
    """Files that did not open, missing, to be replaced; more than eight items by kind of paper.

    `brief`: the papers that seem to be missing may be in a file that did not open, so how to make them is not told.
    """
    if len(lacking) + len(other) <= letter.MANY:
        named = [("仍需您补充", lacking), ("需更换或更正", other)]
    else:
        order = [name for name, _ in letter.GROUPS] + [letter.OTHERS]
        sorted_topics = sorted([*lacking, *other], key=lambda t: order.index(letter.group_of(t)))
        named = [(name, list(group)) for name, group in groupby(sorted_topics, key=letter.group_of)]
    named = [("未能使用的文件", files), *named]
    plain = {id(t) for t in lacking if brief}
    return [
        (name, letter.corrected_once([replace(item(t), advice="") if id(t) in plain else item(t) for t in group]))
        for name, group in named
        if group
    ]


def _item(topic: Topic, known: Mapping[str, Any], wordings: Path | None) -> Item:
    """`known` holds the words that are the same for every finding of a letter."""
    finding = topic.findings[0]
    words = {
        "own_domains": frozenset(),
        "subject_example": "",
        **known,
        "f": dict(finding.facts),
        "each": [dict(f.facts) for f in topic.findings],
        "verdict": finding.verdict.value,
        "material": CHINESE[finding.material] if finding.material else "",
    }
    rendered = _wordings(wordings).get_template(f"findings/{topic.code}.txt").render(words)
    parts = dict(_LABEL.findall(rendered))
    return Item(*(one_line(parts[key], 900) for key in ("项目", "问题", "处理")))


def _masked(text: str) -> str:
    """The last look: no ID number, mobile number or password leaves, whatever a template or a fact let through."""
    return "\n".join(mask_text(line) for line in text.split("\n"))


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@dataclass(frozen=True, slots=True)
class Use:
    """A name in a wording, the member that is asked of it ("" for none), and the 1-based line."""

    name: str
    member: str
    line: int


@dataclass(frozen=True)
class WordingSyntaxError(Exception):
    """A wording that is no template."""

    message: str
    line: int


def uses(text: str) -> Iterator[Use]:
    """The names that a wording wants filled in, for `replies.wordings`; an item of a list counts as the list itself.

    Raises WordingSyntaxError.
    """
    try:
        tree = _environment(None).parse(text)
        undeclared = meta.find_undeclared_variables(tree)
    except TemplateSyntaxError as error:
        raise WordingSyntaxError(str(error.message), error.lineno) from None
    loops = [loop for loop in tree.find_all(nodes.For) if _over_each(loop)]
    each = {loop.target.name for loop in loops if isinstance(loop.target, nodes.Name)}
    for name in tree.find_all(nodes.Name):
        if name.name in undeclared:
            yield Use(name.name, "", name.lineno)
    for member in tree.find_all(nodes.Getattr):
        if isinstance(member.node, nodes.Name):
            yield Use("each" if member.node.name in each else member.node.name, member.attr, member.lineno)


def _over_each(loop: nodes.For) -> bool:
    named = (loop.iter, *loop.iter.find_all(nodes.Name))
    return any(isinstance(n, nodes.Name) and n.name == "each" for n in named)


@cache
def _environment(wordings: Path | None) -> SandboxedEnvironment:
    """Sandboxed, strict about names, escaping in HTML: customers' text is data, never template (T082)."""
    folders = [wordings, TEMPLATES] if wordings else [TEMPLATES]
    environment = SandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"kb": _kb, "clean": _clean, "few": _few, "moment": _moment}
    return environment


@cache
def _wordings(wordings: Path | None) -> SandboxedEnvironment:
    """The same, but a block at the end of a line does not swallow the line break: three labels, three lines."""
    return _environment(wordings).overlay(trim_blocks=False)


def _kb(size: int) -> str:
    """480 KB, 500 KB: as the seed counts, 1 K = 1024 bytes; a size just above a round figure is not rounded to it."""
    return f"{size / 1024:.1f}".rstrip("0").rstrip(".") + " KB"


@pass_context
def _clean(context: Context, text: object, limit: int = 200) -> str:
    """A stranger's words as they may be repeated."""
    return echoed(str(text), context["own_domains"], limit)


@pass_context
def _few(context: Context, names: list[str], most: int = 10) -> str:
    shown = [_clean(context, n, 60) for n in names]
    return "、".join(shown[:most]) + (f" 等{len(shown)}项" if len(shown) > most else "")


def _moment(at: datetime) -> str:
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
