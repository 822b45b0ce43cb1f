"""The JSON of `beian report sla` (schema in docs/contract/report.schema.json)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from filing.sla import Counts, Miss, OpenMail, Ranked
from reports.definitions import CLOCK, definitions
from reports.duties import reasons
from reports.report import Detail, Report
from reports.tables import Words

Json = dict[str, Any]


def report_json(detail: Detail, words: Words) -> Json:
    """Every figure of the page, every miss, every group. Moments in ISO 8601, specialists by name ("" = nobody)."""
    report = detail.report
    groups = [{**_plain(group.key, words), **_counts(group.counts)} for group in detail.groups]
    return {
        **_asked(report, words),
        "total": _counts(report.total),
        "by_day": [{"day": str(day), **_counts(counts)} for day, counts in report.by_day],
        "by_mailbox": [{"mailbox": key, **_counts(counts)} for key, counts in report.by_mailbox],
        "by_province": [{"province": key, **_counts(counts)} for key, counts in report.by_province],
        "by_specialist": [{"specialist": _name(key, words), **_counts(c)} for key, c in report.by_specialist],
        "groups": groups,
        "aside": asdict(report.aside),
        "causes": {cause.value: number for cause, number in report.causes.items()},
        "reply_seconds": {f"p{share}": seconds for share, seconds in report.reply_seconds.items()},
        "missing": [_ranked(r, words) for r in report.ranking if r.what == "missing"],
        "findings": [_ranked(r, words) for r in report.ranking if r.what == "finding"],
        "rounds": _rounds(report),
        "duties": _duties(report),
        "misses": [_mail(miss, words) for miss in detail.misses],
        "waiting": [_mail(mail, words) for mail in report.most_urgent],
        "forecast": _forecast(report),
    }


def _asked(report: Report, words: Words) -> Json:
    period = report.period
    asked = {"mailbox": period.mailbox, "province": period.province}
    specialist = _name(period.specialist, words) if period.specialist else None
    return {
        "from": str(period.first),
        "to": str(period.last),
        "as_of": report.now.isoformat(),
        "filters": asked | {"specialist": specialist},
        "warnings": list(report.warnings),
        "definitions": {"clock": CLOCK} | {d.key: d.text for d in definitions(report.ack_rules)},
    }


def _counts(counts: Counts) -> Json:
    return asdict(counts) | {"rate": counts.rate, "ack_rate": counts.ack_rate}


def _rounds(report: Report) -> Json:
    by_mails = {str(mails): cases for mails, cases in report.rounds.items()}
    return {"cases": report.completed, "mean": report.mean_rounds, "median": report.median_rounds, "by_mails": by_mails}


def _duties(report: Report) -> Json:
    told = report.duties
    shells = {"at": told.shells.at.isoformat(), "found": told.shells.found} if told.shells else None
    reasons_ = [
        {"reason": one.text, "times": one.count, "provinces": dict(one.provinces)} for one in reasons(told.returned)
    ]
    return {
        "day": str(told.day),
        "rechecked": told.rechecked,
        "recheck_least": told.recheck_least,
        "security_sheet": told.sheet,
        "security_sheet_missing": told.sheet_missing,
        "cancelling": told.cancelling,
        "shells": shells,
        "authority_overdue": told.overdue,
        "returned": reasons_,
    }


def _ranked(ranked: Ranked, words: Words) -> Json:
    provinces = {place: number for place, number in ranked.provinces}  # noqa: C416 - pairs of a tuple, named
    return {"code": ranked.code, "title": words.item(ranked), "cases": ranked.count, "provinces": provinces}


def _mail(mail: Miss | OpenMail, words: Words) -> Json:
    return _plain(asdict(mail), words)


def _forecast(report: Report) -> Json | None:
    told = report.forecast
    return None if told is None else _plain(asdict(told) | {"sentence": told.sentence}, None)


def _plain(values: Mapping[str, Any], words: Words | None) -> Json:
    plain: Json = {}
    for key, value in values.items():
        plain[key] = value.isoformat() if isinstance(value, datetime | date) else value
        if words is not None and key == "specialist":
            plain[key] = _name(value, words)
    return plain


def _name(person_id: str, words: Words) -> str:
    return words.names.get(person_id, person_id)
