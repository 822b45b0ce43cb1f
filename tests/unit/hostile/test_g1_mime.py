"""T001-T020: malformed mail. Each ends as a Mail with a Chinese reason, none as an exception."""

import base64
import random

import pytest

from filing.mail import Part
from filing.terms import Fate, MailClass, Problem
from parsers.attachment import read_attachment
from parsers.mail_headers import decode_header
from tests.fakes.desk_store import DeskStore, submission
from tests.fakes.mime import BODY, JPEG, SUBJECT, attachment, head, mixed, part, text_mail, tnef, word
from tests.unit.hostile.reading import RECEIVED, Blind, parsed, within

PDF_PART = attachment(b'filename="a.jpg"')


def flagged(raw: bytes, words: str) -> bool:
    return any(words in defect for defect in parsed(raw).defects)


def in_mixed(levels: int) -> bytes:
    body = b"Content-Type: text/plain\r\n\r\nx\r\n"
    for i in range(levels):
        body = b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n%s\r\n--b%d--\r\n' % (i, i, body, i)
    return head() + body


def in_mails(levels: int) -> bytes:
    inner = mixed(BODY, PDF_PART)
    return (head() + b"Content-Type: message/rfc822\r\n\r\n") * levels + inner


def test_t001_an_empty_message_is_set_aside() -> None:
    mail = parsed(b"")

    assert mail.mail_class is MailClass.UNPARSABLE
    assert "空邮件" in mail.defects[0]
    assert mail.never_answer


def test_t002_all_256_bytes_are_set_aside() -> None:
    assert parsed(bytes(range(256))).mail_class is MailClass.UNPARSABLE


def test_t003_no_blank_line_after_the_header_is_accepted_and_flagged() -> None:
    mail = parsed(head() + "您好，附件是备案资料。\r\n请查收\r\n".encode())

    assert (mail.mail_class, mail.subject) == (MailClass.NORMAL, SUBJECT)
    assert "请查收" in mail.text
    assert any("空行" in d for d in mail.defects)


def test_t004_a_multipart_without_boundary_is_shown_as_text_and_asked_for_again() -> None:
    mail = parsed(head() + "Content-Type: multipart/mixed\r\n\r\n您好，这是正文。\r\n".encode())

    assert "这是正文" in mail.text
    assert any("结构损坏" in d and "重新发送" in d for d in mail.defects)


def test_t005_what_stands_before_the_end_is_kept_if_the_boundary_is_never_closed() -> None:
    mail = parsed(mixed(BODY, PDF_PART, close=False))

    assert [p.content for p in mail.parts] == [JPEG]
    assert any("结构不完整" in d for d in mail.defects)


@pytest.mark.parametrize(
    ("levels", "kind"), [(50, MailClass.NORMAL), (101, MailClass.UNPARSABLE), (2000, MailClass.UNPARSABLE)]
)
def test_t006_multiparts_may_be_nested_a_hundred_deep(levels: int, kind: MailClass) -> None:
    with within(1):
        assert parsed(in_mixed(levels)).mail_class is kind


@pytest.mark.parametrize("levels", [20, 2000])
def test_t007_mails_in_mails_are_opened_to_a_limit_and_the_rest_is_a_file(levels: int) -> None:
    with within(2):
        mail = parsed(in_mails(levels))

    assert mail.mail_class is MailClass.NORMAL
    assert 5 <= len(mail.parts) <= 8
    assert mail.parts[-1].name.endswith(".eml")
    assert len(mail.parts[-1].content) > len(in_mails(levels - 10))


def test_t008_a_hundred_thousand_parts_are_set_aside() -> None:
    many = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * 100_000
    )
    with within(2):
        mail = parsed(head() + many)

    assert mail.mail_class is MailClass.UNPARSABLE
    assert "200个" in mail.defects[0]


@pytest.mark.parametrize("raw", [b"X: y\r\n" * 100_000 + b"\r\nx", head(b"a" * 5_000_000) + b"\r\nx"])
def test_t009_a_header_of_more_than_256_kilobytes_is_set_aside(raw: bytes) -> None:
    with within(2):
        mail = parsed(raw)

    assert mail.mail_class is MailClass.UNPARSABLE
    assert "256KB" in mail.defects[0]


def test_t010_a_subject_of_twenty_thousand_encoded_words_is_read_in_a_moment() -> None:
    subject = b"=?utf-8?q?a?= " * 20_000
    with within(0.2):
        text = decode_header(subject)
    with within(1):
        mail = parsed(head(subject[: 14 * 18_000]) + b"\r\nx")

    assert 0 < len(text) <= 998
    assert 0 < len(mail.subject) <= 998


@pytest.mark.parametrize("charset", ["foo-9", "utf-8\0", "punycode", "rot13", "zlib", "hex", "x" * 300, ""])
def test_t011_unknown_charsets_are_decoded_by_the_bytes(charset: str) -> None:
    mail = parsed(text_mail("备案资料".encode("gbk"), f"text/plain; charset={charset}"))

    assert mail.text == "备案资料"


