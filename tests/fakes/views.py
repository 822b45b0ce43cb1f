"""The desk's memory for tests of the pages: a few cases and mails of fictitious customers, or none at all."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from filing.case import Case, Submission
from filing.event import Event, EventKind
from filing.finding import Finding
from filing.mail import Mail
from filing.paper import Paper
from filing.people import Scope
from filing.terms import Fate, FilingKind, MailClass, MailStatus, Material, Outcome, Problem, ReplyStatus, Verdict
from reports.learning import Lessons, lessons
from store.health import Health
from store.queries import CaseLine, MailLine
from tests.fakes.cases import SHANGHAI, TUESDAY_NINE, enterprise_case, mail
from tests.fakes.people import Person
from web.views import PAGE_SIZE, CaseView, Counts, Letter, MailView, ReplyView, Sheet

MAIL_ID = "a" * 64
LOOSE_ID = "b" * 64
JOINED_ID = "c" * 64
NOON = datetime(2026, 9, 15, 12, 0, tzinfo=SHANGHAI)

REPLY_TEXT = """您好：

您提交的“苏州甲乙科技有限公司”（example.com）备案材料已收到，备案编号 BA-20260915-0007。
初审发现以下问题，请更正后回复本邮件：

1. 缺少《网站负责人幕布半身照片》。
   请网站负责人在幕布前拍摄半身照片，单个文件须大于 500K。
2. 登记表填写的主办单位名称“苏州甲乙科技公司”与营业执照不一致。
   请按营业执照填写全称，不可简写。

只需补发以上材料，已合格的无需重发。

