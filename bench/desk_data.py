"""A desk's memory of many cases, written straight into the tables: mails, replies, events and keys as the service does.

The papers of all cases are a few hundred different ones (their blobs are shared); everything else is each case's own.
"""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Table, insert

from filing.case import Submission
from filing.decision import Decision
from filing.event import EventKind
from filing.finding import Finding
from filing.mail import Mail, SubjectLine
from filing.names import fold
from filing.paper import Fact, Paper
from filing.terms import Fate, MailClass, MailStatus, Material, Outcome, ReplyStatus, Verdict
from store import codec, queue_rows
from store.blobs import Blobs
from store.database import writing
from store.tables import case_keys, cases, events, mails, outbox

Rows = dict[Table, list[dict[str, Any]]]
CITIES = (
    "苏州",
    "南京",
    "无锡",
    "常州",
    "南通",
    "合肥",
    "芜湖",
    "广州",
    "深圳",
    "杭州",
    "武汉",
    "成都",
    "长沙",
    "济南",
)
SYLLABLES = "云海星辰华瑞嘉诚鼎盛博远智汇创新宏图卓越恒信天成万邦优品乐享明德启航金石蓝图锦绣"
TRADES = ("科技", "网络科技", "信息技术", "商贸", "文化传媒", "电子商务", "贸易", "咨询服务", "软件", "教育科技")
LATIN = ("yun", "hai", "xing", "chen", "hua", "rui", "jia", "cheng", "ding", "sheng", "bo", "yuan", "zhi", "hui")
SHAPES = ((70, "complete"), (18, "customer"), (5, "refused"), (4, "person"), (1, "held"), (1, "bounced"), (1, "new"))
TEXTS = 200  # different submissions and replies
PER_BATCH = 5000
PEOPLE = tuple(f"person-{n}" for n in range(8))


@dataclass(frozen=True)
class Texts:
    """Addresses of blobs that cases share."""

    submissions: tuple[str, ...]
    decisions: tuple[str, ...]
    replies: tuple[str, ...]


def fill(engine: Engine, blobs: Blobs, count: int, now: datetime, seed: int = 1) -> None:
    """Write `count` cases whose mails came in the two years before `now`."""
    dice, texts = random.Random(seed), _texts(blobs, min(count, TEXTS))
    for start in range(0, count, PER_BATCH):
        rows: Rows = defaultdict(list)
        for number in range(start, min(start + PER_BATCH, count)):
            _case(rows, blobs, texts, dice, number, now)
        with writing(engine) as connection:
            for table in (cases, mails, outbox, case_keys, events):
                connection.execute(insert(table), rows[table])
    with writing(engine) as connection:
        queue_rows.rebuild(connection)
        connection.exec_driver_sql("ANALYZE")  # PostgreSQL does so by itself from time to time


def _case(rows: Rows, blobs: Blobs, texts: Texts, dice: random.Random, number: int, now: datetime) -> None:
    shape = dice.choices([name for _, name in SHAPES], [weight for weight, _ in SHAPES])[0]
    case_id, name = f"case-{number:032x}", _name(dice)
    domain = "".join(dice.choices(LATIN, k=3)) + f"{number}.example"
    province = "江苏" if dice.random() < 0.6 else "安徽"
    sender = f"{''.join(dice.choices(LATIN, k=2))}{dice.randrange(40_000)}@mail.example"
    age = timedelta(minutes=dice.randrange(1, 600)) if shape == "new" else timedelta(days=dice.random() * 700)
    rows[cases].append(
        {
            "id": case_id,
            "reference": f"BA-{(now - age):%Y%m%d}-{number:06}",
            "access_province": province,
            "entity_name": name,
            "domains": [domain],
            "filing_kind": dice.choice(("initial", "add_website", "add_access", "change")),
            "entity_type": "enterprise",
            "entity_province": province,
            "outcome": _outcome(shape),
            "missing": [],
            "judgement": dice.choice(texts.decisions),
            "version": 3,
            "assignee": dice.choice(PEOPLE) if dice.random() < 0.5 else None,
            "held_until": now + timedelta(hours=2) if dice.random() < 0.005 else None,
            "opened_at": now - age,
            "updated_at": now - age,
        }
    )
    cert = blobs.fingerprint(f"9132{number:014}")
    for kind, value in (("entity", fold(name)), ("domain", domain), ("sender", sender), ("cert", cert)):
        rows[case_keys].append({"case_id": case_id, "kind": kind, "value": value})
    for turn in range(times := dice.choice((1, 1, 1, 2, 2, 3, 5))):
        at = now - age * (1 - turn / times) if turn else now - age
        last = turn == times - 1
        _mail(rows, texts, dice, (case_id, f"{case_id}/{turn}", province, sender), at, shape if last else "customer")
    if shape == "bounced":
        owner = (case_id, f"{case_id}/bounce", province, "mailer-daemon@mail.example")
        _mail(rows, texts, dice, owner, now - age / 10, "bounce")