def test_t011_bytes_of_no_charset_are_flagged() -> None:
    assert flagged(text_mail(b"\xff\xfe\x80ab\xff\x81\xff", "text/plain; charset=foo"), "编码")


@pytest.mark.parametrize("charset", ["gbk", "utf-8"])
def test_t012_raw_subjects_of_this_country_are_read(charset: str) -> None:
    assert parsed(head(SUBJECT.encode(charset)) + b"\r\nx").subject == SUBJECT


@pytest.mark.parametrize("text", ["臺灣備案", "網站備案資料", "南京測試科技有限公司+example.com"])
def test_t012_a_raw_subject_in_big5_is_flagged(text: str) -> None:
    """GB18030 takes nearly every pair of Big5 bytes, so that a person must look. Declared as Big5 it is read."""
    raw = parsed(head(text.encode("big5")) + b"\r\nx")

    assert raw.mail_class is MailClass.NORMAL
    assert any("Big5" in defect for defect in raw.defects)
    assert parsed(head(word(text, "big5")) + b"\r\nx").subject == text


@pytest.mark.parametrize("text", [SUBJECT, "南京喆喆科技有限公司+example.com", "合肥赟龑商贸有限公司", "备案"])
@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_t012_a_raw_subject_of_this_country_is_not_flagged(text: str, charset: str) -> None:
    assert parsed(head(text.encode(charset)) + b"\r\nx").defects == ()


@pytest.mark.parametrize("value", ["<[>", "", "<" + "a" * 10_000 + "@x>", "no brackets"])
def test_t013_a_mail_without_a_usable_id_is_known_by_its_bytes(value: str) -> None:
    mail = parsed(text_mail(Message_ID=value))

    assert mail.mail_class is MailClass.NORMAL
    assert len(mail.message_id) <= 252
    assert len(mail.sha256) == 64


def test_t013_the_same_id_from_another_customer_joins_no_case(tmp_path: object) -> None:
    desk = DeskStore(tmp_path)  # type: ignore[arg-type]  # pytest's Path
    cases = []
    for uid, (name, domain, sender) in enumerate(
        [("甲乙有限公司", "a.cn", "a@a.cn"), ("丙丁有限公司", "b.cn", "b@b.cn")]
    ):
        raw = desk.received(uid=uid + 1)
        same = submission(raw, name=name, domains=(domain,), message_id="<same@x>", sender=sender)
        cases.append(desk.placed(same))

    assert cases[0] != cases[1]


@pytest.mark.parametrize(
    "date", ["", "Mon, 1 Jun 20200 10:00:00 +0800", "Mon, 1 Jun 2026 10:00:00 +9999", "Thu, 17 Sep 2026 10:00:00 +0800"]
)
def test_t014_the_server_dates_the_mail_and_the_header_is_for_display(date: str) -> None:
    mail = parsed(text_mail(Date=date))

    assert mail.received_at == RECEIVED
    assert mail.sent_at is None or mail.sent_at.year == 2026


def with_base64(body: bytes) -> bytes:
    name = b'Content-Type: image/jpeg; name="a.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return mixed(BODY, name + body)


@pytest.mark.parametrize(
    "body",
    [
        base64.encodebytes(JPEG).replace(b"\n", b"\r\n!#$\r\n"),
        base64.encodebytes(JPEG).rstrip() + b"\r\nA\r\n",
        base64.b64encode(JPEG),
    ],
    ids=["junk", "half group", "one line"],
)
def test_t015_of_bad_base64_the_valid_part_is_kept(body: bytes) -> None:
    (only,) = parsed(with_base64(body)).parts

    assert only.content[: len(JPEG)] == JPEG


def test_t015_half_a_group_is_flagged_and_padding_alone_is_nothing() -> None:
    assert flagged(with_base64(base64.b64encode(JPEG[:300]) + b"A\r\n"), "传输编码")
    with within(2):
        (only,) = parsed(with_base64(b"=" * 10_000_000)).parts
    assert only.content == b""


YENC = (
    b"=ybegin line=128 size=10 name=a.jpg\r\n" + bytes((c + 42) % 256 for c in b"0123456789") + b"\r\n=yend size=10\r\n"
)
BINHEX = b"(This file must be converted with BinHex 4.0)\r\n:#h*M,'8\"9d&68!:\r\n"


@pytest.mark.parametrize("body", [YENC, BINHEX])
def test_t016_encodings_that_nobody_reads_are_kept_as_they_are_and_told(body: bytes) -> None:
    name = b'Content-Type: image/jpeg; name="a.jpg"\r\nContent-Transfer-Encoding: x-old\r\n\r\n'
    mail = parsed(mixed(BODY, name + body))
    (paper,) = read_attachment(mail.parts[0], Blind())

    assert mail.parts[0].content.strip() == body.strip()
    assert any("传输编码" in d for d in mail.defects)
    assert (paper.fate, paper.problem) == (Fate.UNREADABLE, Problem.NOT_ACCEPTED)
    assert "编码" in paper.about