备案专员"""


@dataclass
class FakeViews:
    """web.views.Views over plain lists. Mails are of Jiangsu."""

    rows: list[CaseLine] = field(default_factory=list)
    details: dict[str, CaseView] = field(default_factory=dict)
    loose: list[MailView] = field(default_factory=list)
    broken: bool = False
    state: Health = field(default_factory=Health)

    def health(self) -> Health:
        self._break()
        return self.state

    def counts(self, scope: Scope) -> Counts:
        self._break()
        cases = [r.outcome for r in self.rows if scope.holds(r.access_province)]
        mails = [m.letter.row.status for m in self.loose if scope.holds("江苏")]
        return Counts({o: cases.count(o) for o in cases}, {s: mails.count(s) for s in mails})

    def cases(self, scope: Scope, outcome: Outcome | None, page: int) -> Sheet[CaseLine]:
        self._break()
        seen = [r for r in self.rows if scope.holds(r.access_province)]
        found = [r for r in seen if outcome is None or r.outcome is outcome]
        return Sheet(tuple(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]), page, len(found))

    def loose_mails(self, scope: Scope, statuses: tuple[MailStatus, ...], page: int) -> Sheet[MailLine]:
        found = [m.letter.row for m in self.loose if m.letter.row.status in statuses and scope.holds("江苏")]
        return Sheet(tuple(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]), page, len(found))

    def case(self, scope: Scope, case_id: str) -> CaseView | None:
        found = self.details.get(case_id)
        return found if found and scope.holds(found.row.access_province) else None

    def lessons(self) -> Lessons:
        return lessons(event for view in self.details.values() for event in view.events)

    def mail(self, scope: Scope, mail_id: str) -> MailView | None:
        placed = [MailView(letter) for case in self.details.values() for letter in case.letters]
        return next((m for m in (*self.loose, *placed) if m.letter.row.id == mail_id and scope.holds("江苏")), None)

    def _break(self) -> None:
        if self.broken:
            raise RuntimeError("secret detail of the store")


def case_row(number: int = 7, **over: object) -> CaseLine:
    """A line of the list."""
    plain = CaseLine(
        id=f"case-{number:04}",
        reference=f"BA-20260915-{number:04}",
        access_province="江苏",
        received_at=TUESDAY_NINE,
        entity_name="苏州甲乙科技有限公司",
        domains=("example.com",),
        filing_kind=FilingKind.INITIAL,
        entity_province="江苏",
        outcome=Outcome.INCOMPLETE,
        missing=(Material.BACKDROP_PHOTO,),
        reply=ReplyStatus.SENT,
        seconds=42.0,
    )
    return replace(plain, **over)  # type: ignore[arg-type]  # a test's keywords


def mail_row(mail_id: str = MAIL_ID, **over: object) -> MailLine:
    """A line of the list of mails."""
    plain = MailLine(
        id=mail_id,
        mailbox="jiangsu",
        received_at=TUESDAY_NINE,
        status=MailStatus.SETTLED,
        sender="customer@customer.example",
        subject="苏州甲乙科技有限公司+example.com",
        mail_class=MailClass.NORMAL,
        reason="",
        case_id=None,
    )
    return replace(plain, **over)  # type: ignore[arg-type]  # a test's keywords


def reply_view(**over: object) -> ReplyView:
    """A reply that went out."""
    plain = ReplyView(
        mail_id=MAIL_ID,
        status=ReplyStatus.SENT,
        recipient="customer@customer.example",
        subject="回复：苏州甲乙科技有限公司+example.com [BA-20260915-0007]",
        text=REPLY_TEXT,
        at=TUESDAY_NINE + timedelta(seconds=42),
    )
    return replace(plain, **over)  # type: ignore[arg-type]  # a test's keywords


def parts() -> tuple[Paper, ...]:
    """The parts of the sample mail: recognised papers, and one of each other fate."""
    case = enterprise_case(
        without=["backdrop_photo"],
        manager="李四",
        entity_name="苏州甲乙科技公司",
        unsure=["website_principal_id"],
        website_principal_mobile="13800000001",
        icp_password="Abc12345",
    )
    odd = [
        Paper("盖章材料.pdf#page=2-3", 1_830_000, "p", Fate.MATERIAL, Material.SECURITY_COMMITMENT, "盖章材料.pdf"),
        Paper("盖章材料.pdf", 1_830_000, "q", Fate.CONTAINER),
        Paper("logo.png", 4_100, "r", Fate.DECORATION),
        Paper("身份证.rar", 820_000, "s", Fate.UNREADABLE, problem=Problem.PASSWORD),
        Paper("IMG_0001.jpg", 2_400_000, "t", Fate.UNRECOGNISED, about="像是照片，但没有文字。"),
    ]
    return (*case.papers, *odd)


def findings() -> tuple[Finding, ...]:
    """What the sample case's judgement says."""
    number, other = Person("李四", "江苏", "002").id_number, Person("李四", "江苏", "004").id_number
    return (
        Finding("MAT001", Verdict.FAIL, Material.BACKDROP_PHOTO, {"title": "《网站负责人幕布半身照片》", "notes": []}),
        Finding(
            "NAM002",
            Verdict.FAIL,
            Material.BUSINESS_LICENSE,
            {
                "what": "主办者名称",
                "form": "苏州甲乙科技公司",
                "paper": "苏州甲乙科技有限公司",
                "file": "business_license.jpg",
            },
        ),
        Finding(
            "NUM002",
            Verdict.UNSURE,
            Material.WEBSITE_PRINCIPAL_ID,
            {"key": "website_principal_cert_no", "form": number, "paper": other, "label": "证件号码"},
        ),
        Finding(
            "QUA004", Verdict.UNSURE, facts={"key": "signature", "look": "核验单上的签字是否为本人手写"}, holds=False
        ),
    )