def _outcome(shape: str) -> Outcome | None:
    known = {"complete": Outcome.COMPLETE, "refused": Outcome.NOT_ACCEPTED, "person": Outcome.FOR_SPECIALIST}
    return None if shape == "new" else known.get(shape, Outcome.INCOMPLETE)


STATUS = {"held": MailStatus.HELD, "new": MailStatus.PROCESSING}


def _mail(
    rows: Rows, texts: Texts, dice: random.Random, owner: tuple[str, str, str, str], at: datetime, shape: str
) -> None:
    case_id, text, province, sender = owner
    mail_id, status = hashlib.sha256(text.encode()).hexdigest(), STATUS.get(shape, MailStatus.SETTLED)
    machine = shape == "bounce"
    rows[mails].append(
        {
            "id": mail_id,
            "mailbox": "jiangsu" if province == "江苏" else "anhui",
            "received_at": at,
            "size": 3_000_000,
            "status": status,
            "reason": "请专员查看原邮件。" if shape == "held" else "",
            "attempts": 1,
            "case_id": case_id,
            "message_id": f"<{mail_id[:20]}@mail.example>",
            "sender": sender,
            "subject": text,
            "mail_class": MailClass.BOUNCE if machine else MailClass.NORMAL,
            "submission": dice.choice(texts.submissions),
            "outcome": _outcome(shape) if status is MailStatus.SETTLED else None,
            "stored_at": at,
            "updated_at": at,
        }
    )
    reply = None if machine or status is not MailStatus.SETTLED else f"reply-{mail_id[:34]}"
    if reply:
        drafted = shape == "person"
        rows[outbox].append(_reply(reply, mail_id, case_id, at, dice.choice(texts.replies), drafted=drafted))
    for kind in _story(status, reply, drafted=shape == "person"):
        of_case = case_id if kind not in (EventKind.MAIL_RECEIVED, EventKind.MAIL_STARTED) else None
        of_reply = reply if kind.name.startswith("REPLY") else None
        told = {"judgement": texts.decisions[0], "codes": ["MAT001", "NAM002"], "missing": []}
        rows[events].append(
            {"kind": kind, "at": at, "mail_id": mail_id, "case_id": of_case, "reply_id": of_reply, "data": told}
        )


def _story(status: MailStatus, reply: str | None, *, drafted: bool) -> Iterator[EventKind]:
    yield from (EventKind.MAIL_RECEIVED, EventKind.MAIL_STARTED, EventKind.MAIL_JOINED_CASE)
    if status is MailStatus.SETTLED:
        yield from (EventKind.CASE_JUDGED, EventKind.REPLY_DRAFTED if drafted else EventKind.REPLY_QUEUED)
        yield EventKind.MAIL_SETTLED
    if reply and not drafted:
        yield from (EventKind.REPLY_COMMITTING, EventKind.REPLY_SENT)
    if status is MailStatus.HELD:
        yield EventKind.MAIL_HELD


