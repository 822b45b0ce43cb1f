"""What the pages show, and to whom it must not be shown."""

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from filing.event import Event, EventKind
from filing.finding import Finding
from filing.paper import Fact, FormNote, Paper
from filing.people import Person as Officer
from filing.people import Role
from filing.terms import Fate, MailStatus, Material, Outcome, ReplyStatus, Verdict
from store.health import Health, MailboxHealth
from tests.fakes.browser import get
from tests.fakes.cases import mail
from tests.fakes.people import Organisation, Person
from tests.fakes.tools import fake_tools, page_app
from tests.fakes.views import (
    JOINED_ID,
    LOOSE_ID,
    MAIL_ID,
    NOON,
    FakeViews,
    case_row,
    case_view,
    desk,
    letter,
    loose_mails,
    mail_row,
    render,
    reply_view,
)
from web.app import make_app
from web.labels import MARKS
from web.views import CaseView, Letter, MailView, ReplyView

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>.jpg',
    "'><svg onload=alert(1)>",
    "</pre><iframe src=javascript:alert(1)>",
    '" onmouseover="alert(1)" x="',
    "</title><script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "{{ 7*7 }}{% raw %}",
    "<!--<script>-->",
    "&lt;script&gt;",
]


def show(views: FakeViews, address: str) -> str:
    answer = get(page_app(views, render), address)
    assert answer.status == 200, address
    return answer.text


def one_case(view: CaseView) -> str:
    return show(FakeViews([view.row], {"case-0007": view}), "/cases/case-0007")


def poisoned(text: str) -> CaseView:
    """A case in which every text that a stranger writes is `text`."""
    fact = Fact(text, source="ocr", other=text + "!")
    paper = Paper(text, 1, "x", Fate.MATERIAL, Material.ID_CARD, inside=text, about=text, engine=text)
    read = {"name": fact, text: Fact((text, text))}
    paper = replace(paper, facts=read, quality={text: text}, notes=(FormNote("sample", "k", text, text),))
    written = mail(
        subject=text,
        text=text + "\n> old",
        own_text=text,
        sender_name=text,
        reply_to=text,
        defects=(text,),
        never_answer=text,
    )
    finding = Finding(
        "NAM001", Verdict.FAIL, None, {"form": text, "paper": "x", text: {text: [text]}, "about": text}, cites=text
    )
    event = Event(EventKind.MAIL_HELD, NOON, data={"reason": text, "by": text, "part": [text]})
    return CaseView(
        case_row(entity_name=text, domains=(text,), access_province=text, entity_province=text, reference=text),
        (
            replace(
                letter(written, (paper,), subject=text, sender=text, reason=text, mailbox=text), reply=bad_reply(text)
            ),
        ),
        (finding, replace(finding, code=text, verdict=Verdict.UNSURE)),
        (event,),
    )


def bad_reply(text: str) -> ReplyView:
    return reply_view(recipient=text, subject=text, text=text, error=text, smtp_code=550)


OURS = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav", "span", "main", "h1",
    "h2", "h3", "h4", "p", "div", "section", "article", "aside", "figure", "figcaption", "table", "caption",
    "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "bdi", "mark", "pre", "code", "kbd", "details",
    "summary", "img", "ol", "ul", "li", "time", "strong", "b", "br", "form", "input", "button", "select",
    "option", "label", "datalist", "textarea", "dialog", "svg", "use", "g", "image", "rect",
}  # fmt: skip


