import email
import io
import zipfile
from email.header import decode_header, make_header

import pytest

from samples.mails.archive import gbk_zip
from samples.mails.clients import CLIENTS, FOXMAIL, IPHONE, OUTLOOK, QQ, SCRIPT, Client, compose
from samples.mails.letter import Attachment, Letter
from samples.mails.machines import auto_reply, bounce, forwarded, large_attachment

FILES = (Attachment("营业执照副本扫描件.jpg", b"scan" * 50), Attachment("网站备案资料登记表-用户.xls", b"form"))
LETTER = Letter(
    "zhang@customer.example",
    "张镕喆",
    "jsba@filing.example",
    "苏州镕喆科技有限公司+jiayi-yangli.cn",
    "您好\n资料见附件",
    attachments=FILES,
)


@pytest.mark.parametrize("client", CLIENTS)
def test_every_program_carries_the_attachments_unharmed(client: Client) -> None:
    mail = email.message_from_bytes(compose(LETTER, client))
    leaves = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]

    assert not mail.defects
    assert all(file.content in leaves for file in FILES)


@pytest.mark.parametrize("client", [client for client in CLIENTS if client is not SCRIPT])
def test_subjects_are_encoded_words(client: Client) -> None:
    subject = email.message_from_bytes(compose(LETTER, client))["Subject"].replace("gb2312", "gb18030")

    assert LETTER.subject == str(make_header(decode_header(subject.replace("GB2312", "gb18030"))))


def test_a_script_sends_raw_gbk() -> None:
    assert LETTER.subject.encode("gbk") in compose(LETTER, SCRIPT)


def test_qq_quotes_its_encoded_words() -> None:
    assert b'From: "=?gb18030?B?' in compose(LETTER, QQ)


def test_an_iphone_puts_pictures_inline_without_content_id() -> None:
    mail = email.message_from_bytes(compose(LETTER, IPHONE))
    pictures = [part for part in mail.walk() if part.get_content_maintype() == "image"]

    assert [part.get_content_disposition() for part in pictures] == ["inline"]
    assert pictures[0]["Content-ID"] is None
    assert pictures[0].get_filename() == FILES[0].name


def test_the_same_letter_is_the_same_mail() -> None:
    assert compose(LETTER, FOXMAIL) == compose(LETTER, FOXMAIL)


def test_a_zip_has_gbk_names_and_no_flag() -> None:
    data = gbk_zip(FILES, folder="备案资料")
    plain, gbk = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(data), metadata_encoding="gbk")

    assert plain.testzip() is None
    assert {0} == {entry.flag_bits & 0x800 for entry in plain.infolist()}
    assert [f"备案资料/{file.name}" for file in FILES] == gbk.namelist()


def test_machine_mails_bear_their_marks() -> None:
    report = email.message_from_bytes(
        bounce(LETTER, failed="gone@customer.example", our_message_id="<1@filing.example>")
    )

    assert b"X-QQ-AUTO-REPLY: true" in auto_reply(LETTER)
    assert report.get_content_type() == "multipart/report"
    assert "message/delivery-status" in [part.get_content_type() for part in report.walk()]
    assert (
        email.message_from_bytes(large_attachment(LETTER, name="a.zip", size="61.25M")).get_content_type()
        == "text/html"
    )


def test_a_forwarded_mail_lies_whole_in_the_outer_one() -> None:
    inner = compose(LETTER, QQ)
    outer = email.message_from_bytes(forwarded(LETTER, OUTLOOK, inner))

    assert inner in forwarded(LETTER, OUTLOOK, inner)
    assert "message/rfc822" in [part.get_content_type() for part in outer.walk()]