def history() -> tuple[Event, ...]:
    """The sample case's ledger."""
    told = [
        (0, EventKind.MAIL_RECEIVED, {"mailbox": "jiangsu"}),
        (1, EventKind.MAIL_STARTED, {"attempt": 1}),
        (30, EventKind.CASE_OPENED, {"reference": "BA-20260915-0007", "access_province": "江苏"}),
        (
            31,
            EventKind.CASE_JUDGED,
            {"outcome": "INCOMPLETE", "codes": ["MAT001", "NAM002"], "missing": ["backdrop_photo"]},
        ),
        (31, EventKind.REPLY_QUEUED, {}),
        (42, EventKind.REPLY_SENT, {"smtp_code": 250}),
    ]
    return tuple(Event(k, TUESDAY_NINE + timedelta(seconds=s), MAIL_ID, "case-0007", data=d) for s, k, d in told)


def letter(sample: Mail | None = None, papers: tuple[Paper, ...] | None = None, **row: object) -> Letter:
    """One parsed mail with its parts and its reply."""
    text = "您好，附件是我司备案材料，请查收。\n联系人 李四 13800000001\n备案密码：Abc12345\n"
    written = sample or mail(subject="苏州甲乙科技有限公司+example.com", text=text, own_text=text, sender_name="李四")
    submission = (
        Case("江苏").with_(Submission(written, enterprise_case().latest.subject_line, papers or parts())).latest
    )
    return Letter(mail_row(**row), submission, reply_view())  # type: ignore[arg-type]  # a test's keywords


def case_view(**over: object) -> CaseView:
    """The sample case."""
    plain = CaseView(case_row(), (letter(),), findings(), history())
    return replace(plain, **over)  # type: ignore[arg-type]  # a test's keywords


def loose_mails() -> list[MailView]:
    """A bounce, an auto-reply, a failed and a held mail."""
    rows = [
        mail_row(
            "d" * 64, status=MailStatus.FAILED, mail_class=None, subject="", reason="解析邮件时程序出错，原件已保存。"
        ),
        mail_row(
            LOOSE_ID, status=MailStatus.HELD, subject="咨询备案流程", reason="没有主办者和域名，也没有附件：像是咨询。"
        ),
        mail_row("e" * 64, mail_class=MailClass.BOUNCE, subject="Undelivered Mail Returned to Sender", sender=""),
        mail_row("f" * 64, mail_class=MailClass.AUTO_REPLY, subject="自动回复：我在休假"),
    ]
    event = Event(EventKind.MAIL_RECEIVED, TUESDAY_NINE, data={"mailbox": "jiangsu"})
    return [MailView(Letter(row, letter().submission if row.mail_class else None), (event,)) for row in rows]


def desk(count: int = 60) -> FakeViews:
    """A desk on a busy day; the first case has all its details."""
    outcomes = [Outcome.INCOMPLETE, Outcome.FOR_SPECIALIST, Outcome.COMPLETE, Outcome.NOT_ACCEPTED, None]
    rows = [case_row()]
    for n in range(1, count):
        outcome = outcomes[n % 5]
        draft = outcome is Outcome.FOR_SPECIALIST
        rows.append(
            case_row(
                1000 + n,
                entity_name=None if n == 9 else f"样例{n}（江苏）科技有限公司",
                domains=(f"example{n}.cn", "例子.中国") if n % 7 == 0 else (f"example{n}.cn",),
                access_province="安徽" if n % 3 == 0 else "江苏",
                entity_province=None if outcome is None else "广东",
                outcome=outcome,
                missing=(Material.BUSINESS_LICENSE, Material.LEGAL_REPRESENTATIVE_ID)
                if outcome is Outcome.INCOMPLETE
                else (),
                reply=None if outcome is None else ReplyStatus.DRAFT if draft else ReplyStatus.SENT,
                seconds=None if outcome is None or draft else 8.0 * n,
                received_at=TUESDAY_NINE - timedelta(minutes=11 * n),
            )
        )
    return FakeViews(rows, {"case-0007": case_view()}, loose_mails())


def render(mail_id: str, part: int, page: int, mark: str) -> bytes | None:
    """A picture for every page but those of the ninth part."""
    return None if part == 9 else b"\xff\xd8\xff fake jpeg"
