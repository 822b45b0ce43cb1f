"""The JSON of the command line (schema in docs/contract/): what other programs may rely on."""

from collections.abc import Mapping
from typing import Any

from filing.finding import Finding
from filing.mail import Mail, SubjectLine
from filing.masking import mask_text
from filing.paper import Paper
from filing.reply import Reply
from filing.terms import Verdict
from intake.judgement import Judgement

TEXT_LIMIT = 2000


def judgement_json(judged: Judgement) -> dict[str, Any]:
    """`beian check --json`: the last mail, the whole case."""
    latest = judged.case.latest
    findings = [f for f in judged.decision.findings if f.verdict is not Verdict.PASS]
    return {
        "mail": mail_json(latest.mail),
        "subject_line": subject_json(latest.subject_line),
        "case": _case_json(judged),
        "attachments": [paper_json(p, in_case=True) for p in judged.case.papers],
        "findings": [finding_json(f) for f in findings],
        "missing": [m.value for m in judged.decision.missing],
        "outcome": judged.decision.outcome.value,
        "reply": _reply_json(judged.reply),
    }


def mail_json(mail: Mail) -> dict[str, Any]:
    """The mail's own lines; passwords in the text are masked."""
    return {
        "message_id": mail.message_id or None,
        "from": mail.sender or None,
        "subject": mail.subject,
        "received_at": mail.received_at.isoformat(),
        "class": mail.mail_class.value,
        "text": mask_text(mail.text)[:TEXT_LIMIT],
    }


def subject_json(line: SubjectLine) -> dict[str, Any]:
    """What the subject says."""
    return {"entity_name": line.entity_name, "domains": list(line.domains), "filing_kind": line.filing_kind}


def paper_json(paper: Paper, *, in_case: bool = False) -> dict[str, Any]:
    """One row of `attachments`. Facts are plain: whoever runs the command holds the file. The password never is."""
    row: dict[str, Any] = {"mail": paper.mail} if in_case else {}
    return row | {
        "name": paper.name,
        "in": paper.inside,
        "size": paper.size,
        "sha256": paper.sha256,
        "fate": paper.fate.value,
        "material": paper.material.value if paper.material else None,
        "also": [m.value for m in paper.also],
        "facts": _facts_json(paper),
        "quality": dict(paper.quality),
    }


def _facts_json(paper: Paper) -> dict[str, str | list[str]]:
    facts: dict[str, str | list[str]] = {}
    for key, fact in paper.facts.items():
        facts[key] = fact.value if isinstance(fact.value, str) else list(fact.value)
        if key == "icp_password":
            facts[key] = "******"
    return facts


def _case_json(judged: Judgement) -> dict[str, Any]:
    case, asks = judged.case, judged.asks
    return {
        "filing_kind": asks.filing_kind.value,
        "entity_type": asks.entity_type.value if asks.entity_type else None,
        "entity_name": case.entity_name,
        "domains": list(case.domains),
        "access_province": asks.access_province,
        "entity_province": asks.entity_province,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """One row of `findings`, masked."""
    return {
        "code": finding.code,
        "verdict": finding.verdict.value,
        "holds": finding.holds,
        "material": finding.material.value if finding.material else None,
        "facts": _masked(finding.facts),
        "cites": finding.cites,
    }


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, Mapping):
        return {key: _masked(item) for key, item in value.items()}
    return [_masked(item) for item in value] if isinstance(value, list | tuple) else value


def _reply_json(reply: Reply | None) -> dict[str, Any] | None:
    if reply is None:
        return None
    return {"auto": reply.auto, "subject": reply.subject, "text": reply.text, "headers": dict(reply.headers)}
