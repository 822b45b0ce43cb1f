"""Bounces as QQ, NetEase, Coremail, Exchange, Postfix and qmail write them: whom did our mail not reach?"""

import base64
from datetime import datetime

import pytest

from filing.mail import SHANGHAI, Mail, RawMail
from filing.terms import MailClass
from parsers.mail import parse_mail

OURS, THEIRS = "jsba@filing.example", "zhang.san@customer.example"
OWN_ID = "<answer.1a2b@filing.example>"
REPORT = "multipart/report; report-type=delivery-status; boundary=b"

QQ = f"<div>抱歉，您的邮件被退回来了……</div><div>无法发送到 {THEIRS}</div><div>550 User not found</div>"
NETEASE = f"<p>抱歉，您的信件未能投递成功。</p><p>收件人地址：&lt;{THEIRS}&gt;</p><p>退信代码：550 User not found</p>"
COREMAIL = (
    f"您好，非常抱歉，您发往以下收件人的邮件未能送达：\r\n{THEIRS}\r\nSMTP error, RCPT TO: 550 Invalid User\r\n"
    f"原信信息：\r\nMessage-ID: {OWN_ID}\r\n发件人: {OURS}\r\n"
)
EXCHANGE = f"无法将邮件传递给以下收件人或组:\r\n\r\n张三 ({THEIRS})\r\n找不到所输入的电子邮件地址。"
EXCHANGE_EN = f"Delivery has failed to these recipients or groups:\r\n\r\n{THEIRS}<mailto:{THEIRS}>\r\nNot found."
POSTFIX = f"This is the mail system at host mx.example.\r\n\r\n<{THEIRS}>: host mx.customer.example said: 550 5.1.1"
QMAIL = f"Hi. This is the qmail-send program.\r\n\r\n<{THEIRS}>:\r\nSorry, no mailbox here by that name. (#5.1.1)"


def parsed(head: str, body: str) -> Mail:
    raw = f"{head}\r\nTo: {OURS}\r\nMIME-Version: 1.0\r\n{body}".encode()
    return parse_mail(RawMail(raw, "jiangsu", datetime(2026, 11, 21, tzinfo=SHANGHAI)), frozenset({OURS}))


def plain(text: str, kind: str = "plain") -> str:
    encoded = base64.encodebytes(text.encode("gb18030")).decode()
    return f"Content-Type: text/{kind}; charset=gb18030\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}"


def report(text: str, action: str = "failed") -> str:
    status = f"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {THEIRS}\r\nAction: {action}\r\n"
    returned = f"Message-ID: {OWN_ID}\r\nFrom: {OURS}\r\nSubject: x\r\n"
    parts = (plain(text), f"Content-Type: message/delivery-status\r\n\r\n{status}",
             f"Content-Type: text/rfc822-headers\r\n\r\n{returned}")  # fmt: skip
    return f"Content-Type: {REPORT}\r\n\r\n" + "".join(f"--b\r\n{p}\r\n" for p in parts) + "--b--\r\n"


@pytest.mark.parametrize(
    ("head", "body", "own_id"),
    [
        ("From: PostMaster@qq.com\r\nSubject: 来自qq.com的退信", plain(QQ, "html"), ""),
        ("From: Postmaster@163.com\r\nSubject: 系统退信", plain(NETEASE, "html"), ""),
        ("From: postmaster@corp.example\r\nSubject: 系统退信/Systems bounce", plain(COREMAIL), OWN_ID),
        ("From: postmaster@corp.example\r\nSubject: 未送达: 答复: x", report(EXCHANGE), OWN_ID),
        ("From: MicrosoftExchange329@corp.example\r\nSubject: Undeliverable: x", report(EXCHANGE_EN), OWN_ID),
        ("From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail Returned to Sender", report(POSTFIX), OWN_ID),
        ("From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\nSubject: failure notice", plain(QMAIL), ""),
        (f"From: noc@mx.example\r\nSubject: x\r\nX-Failed-Recipients: {THEIRS}", plain("550"), ""),
    ],
    ids=["qq", "netease", "coremail", "exchange-cn", "exchange-en", "postfix", "qmail", "header"],
)
def test_t089_a_bounce_says_whom_our_mail_did_not_reach(head: str, body: str, own_id: str) -> None:
    mail = parsed(head, body)

    assert mail.mail_class is MailClass.BOUNCE
    assert mail.bounced_recipients[0] == THEIRS
    assert OURS not in mail.bounced_recipients
    assert mail.bounced_message_id == own_id


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_a_report_that_has_not_failed_is_no_bounce(action: str) -> None:
    mail = parsed("From: MAILER-DAEMON@mx.example\r\nSubject: Delivery Status", report("Your mail is late.", action))

    assert mail.mail_class is MailClass.RECEIPT
    assert mail.bounced_recipients == ()


def test_a_report_that_names_thousands_is_cut_short() -> None:
    many = " ".join(f"a{n}@customer.example" for n in range(5000))

    assert len(parsed("From: postmaster@mx.example\r\nSubject: x", plain(many)).bounced_recipients) == 10