def test_t016_uuencoded_files_are_read() -> None:
    name = b'Content-Type: image/jpeg; name="a.jpg"\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n'

    assert parsed(mixed(BODY, name + b"begin 644 a.jpg\r\n#0V%T\r\n`\r\nend\r\n")).parts[0].content == b"Cat"


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        (b"filename*0*=utf-8''%E8%90%A5; filename*2*=%E4.jpg", None),
        (b'filename*0="a"; filename*0="b"; filename*1=".jpg"', "a.jpg"),
        (b"filename*=utf-8''%zz%E8%90%A5.jpg", "%zz营.jpg"),
        (b"filename=a.jpg; filename*=utf-8''b.jpg", "b.jpg"),
    ],
)
def test_t017_odd_parameters_give_one_name_always_the_same(parameters: bytes, name: str | None) -> None:
    raw = mixed(BODY, attachment(parameters))
    names = {parsed(raw).parts[0].name for _ in range(3)}

    assert len(names) == 1
    assert name is None or names == {name}


def test_t017_two_different_names_of_one_part_are_flagged() -> None:
    raw = mixed(BODY, attachment(b'filename="a.jpg"', content_type=b'image/jpeg; name="b.jpg"'))

    assert parsed(raw).parts[0].name == "a.jpg"
    assert flagged(raw, "两个不同的文件名")


def test_t018_winmail_dat_is_opened_and_a_broken_one_asked_for_again() -> None:
    mail = parsed(mixed(BODY, attachment(b'filename="winmail.dat"', tnef("a.jpg", JPEG), b"application/ms-tnef")))
    broken = parsed(
        mixed(BODY, attachment(b'filename="winmail.dat"', tnef("a.jpg", JPEG)[:20], b"application/ms-tnef"))
    )

    assert [(p.name, p.inside) for p in mail.parts] == [("winmail.dat", None), ("a.jpg", "winmail.dat")]
    assert any("winmail.dat" in d and "重新发送" in d for d in broken.defects)


def test_t018_a_broken_winmail_dat_is_a_damaged_file() -> None:
    (paper,) = read_attachment(Part("winmail.dat", tnef("a.jpg", JPEG)[:20]), Blind())

    assert paper.problem is Problem.DAMAGED


ENVELOPED = bytes.fromhex("308006092a864886f70d010703a080") + bytes(200)
PGP = b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA5p\r\n=abcd\r\n-----END PGP MESSAGE-----\r\n"


def encrypted_mails() -> dict[str, bytes]:
    smime = part(b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', ENVELOPED)
    control = b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
    armour = b'Content-Type: application/octet-stream; name="encrypted.asc"\r\n\r\n' + PGP
    return {
        "smime": head() + smime,
        "smime as octets": mixed(BODY, attachment(b'filename="smime.p7m"', ENVELOPED, b"application/octet-stream")),
        "pgp/mime": mixed(control, armour, kind="encrypted"),
        "pgp file": mixed(BODY, attachment(b'filename="a.asc"', PGP, b"application/octet-stream")),
    }


@pytest.mark.parametrize("name", list(encrypted_mails()))
def test_t019_encrypted_mail_is_said_to_be_unreadable(name: str) -> None:
    mail = parsed(encrypted_mails()[name])
    (paper,) = read_attachment(mail.parts[0], Blind())

    assert (paper.fate, paper.problem) == (Fate.UNREADABLE, Problem.PASSWORD)
    assert "加密" in paper.about


def test_t019_a_body_that_is_a_pgp_message_is_flagged() -> None:
    assert flagged(text_mail(PGP), "PGP加密")


def test_t020_mutated_mails_raise_nothing() -> None:
    """The long run is `make fuzz`."""
    draw = random.Random(20)  # noqa: S311 - a fuzzer that repeats itself
    seeds = [mixed(BODY, PDF_PART), in_mixed(5), in_mails(2), *encrypted_mails().values()]
    for _ in range(100):
        raw = bytearray(draw.choice(seeds))
        for _ in range(draw.randint(1, 9)):
            at = draw.randrange(len(raw))
            raw[at : at + draw.choice((0, 1, 40))] = draw.randbytes(draw.choice((0, 1, 3)))
        parsed(bytes(raw))


def test_t020_a_nested_mail_whose_header_cannot_be_written_again_is_still_a_mail() -> None:
    """Found by `make fuzz`: a control that Python takes for a line end, and what follows looks like a field."""
    subject = b"Subject: =?gb18030?B?zt7O/cfgusy+q8PcxKO+39PQz965q8u+K2Z1enot?=\r\n =?gb\x1eer: QQMail 2.x\r\n"
    mail = parsed(head() + b"Content-Type: message/rfc822\r\n\r\n" + subject + b"From: a@customer.example\r\n\r\nhello")

    assert mail.mail_class is MailClass.NORMAL
