"""Mails made to stall or crash a parser."""

from tests.fakes.mime import head, text_mail


def hostile_mails() -> dict[str, bytes]:
    """What must end as `unparsable`, or be parsed, within a moment."""
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(2000))
    sixty = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(60))
    many = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * 20_000
    )
    return {
        "empty": b"",
        "blank lines": b"\r\n" * 100,
        "256 bytes": bytes(range(256)),
        "c73 sixty open multiparts": head() + sixty,
        "c74 nested 2000": head() + nested,
        "c75 parts 20000": head() + many,
        "parts without headers": head()
        + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + b"--b\r\n\r\nx\r\n" * 20_000,
        "rfc822 nested 2000": head() + b"Content-Type: message/rfc822\r\n\r\n" * 2000,
        "headers 100000": b"X: y\r\n" * 100_000 + b"\r\n",
        "header of 5 MB": b"Subject: " + b"a" * 5_000_000 + b"\r\n\r\n",
        "encoded words": head(b"=?utf-8?q?a?= " * 16_000) + b"\r\nx",
        "addresses": b"To: " + b"a@b.cn, " * 25_000 + b"\r\nFrom: a@b.cn\r\n\r\nx",
        "quotes": b"To: " + b'"a\\"' * 40_000 + b"\r\nFrom: a@b.cn\r\n\r\nx",
        "comments": b"From: " + b"(" * 60_000 + b"\r\n\r\nx",
        "semicolons": head() + b"Content-Type: text/plain" + b";" * 200_000 + b"\r\n\r\nx",
        "pieces": head()
        + b"Content-Disposition: attachment"
        + b"".join(b"; filename*%d=a" % i for i in range(9000))
        + b"\r\n\r\nx",
        "lone CR": head() + b"\r\n" + b"x\r" * 2_000_000,
        "blanks": head(b" " * 60_000 + b"x") + b"\r\n" + b" " * 500_000,
        "images": text_mail(b"<img " * 300_000, "text/html"),
        "message id": b"Message-ID: <[>\r\nFrom: a@b.cn\r\n\r\nx",
        "divs": text_mail(b"<div>" * 100_000, "text/html"),
        "open tags": text_mail(b"<a " * 300_000, "text/html"),
        "padding": head() + b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"=" * 10_000_000,
    }
