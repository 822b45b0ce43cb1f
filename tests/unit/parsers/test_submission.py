"""Mail → submission: papers of every part, links, what the body says; nothing is read of machine mail."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from filing.mail import Mail, Part
from filing.paper import Paper
from filing.terms import Fate, MailClass
from parsers.body import read_body
from parsers.submission import read_submission

SAID = "备案号：苏ICP备12345678号-1，备案密码：Ab_12345。"
PARTS = (Part("a.jpg", b"a"), Part("b.pdf", b"b"))
MAIL = Mail(
    "jiangsu", "00", datetime(2026, 6, 1, tzinfo=UTC), MailClass.NORMAL, subject="苏州某某科技有限公司+example.com",
    text=SAID, own_text=SAID,
    parts=PARTS,
)  # fmt: skip


def read(part: Part) -> tuple[Paper, ...]:
    return (Paper(part.name, len(part.content), "", Fate.UNRECOGNISED),)


def test_a_submission_is_subject_papers_and_body() -> None:
    submission = read_submission(MAIL, read)

    assert submission.subject_line.entity_name == "苏州某某科技有限公司"
    assert [p.name for p in submission.papers] == ["a.jpg", "b.pdf"]
    assert submission.body["website_icp_number"].text == "苏ICP备12345678号-1"
    assert submission.body["icp_password"].source == "body"


@pytest.mark.parametrize("kind", [k for k in MailClass if k is not MailClass.NORMAL])
def test_nothing_is_read_of_machine_mail(kind: MailClass) -> None:
    submission = read_submission(replace(MAIL, mail_class=kind), lambda part: pytest.fail(f"{part.name} was read"))

    assert (submission.papers, submission.body) == ((), {})


def test_a_link_to_a_large_attachment_is_a_row_named_by_the_text_beside_it() -> None:
    links = ("https://wx.mail.qq.com/ftn/download?func=3&key=a", "https://wx.mail.qq.com/ftn/download?func=3&key=b")
    text = "从QQ邮箱发来的超大附件\n备案资料.zip (128.03M, 2026年12月27日 21:59 到期)\n进入下载页面\n照片.rar (80M)"

    papers = read_submission(replace(MAIL, parts=(), cloud_links=links, text=text), read).papers

    assert [(p.name, p.fate) for p in papers] == [("备案资料.zip", Fate.LINK_ONLY), ("照片.rar", Fate.LINK_ONLY)]
    assert len({p.sha256 for p in papers}) == 2


def test_a_link_without_a_name_is_still_a_row() -> None:
    mail = replace(MAIL, parts=(), cloud_links=("https://pan.baidu.com/s/1abc",), text="提取码 1234")

    assert [p.name for p in read_submission(mail, read).papers] == ["网盘链接-1"]


def test_a_file_that_is_attached_is_not_taken_for_a_linked_one() -> None:
    mail = replace(
        MAIL, cloud_links=("https://pan.baidu.com/s/1abc",), text="网盘里是照片，登记表见附件 a.jpg 提取码 1234"
    )

    assert [p.name for p in read_submission(mail, read).papers] == ["a.jpg", "b.pdf", "网盘链接-1"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("苏ICP备12345678号-1 密码 Ab12", {"website_icp_number": "苏ICP备12345678号-1", "icp_password": "Ab12"}),
        ("备案密码：abc123", {"icp_password": "abc123"}),
        ("备案密码为“abc123”。", {"icp_password": "abc123"}),
        ("备案号密码：Xy9!z@Q。", {"icp_password": "Xy9!z@Q"}),
        ("ICP密码：ａｂｃ１２３", {"icp_password": "abc123"}),
        (
            "密码：abc123，备案号：皖ICP备2021000001号",
            {"entity_icp_number": "皖ICP备2021000001号", "icp_password": "abc123"},
        ),
        ("压缩包的解压密码：1234", {}),
        ("邮箱密码：abcd1234", {}),
        ("备案密码忘记了，怎么办", {}),
        ("密码：无", {}),
        ("浙公网安备33010002000001号", {"police_number": "浙公网安备33010002000001号"}),
        ("我公司申请接入备案", {"filing_kind": "add_access"}),
        ("不是新增备案，是变更备案", {"filing_kind": "change"}),
        ("联系电话有变更", {}),
        ("请注销备案", {"filing_kind": "cancel"}),
    ],
)
def test_the_body_says_numbers_password_and_kind(text: str, facts: dict[str, str]) -> None:
    assert {key: fact.value for key, fact in read_body("", text).items()} == facts