class Strange(HTMLParser):
    """Elements, attributes and addresses that our templates do not have."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_script = tag == "script"
        if tag not in OURS or (tag == "script" and not (given.get("src") or "").startswith("/static/")):
            self.found.append(tag)
        self.found += [name for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        addresses = [given.get(name) for name in ("href", "src", "action", "formaction", "data-src")]
        self.found += [a for a in addresses if a and not a.startswith(("/", "#", "?"))]

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False


def strange_tags(page: str) -> list[str]:
    parser = Strange()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_stranger_becomes_markup(payload: str) -> None:
    view = poisoned(payload)
    loose = MailView(
        Letter(mail_row(LOOSE_ID, status=MailStatus.FAILED, subject=payload, sender=payload, reason=payload))
    )
    views = FakeViews(
        [view.row], {"case-0007": view}, [loose, MailView(replace(view.letters[0], row=mail_row(JOINED_ID)))]
    )

    for address in ("/", "/mails", "/cases/case-0007", f"/mails/{LOOSE_ID}", f"/mails/{JOINED_ID}"):
        page = show(views, address)
        assert strange_tags(page) == []
        assert "49" not in re.findall(r">(49)<", page)


def test_a_payload_is_shown_as_its_sender_wrote_it() -> None:
    assert PAYLOADS[1] in unescape(one_case(poisoned(PAYLOADS[1])))


def test_ids_phones_and_passwords_are_masked_on_every_page() -> None:
    person = Person("李四", "江苏", "002")
    secrets = (person.id_number, "13800000001", "Abc12345")
    text = "身份证 {} 手机 {} 备案密码：{}".format(*secrets)
    facts = {
        "id_number": Fact(person.id_number, other=person.id_number),
        "website_principal_mobile": Fact("13800000001"),
        "website_principal_landline": Fact("0512-80000001"),
        "icp_password": Fact("Abc12345"),
        "address": Fact(text),
    }
    paper = Paper(
        "x.jpg", 1, "x", Fate.MATERIAL, Material.ID_CARD, facts=facts, about=text, notes=(FormNote("sample", raw=text),)
    )
    finding = Finding(
        "NUM002", Verdict.FAIL, facts={"key": "cert_no", "form": person.id_number, "paper": text, "about": text}
    )
    told = Event(EventKind.MAIL_HELD, NOON, data={"reason": text})
    written = letter(mail(subject=text, text=text, own_text=text), (paper,), subject=text, reason=text)
    view = case_view(row=case_row(entity_name=text), letters=(written,), findings=(finding,), events=(told,))
    views = FakeViews([view.row], {"case-0007": view}, [MailView(written, (told,)), *loose_mails()])

    for address in ("/", "/mails", "/cases/case-0007", f"/mails/{MAIL_ID}"):
        page = show(views, address)
        for secret in (*secrets, "0512-80000001"):
            assert secret not in page, address


def test_a_credit_code_is_public_and_stays_readable() -> None:
    assert Organisation().uscc in show(desk(), "/cases/case-0007")


def test_the_list_shows_outcome_and_standing_in_words() -> None:
    page = show(desk(), "/?view=all")

    for words in ("苏州甲乙科技有限公司", "BA-20260915-0007", "需补充", "等客户", "新增备案", "2026-09-15 周二 09:00"):
        assert words in page


def test_the_list_shows_fifty_and_leads_on() -> None:
    first, second = show(desk(60), "/?view=all"), show(desk(60), "/?view=all&after=50")

    assert first.count("<tr data-row") == 50
    assert second.count("<tr data-row") == 12
    assert 'href="/?view=all&amp;after=50"' in first
    assert 'rel="next"' not in second


def test_the_list_leads_back() -> None:
    first, second = show(desk(60), "/?view=all"), show(desk(60), "/?view=all&after=50")

    assert 'rel="prev"' not in first
    assert 'rel="prev" href="/?view=all&amp;before=50"' in second
    assert "上一页" in second
    rows = r'<tr data-row data-href="([^"]+)"'
    assert re.findall(rows, show(desk(60), "/?view=all&before=50")) == re.findall(rows, first)


def test_each_view_tells_how_many_it_holds_and_shows_them_only() -> None:
    page = show(desk(60), "/?view=person")

    assert page.count("<tr data-row") == 12
    assert re.search(r'view=person" aria-current="page">.*<span>待人工</span> <b>12</b>', page)


def test_without_a_wish_the_list_shows_where_there_is_something_to_do() -> None:
    assert re.search(r'view=today" aria-current="page"', show(desk(), "/"))
    assert re.search(r'view=all" aria-current="page"', show(FakeViews(), "/"))


def test_a_deadline_is_told_in_words_beside_its_colour() -> None:
    page = show(desk(), "/?view=all")

    assert "已超时 0:35" in page
    assert "距今日 17:30 还有 5:30" in page


def test_whoever_looks_at_a_case_is_named_in_the_list() -> None:
    views, li = desk(), Officer("li", "li", "李四", Role.SPECIALIST, None)
    tools = fake_tools(views)
    tools.company.look("case-0007", li, NOON)

    page = get(make_app(views, tools, render), "/?view=all").text

    assert "<bdi>李四</bdi> 正在处理" in page


def test_a_search_without_a_hit_says_what_to_do() -> None:
    assert "没有符合条件的备案" in show(desk(), "/?view=customer&q=nothing")


def test_bounces_and_auto_replies_stand_with_the_loose_mails() -> None:
    page = show(desk(), "/mails")

    for words in ("退信", "自动回复", "待人工", "没有主办者和域名，也没有附件：像是咨询。"):
        assert words in page


def test_an_empty_desk_says_what_comes_next() -> None:
    assert "还没有收到备案邮件" in show(FakeViews(), "/")
    assert "没有这样的邮件" in show(FakeViews(), "/mails")
    assert "今日必回的都已处理" in show(FakeViews([case_row()]), "/?view=today")


def test_a_case_shows_every_part_with_its_fate_and_reason() -> None:
    page = unescape(show(desk(), "/cases/case-0007"))

    for words in (
        "文件设有打开密码",
        "签名档或正文里的图片",
        "像是照片，但没有文字",
        "其中的各项列在后面",
        "身份证.rar",
    ):
        assert words in page


def test_a_finding_shows_verdict_citation_and_both_values_with_the_difference_marked() -> None:
    page = show(desk(), "/cases/case-0007")

    assert "苏州甲乙科技<mark>有限</mark>公司" in page
    assert "主办者名称为简写或缩写" in page
    assert "001 P4「不允许简写或缩写」" in page
    assert "不影响结论" in page


def test_two_numbers_that_differ_only_behind_the_mask_say_so() -> None:
    facts = {"key": "cert_no", "form": "320199198001010023", "paper": "320199197901010023"}

    assert "差异在掩码隐藏的位数里" in one_case(case_view(findings=(Finding("NUM002", Verdict.FAIL, facts=facts),)))  # type: ignore[arg-type]  # a str is JSON


def test_a_reply_is_shown_exactly_as_it_goes_out() -> None:
    text = "您好：\n\n  1. 缺少 <营业执照> & 身份证\n"

    page = one_case(
        case_view(letters=(replace(letter(), reply=reply_view(text=text, status=ReplyStatus.DRAFT, auto=False)),))
    )

    shown = re.search(r'<textarea[^>]* name="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert shown
    assert unescape(shown[1]) == text
    assert "客户将收到的全文" in page


def test_a_case_tells_its_history_in_order() -> None:
    page = show(desk(), "/cases/case-0007")

    assert page.index("<strong>收到邮件") < page.index("<strong>初审结论") < page.index("<strong>回复已发送")
    assert "2026-09-15 09:00:42" in page


def test_file_names_are_isolated_from_the_text_around_them() -> None:
    paper = Paper("报\u202egpj.exe", 1, "x", Fate.UNRECOGNISED)

    assert "<bdi>报\u202egpj.exe</bdi>" in one_case(case_view(letters=(letter(None, (paper,)),)))


def test_pages_are_drawn_for_pictures_and_never_for_containers_or_locked_files() -> None:
    drawn = re.findall(rf'data-src="/papers/{MAIL_ID}/(\d+)/image.jpg\?page=(\d)"', show(desk(), "/cases/case-0007"))
    names = [p.name for p in letter().submission.papers]  # type: ignore[union-attr]  # the fake has one

    shown = [names[int(number) - 1] for number, _ in drawn]
    assert "business_license.jpg" in shown
    assert shown.count("盖章材料.pdf#page=2-3") == 2
    assert "身份证.rar" not in shown
    assert "盖章材料.pdf" not in shown
    assert "网站备案资料登记表-用户.xls" not in shown


def test_a_picture_is_what_render_made_of_it() -> None:
    asked: list[tuple[str, int, int, str]] = []

    def draw(mail_id: str, part: int, page: int, mark: str) -> bytes | None:
        asked.append((mail_id, part, page, mark))
        return b"\xff\xd8our own"

    answer = get(page_app(desk(), draw), f"/papers/{MAIL_ID}/3/image.jpg?page=2")

    assert asked == [(MAIL_ID, 3, 2, "演示专员 demo 2026-09-15 12:00")]
    assert answer.content == b"\xff\xd8our own"
    assert answer.headers["content-type"] == "image/jpeg"


def test_a_page_that_cannot_be_drawn_is_a_picture_that_says_so() -> None:
    answer = get(page_app(desk(), render), f"/papers/{MAIL_ID}/9/image.jpg")

    assert answer.status == 404
    assert "无法生成预览" in answer.text
    assert answer.headers["content-type"].startswith("image/svg+xml")


def test_a_mail_that_has_a_case_is_shown_there() -> None:
    views = FakeViews(loose=[MailView(Letter(mail_row(LOOSE_ID, case_id="case-0007")))])

    answer = get(page_app(views, render), f"/mails/{LOOSE_ID}")

    assert answer.status == 303
    assert answer.headers["location"] == f"/cases/case-0007#mail-{LOOSE_ID[:12]}"


def test_other_cases_of_the_same_number_are_named_in_one_sentence() -> None:
    sharing = (("cert", "BA-1"), ("cert", "BA-2"), ("domain", "BA-3"))
    page = one_case(replace(case_view(), sharing=sharing))

    said = re.sub(r"<[^>]+>|\n", "", page)
    assert "备案 BA-1、BA-2 使用同一证件号码；备案 BA-3 使用同一域名，请核实是否同一事项或冒用。" in said


def test_a_mail_that_could_not_be_parsed_says_how_to_run_it_again() -> None:
    page = show(desk(), "/mails/" + "d" * 64)

    assert "beian reprocess dddddddddddd" in page
    assert "处理出错" in page


def test_health_tells_figures_only() -> None:
    answer = json.loads(get(page_app(desk(10), render), "/healthz").text)

    assert answer["status"] == "ok"
    assert answer["cases"] == 10
    assert answer["loose_mails"] == {"received": 0, "processing": 0, "settled": 2, "held": 1, "failed": 1}
    assert (answer["mailboxes"], answer["replies_unknown"], answer["oldest_waiting"]) == ([], 0, None)


def test_trouble_is_told_to_people_and_programs_with_numbers_masked() -> None:
    box = MailboxHealth("jiangsu", NOON, None, NOON, 3, "拒绝登录 13800138000。")
    views = FakeViews(state=Health((box,), NOON, 2, replies_unknown=1, alarms=("邮箱 jiangsu 无法收信 13800138000",)))
    page, answer = show(views, "/health"), json.loads(get(page_app(views, render), "/healthz").text)

    assert "无法收信" in page
    assert "江苏备案邮箱" in page
    assert "13800138000" not in page + json.dumps(answer, ensure_ascii=False)
    assert (answer["status"], answer["mailboxes"][0]["failures"], answer["mails_waiting"]) == ("alarm", 3, 2)
    assert answer["oldest_waiting"] == NOON.isoformat()


def test_health_is_not_ok_without_the_store() -> None:
    answer = get(page_app(FakeViews(broken=True), render), "/healthz")

    assert answer.status == 500
    assert json.loads(answer.text)["status"] == "error"
    assert len(json.loads(answer.text)["incident"]) == 8


def test_every_outcome_and_status_has_a_sign_beside_its_colour() -> None:
    for term in (*Outcome, *MailStatus, *ReplyStatus, *Verdict):
        assert MARKS[term][1]


def test_the_page_of_lessons_says_per_rule_how_often_people_disagreed() -> None:
    told = [
        (EventKind.CASE_JUDGED, {"codes": ["NAM002"]}, None),
        (EventKind.FINDING_OVERRIDDEN, {"code": "NAM002", "reason": "same_thing"}, "li"),
        (EventKind.FACT_CORRECTED, {"key": "entity_name", "reader": "ocr", "was_read": True}, "li"),
        (EventKind.MATERIAL_CORRECTED, {"from": "business_license", "to": None, "reader": "ocr"}, "li"),
    ]
    events = tuple(Event(kind, NOON, case_id="case-0007", data=data, by=by) for kind, data, by in told)

    page = show(FakeViews([case_row()], {"case-0007": case_view(events=events)}), "/learning")

    for words in (
        "主办者名称为简写或缩写",
        "100%",
        "写法不同，实为同一内容 1 次",
        "营业执照副本 → 不是备案材料",
        "主办者名称",
    ):
        assert words in page
    assert "还没有核对记录" in show(FakeViews(), "/learning")
