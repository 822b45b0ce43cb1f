"""Mails as the clients and servers of this country really write them (the table of hard mails, c01-c80)."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass

from tests.fakes.mime import (
    BIG_JPEG,
    BODY,
    JPEG,
    NAME,
    PDF,
    PNG_LOGO,
    SENDER,
    SUBJECT,
    attachment,
    head,
    mixed,
    part,
    percent,
    text_mail,
    tnef,
    with_file,
    word,
    words,
)


@dataclass(frozen=True, slots=True)
class Hard:
    """A mail and what it means. `files`: (name, content), content None where only the name counts."""

    raw: bytes
    files: tuple[tuple[str, bytes | None], ...] = ()
    kind: str = "normal"
    subject: str | None = SUBJECT
    sender: str | None = SENDER
    text: str | None = None
    defect: str | None = None
    links: int = 0


INNER = mixed(BODY, attachment(b'filename="' + word("身份证.jpg") + b'"'), header=head(word("转发的材料")))


def charset_mails() -> Iterator[tuple[str, Hard]]:
    """c01-c13: headers and bodies."""
    rare = "苏州镕喆堃科技有限公司+rongzhe.cn"
    gb = rare.encode("gbk")
    two = mixed(BODY, attachment(b'filename="' + word("营业执照.jpg") + b'"'),
                attachment(b'filename="' + word("核验单.pdf") + b'"', PDF, b"application/pdf"))  # fmt: skip
    yield "c01", Hard(two, (("营业执照.jpg", JPEG), ("核验单.pdf", PDF)))
    yield "c02", Hard(text_mail("镕喆堃".encode("gbk"), "text/plain; charset=gb2312"), text="镕喆堃")
    html = base64.encodebytes("<p>镕喆堃</p>".encode("gbk"))
    yield "c03", Hard(text_mail(html, 'text/html; charset="gb2312"', Content_Transfer_Encoding="base64"), text="镕喆堃")
    yield "c04", Hard(text_mail("𠮷野㐂".encode("gb18030"), "text/plain; charset=gb2312"), text="𠮷野㐂")
    mail = head(word(rare, "gbk", "gb2312"), word("镕喆", "gbk", "gb2312") + b" <a@qq.com>") + b"\r\nx"
    yield "c05", Hard(mail, subject=rare, sender="a@qq.com")
    yield "c06", Hard(head(gb, "镕喆 <a@qq.com>".encode("gbk")) + b"\r\nx", subject=rare, sender="a@qq.com")
    yield "c07", Hard(head(rare.encode(), "镕喆 <a@qq.com>".encode()) + b"\r\nx", subject=rare, sender="a@qq.com")
    utf = rare.encode()
    yield "c08", Hard(head(words(utf, "utf-8", "B", 7, 20)) + b"\r\nx", subject=rare)
    yield "c09", Hard(head(words(gb, "gbk", "Q", 5, 11)) + b"\r\nx", subject=rare)
    glued = word("苏州某某科技") + word("有限公司+example.com")
    yield "c10", Hard(head(glued) + b"\r\nx")
    yield "c11", Hard(head(sender=b'"' + word("张三", "gb18030") + b'" <a@qq.com>') + b"\r\nx", sender="a@qq.com")
    yield "c12", Hard(head(b"=?utf-8?Q?AB C Ltd+a.cn?=") + b"\r\nx", subject="AB C Ltd+a.cn")
    folded = b"Re: \r\n Fw: " + word("苏州某某科技") + b"\r\n\t" + word("有限公司+example.com")
    yield "c13", Hard(head(folded) + b"\r\nx", subject="Re: Fw: " + SUBJECT)


def name_mails() -> Iterator[tuple[str, Hard]]:
    """c14-c26, c80: file names."""
    one, g = ((NAME, JPEG),), NAME.encode("gbk")
    yield "c14", Hard(with_file(b"filename*=utf-8''" + percent(NAME.encode())), one)
    pieces = b"filename*0*=gbk''" + percent(g[:3]) + b";\r\n filename*1*=" + percent(g[3:])
    yield "c15", Hard(with_file(pieces), one)
    rare = "营业镕喆.jpg"
    yield "c16", Hard(with_file(b"filename*=GB2312''" + percent(rare.encode("gbk"))), ((rare, JPEG),))
    w = word(NAME)
    yield "c17", Hard(with_file(b'filename*0="' + w[:20] + b'";\r\n filename*1="' + w[20:] + b'"'), one)
    yield "c18", Hard(with_file(b'filename="' + g + b'"'), one)
    yield "c19", Hard(with_file(b'filename="' + NAME.encode() + b'"'), one)
    bare = b'Content-Type: image/jpeg; name="' + word(NAME, "gbk") + b'"\r\nContent-Disposition: attachment'
    yield "c20", Hard(mixed(BODY, part(bare, JPEG)), one)
    yield "c21", Hard(with_file(b"filename=\"x.jpg\"; filename*=utf-8''" + percent(NAME.encode())), one)
    yield "c22", Hard(with_file(b'filename="' + words(g, "gbk", "B", 5) + b'"'), one)


def odd_name_mails() -> Iterator[tuple[str, Hard]]:
    """c23-c26, c80: names to be cleaned, told apart or guessed."""
    one = ((NAME, JPEG),)
    evil = [b'filename="../../win.jpg"', b'filename="C:\\\\temp\\\\evil.jpg"',
            b'filename="' + word("营业\u202egpj.exe") + b'"',
            b'filename="' + word("执照\r\n\0.jpg") + b'"']  # fmt: skip
    clean = ("win.jpg", "evil.jpg", "营业gpj.exe", "执照.jpg")
    yield "c23", Hard(mixed(BODY, *map(attachment, evil)), tuple((n, JPEG) for n in clean), defect="不可见的字符")
    nameless = part(b"Content-Type: image/jpeg", JPEG), part(b"Content-Type: application/pdf", PDF)
    yield "c24", Hard(mixed(BODY, *nameless), (("未命名-1.jpg", JPEG), ("未命名-2.pdf", PDF)))
    yield (
        "c26",
        Hard(
            mixed(
                BODY, *(attachment(b'filename="%s"' % n) for n in (b"IMG_0001.JPG", b"IMG_0001.JPG", b"img_0001.jpg"))
            ),
            (("IMG_0001.JPG", JPEG), ("IMG_0001(2).JPG", JPEG), ("img_0001(3).jpg", JPEG)),
        ),
    )
    yield "c80", Hard(with_file(b"filename=" + word(NAME, "gbk", "gb2312")), one)
    yield "n01 percent", Hard(with_file(b'filename="' + percent(NAME.encode()) + b'"'), one)
    yield "n02 open quote", Hard(with_file(b'filename="a.jpg'), (("a.jpg", JPEG),))
    yield "n03 inner quote", Hard(with_file(b'filename="a"b.jpg"; size=3'), (("a_b.jpg", JPEG),))
    yield "n04 trail byte", Hard(with_file('filename="\u94f6\u884c\u8a80.jpg"'.encode("gbk")), (("银行誀.jpg", JPEG),))


def structure_mails() -> Iterator[tuple[str, Hard]]:
    """c27-c39, c71-c79: trees."""
    a = attachment(b'filename="a.jpg"')
    plain, one = mixed(BODY, a), (("a.jpg", JPEG),)
    lost = plain[: plain.index(b"; boundary")] + plain[plain.index(b"\r\n\r\n") :]
    yield "c27", Hard(lost, one, defect="分隔标记")
    wrong = plain.replace(b'boundary="', b'boundary="zz', 1)
    yield "c29", Hard(wrong, one, defect="分隔标记")
    big = mixed(BODY, attachment(b'filename="a.jpg"', BIG_JPEG), close=False)
    yield "c28", Hard(big[: len(big) // 2], (("a.jpg", None),), defect="截断")
    apple = mixed(BODY, mixed(part(b"Content-Type: text/html", b"<p>x</p>"),
                              part(b'Content-Type: image/jpeg\r\nContent-Disposition: inline; filename="a.jpg"', JPEG),
                              header=b""), kind="alternative")  # fmt: skip
    yield "c30", Hard(apple, one)


def nested_mails() -> Iterator[tuple[str, Hard]]:
    """c31-c35: containers."""
    inner = (("身份证.jpg", JPEG),)
    rfc822 = b'Content-Type: message/rfc822; name="z.eml"\r\nContent-Disposition: attachment; filename="z.eml"'
    yield "c31", Hard(mixed(BODY, part(rfc822, INNER, "7bit")), (("z.eml", None), *inner))
    yield (
        "c32",
        Hard(mixed(BODY, part(b"Content-Type: message/rfc822", INNER, "7bit")), (("转发的材料.eml", None), *inner)),
    )
    yield "c33", Hard(mixed(BODY, part(rfc822, INNER)), (("z.eml", INNER), *inner))
    eml = b'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="z.eml"'
    yield "c34", Hard(mixed(BODY, part(eml, INNER)), (("z.eml", INNER), *inner))
    yield "c35", Hard(mixed(BODY, attachment(b'filename="winmail.dat"', tnef("a.jpg", JPEG), b"application/ms-tnef")),
                      (("winmail.dat", None), ("a.jpg", JPEG)))  # fmt: skip


def picture_mails() -> Iterator[tuple[str, Hard]]:
    """c36-c39: what the body shows."""
    a, one = attachment(b'filename="a.jpg"'), (("a.jpg", JPEG),)
    yield "c36", Hard(text_mail(b"<html><style>p{}</style><p>&#24744;&#22909;</p></html>", "text/html"), text="您好")
    html = part(b"Content-Type: text/html", b'<p>x<img src="cid:logo@x"></p>')
    logo = part(
        b"Content-Type: image/png; name=logo.png\r\nContent-ID: <logo@x>\r\nContent-Disposition: inline", PNG_LOGO
    )
    yield "c37", Hard(mixed(mixed(html, logo, kind="related", header=b""), a), (("logo.png", PNG_LOGO), *one))
    pasted = (
        b"Content-Type: image/jpeg; name=image001.jpg\r\nContent-ID: <1@x>",
        b"Content-Type: image/jpeg\r\nContent-ID: <2@x>",
    )
    yield "c38", Hard(mixed(html, *(part(h, BIG_JPEG) for h in pasted), kind="related"),
                      (("image001.jpg", BIG_JPEG), ("未命名-1.jpg", BIG_JPEG)))  # fmt: skip
    photos = [b"Content-Type: image/%s; name=%s\r\nContent-Disposition: inline; filename=%s" % (k, n, n)
              for k, n in ((b"jpeg", b"IMG_2231.jpeg"), (b"heic", b"IMG_2232.heic"))]  # fmt: skip
    yield "c39", Hard(mixed(BODY, part(photos[0], JPEG), BODY, part(photos[1], JPEG)),
                      (("IMG_2231.jpeg", JPEG), ("IMG_2232.heic", JPEG)))  # fmt: skip


def stray_mails() -> Iterator[tuple[str, Hard]]:
    """c71-c79: odds and ends."""
    plain, one = mixed(BODY, attachment(b'filename="a.jpg"')), (("a.jpg", JPEG),)
    mbox = b"\xef\xbb\xbfFrom zhang Mon Jun  1 10:00:00 2026\n" + plain.replace(b"\r\n", b"\n")
    yield "c71", Hard(mbox, one)
    anonymous = plain[plain.index(b"MIME-Version") :]
    yield "c72", Hard(anonymous, one, subject="", sender="", defect="发件人地址缺失")
    empty_zip = b"PK\x05\x06" + bytes(18)
    archive = attachment(b'filename="' + word("备案资料.zip") + b'"', empty_zip, b"application/zip")
    yield "c77", Hard(mixed(BODY, archive), (("备案资料.zip", empty_zip),))
    gbk = "说明：营业执照".encode("gbk")
    note = attachment(b'filename="' + word("说明.txt") + b'"', gbk, b"text/plain; charset=gb2312")
    yield "c78", Hard(mixed(BODY, note), (("说明.txt", gbk),))
    binary = (
        b'Content-Type: application/octet-stream; name=raw.bin\r\nContent-Disposition: attachment; filename="raw.bin"'
    )
    yield "c79", Hard(mixed(BODY, part(binary, bytes(range(256)), "binary")), (("raw.bin", bytes(range(256))),))
    partial = head() + b'Content-Type: message/partial; id="x"; number=1; total=3\r\n\r\n' + BODY
    yield "c76", Hard(partial, (("转发邮件.eml", None),), defect="拆分")
    yield (
        "s01 headerless multipart body",
        Hard(plain.replace(b"Content-Type: multipart", b"X-Was: multipart", 1), one, defect="分隔标记"),
    )


def transfer_mails() -> Iterator[tuple[str, Hard]]:
    """c54-c66: encodings of bodies and files."""
    one, h = (("a.jpg", JPEG),), b'Content-Type: image/jpeg\r\nContent-Disposition: attachment; filename="a.jpg"'
    coded = base64.b64encode(JPEG + b"x")
    yield "c54", Hard(mixed(BODY, attachment(b'filename="empty.jpg"', b""), attachment(b'filename="a.jpg"')),
                      (("empty.jpg", b""), *one))  # fmt: skip
    yield "c55", Hard(with_file(b'filename="big.jpg"', content=BIG_JPEG * 400), (("big.jpg", BIG_JPEG * 400),))
    uu = b"begin 644 a.jpg\r\n" + b"".join(
        binascii.b2a_uu(JPEG[i : i + 45]).replace(b"\n", b"\r\n") for i in range(0, len(JPEG), 45)
    )
    yield "c58", Hard(text_mail("您好\r\n".encode() + uu + b"`\r\nend\r\n"), one, text="您好")
    pdf = b'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"'
    yield (
        "c59",
        Hard(
            mixed(BODY, part(pdf, b"%PDF-1.4 =\xff\x00 x", "quoted-printable")), (("a.pdf", b"%PDF-1.4 =\xff\x00 x"),)
        ),
    )
    long_lines = b"\r\n".join(coded[i : i + 100] for i in range(0, len(coded), 100))
    footer = b"\r\n\r\n-----\r\nThis mail was scanned by example.net\r\n"
    odd = h + b"\r\nContent-Transfer-Encoding: BASE64 \r\n\r\n"
    yield "c60", Hard(mixed(BODY, odd + long_lines + footer), (("a.jpg", JPEG + b"x"),))
    glued = base64.b64encode(JPEG[:100]) + base64.b64encode(JPEG[100:])
    yield "c61", Hard(mixed(BODY, h + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + glued), one)
    unpadded = base64.b64encode(JPEG).rstrip(b"=")
    yield "c62", Hard(mixed(BODY, h + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + unpadded), one)


def body_mails() -> Iterator[tuple[str, Hard]]:
    """c63-c66: character sets of the body."""
    said = "您好，请查收附件中的备案资料"
    yield "c63", Hard(text_mail(said.encode("gbk"), "text/plain"), text=said)
    yield "c64", Hard(text_mail(said.encode(), "text/plain; charset=x-foo-9"), text=said)
    yield "c65", Hard(text_mail(said.encode("gbk"), "text/plain; charset=utf-8"), text=said)
    yield "c66", Hard(text_mail("您好，請查收".encode("big5"), "text/plain; charset=big5"), text="您好，請查收")
    yield "t01 latin-1 label on GBK", Hard(text_mail(said.encode("gbk"), "text/plain; charset=iso-8859-1"), text=said)
    yield "t02 gb2312 label on UTF-8", Hard(text_mail(said.encode(), "text/plain; charset=gb2312"), text=said)
    for charset in ("rot13", "punycode", "zlib", "utf-8\\0", "idna", "undefined"):
        yield f"t03 {charset}", Hard(text_mail(said.encode(), f'text/plain; charset="{charset}"'), text=said)


def secret_mails() -> Iterator[tuple[str, Hard]]:
    """c40-c43: signatures, encryption, invitations."""
    a, one = attachment(b'filename="a.jpg"'), (("a.jpg", JPEG),)
    p7s = attachment(b'filename="smime.p7s"', b"0\x82", b"application/pkcs7-signature")
    yield "c40", Hard(mixed(mixed(BODY, a, header=b""), p7s, kind="signed"), (*one, ("smime.p7s", None)))
    p7m = part(b'Content-Type: application/pkcs7-mime; name="smime.p7m"\r\nContent-Disposition: attachment', b"0\x82")
    yield "c41", Hard(head() + p7m, (("smime.p7m", None),), defect="加密")
    pgp = part(b"Content-Type: application/pgp-encrypted", b"Version: 1", "7bit")
    asc = part(b'Content-Type: application/octet-stream; name="encrypted.asc"', b"-----BEGIN PGP MESSAGE-----", "7bit")
    yield "c42", Hard(mixed(pgp, asc, kind="encrypted"), (("encrypted.asc", None),), defect="PGP")
    ics = part(b"Content-Type: text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "7bit")
    yield "c43", Hard(mixed(BODY, ics, kind="alternative"), kind="list")


def machine_mails() -> Iterator[tuple[str, Hard]]:
    """c44-c53: mail that machines write."""
    status = b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\n"
    returned = b"Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <ours@example.net>\r\nSubject: x\r\n"
    dsn = mixed(BODY, status, returned, kind="report; report-type=delivery-status")
    yield "c44", Hard(dsn, kind="bounce")
    qq = (
        head("来自qq.com的退信".encode(), b"PostMaster@qq.com")
        + "Content-Type: text/html\r\n\r\n无法发送到 a@b.cn".encode()
    )
    yield "c45", Hard(qq, kind="bounce", subject="来自qq.com的退信", sender="PostMaster@qq.com")
    netease = head("系统退信".encode(), b"Postmaster@163.com") + "Content-Type: text/html\r\n\r\n退信".encode()
    yield "c46", Hard(netease, kind="bounce", subject="系统退信", sender="Postmaster@163.com")
    yield "c47", Hard(text_mail(Auto_Submitted="auto-generated", X_Auto_Response_Suppress="All"), kind="auto_reply")
    yield "c48", Hard(text_mail(X_QQ_HolidayReply="1"), kind="auto_reply")
    yield "c49", Hard(text_mail(X_QQ_AUTO_REPLY="true"), kind="auto_reply")
    yield "c50", Hard(head("自动回复: 您好".encode()) + b"\r\nx", kind="auto_reply", subject="自动回复: 您好")
    note = b"Content-Type: message/disposition-notification\r\n\r\nDisposition: manual-action/MDN-sent-manually\r\n"
    yield "c51", Hard(mixed(BODY, note, kind="report; report-type=disposition-notification"), kind="receipt")
    yield "c52", Hard(head("已读: 补充材料".encode()) + b"\r\nx", kind="receipt", subject="已读: 补充材料")
    yield "c53", Hard(text_mail(List_Unsubscribe="<mailto:x@y.cn>", Precedence="bulk"), kind="list")
    yield "m01 suppress alone is no mark", Hard(text_mail(X_Auto_Response_Suppress="All"))


def other_mails() -> Iterator[tuple[str, Hard]]:
    """c56, c57, c67-c70: links and addresses."""
    link = "https://wx.mail.qq.com/ftn/download?func=3&amp;key=a&amp;code=b"
    qq = f'<div id="QQMailBigAttach">超大附件<a href="{link}">备案资料.zip</a> (128.03M, 2026年12月27日 到期)</div>'
    yield "c56", Hard(text_mail(qq.encode(), "text/html; charset=utf-8"), links=1)
    link = "https://mail.163.com/large-attachment-download/index.html?file=x"
    netease = f'<div id="divNeteaseBigAttach"><a href="{link}">照片.rar</a>(80.96M, 2026年8月17日 0:49 到期)</div>'
    yield "c57", Hard(text_mail(netease.encode(), "text/html; charset=utf-8"), links=1)
    broken = word("苏州某某科技有限公司\r\nBcc: evil@x.cn\r\n+example.com")
    yield "c67", Hard(head(broken) + b"\r\nx", subject="苏州某某科技有限公司 Bcc: evil@x.cn +example.com")
    yield "c68", Hard(head(sender=b'"jsba@example.net" <evil@example.org>') + b"\r\nx", sender="evil@example.org")
    double = b"From: a@one.cn\r\nFrom: b@two.cn\r\nSubject: first\r\nSubject: second\r\n\r\nx"
    yield "c69", Hard(double, subject="first", sender="a@one.cn", defect="多次")
    yield "c70", Hard(head(sender="用户@例子.中国".encode()) + b"\r\nx", sender="用户@例子.中国")
    for name, sender in (
        ("two", b"a@x.cn, b@y.cn"),
        ("smuggled", b"alice@a.cn]<bob@b.cn>"),
        ("null", b"<>"),
        ("none", b"foo"),
    ):
        yield f"o01 {name}", Hard(head(sender=sender) + b"\r\nx", sender="", defect="发件人")


def all_mails() -> dict[str, Hard]:
    """Every hard mail by its label."""
    sources = (
        charset_mails, name_mails, odd_name_mails, structure_mails, nested_mails, picture_mails, stray_mails,
        transfer_mails, body_mails, secret_mails, machine_mails, other_mails,
    )  # fmt: skip
    return {label: hard for source in sources for label, hard in source()}