def _reply(reply: str, mail_id: str, case_id: str, at: datetime, mime: str, *, drafted: bool) -> dict[str, Any]:
    return {
        "id": reply,
        "mail_id": mail_id,
        "case_id": case_id,
        "status": ReplyStatus.DRAFT if drafted else ReplyStatus.SENT,
        "template": "incomplete",
        "auto": not drafted,
        "sender": "jsba@filing.example",
        "recipient": "customer@mail.example",
        "message_id": f"<{reply}@filing.example>",
        "mime": mime,
        "attempts": 0,
        "error": "",
        "created_at": at,
        "updated_at": at,
    }


def _name(dice: random.Random) -> str:
    return (
        f"{dice.choice(CITIES)}{''.join(dice.sample(SYLLABLES, k=dice.choice((2, 2, 3))))}{dice.choice(TRADES)}有限公司"
    )


def _texts(blobs: Blobs, count: int) -> Texts:
    dice = random.Random(7)
    submissions = [blobs.put(codec.dump(_submission(number, dice))) for number in range(count)]
    decisions = [blobs.put(codec.dump(_decision(number))) for number in range(count)]
    replies = [blobs.put(_mime(number)) for number in range(count)]
    return Texts(tuple(submissions), tuple(decisions), tuple(replies))


PAPERS = (
    Material.VERIFICATION_FORM,
    Material.SECURITY_COMMITMENT,
    Material.DOMAIN_CERTIFICATE,
    Material.WEBSITE_PRINCIPAL_ID,
    Material.BACKDROP_PHOTO,
    Material.BUSINESS_LICENSE,
    Material.LEGAL_REPRESENTATIVE_ID,
    Material.AUTHORIZATION_LETTER,
)


def _submission(number: int, dice: random.Random) -> Submission:
    """A mail of ten attachments: the form with forty fields, eight papers with their facts, a logo."""
    name = _name(dice)
    fields = {f"field_{n}": Fact(f"{name}{n}", sure=True, source="cell", label=f"栏目{n}") for n in range(40)}
    form = Paper("登记表.xlsx", 40_000, _sha(number, 0), Fate.FORM, Material.REGISTRATION_FORM, facts=fields)
    facts = {
        "entity_name": Fact(name, sure=True, box=(100, 200, 600, 240)),
        "address": Fact("某路1号", box=(1, 2, 3, 4)),
    }
    papers = [
        Paper(f"{n}.jpg", 900_000, _sha(number, n), Fate.MATERIAL, material, facts=facts, quality={"sharpness": 0.7})
        for n, material in enumerate(PAPERS, 1)
    ]
    logo = Paper("logo.png", 9_000, _sha(number, 99), Fate.DECORATION)
    line = SubjectLine(name, (f"s{number}.example",), confident=True)
    mail = Mail("jiangsu", _sha(number, -1), datetime.fromisoformat("2026-01-05T09:00:00+08:00"), MailClass.NORMAL)
    return Submission(mail, line, (form, *papers, logo))


def _sha(number: int, part: int) -> str:
    return hashlib.sha256(f"{number}/{part}".encode()).hexdigest()


def _decision(number: int) -> Decision:
    found = tuple(
        Finding("MAT001", Verdict.FAIL, material, {"title": f"材料{number}"}, cites="001") for material in PAPERS[:3]
    )
    return Decision(Outcome.INCOMPLETE, found, tuple(PAPERS[:3]))


def _mime(number: int) -> bytes:
    head = f"Subject: =?utf-8?b?5aSH5qGI?= {number}\r\nContent-Type: text/plain; charset=utf-8\r\n"
    return f"{head}Content-Transfer-Encoding: 8bit\r\n\r\n{'您好，请补充以下材料。' * 40}\r\n".encode()
