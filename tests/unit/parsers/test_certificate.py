"""Domain certificates of several registrars."""

import pytest

from filing.terms import Material
from parsers import certificate
from parsers.page import Page
from parsers.recognise import recognise
from tests.unit.parsers.pages import column, page


def texts(seen: Page) -> dict[str, object]:
    return {key: value.text for key, value in certificate.read(seen).items()}


WANT = {
    "domain": "qinghe-tech.com.cn",
    "holder": "苏州青禾科技有限公司",
    "registrar": "甲禾域名服务（苏州）有限公司",
    "valid_from": "2019-03-12",
    "valid_to": "2029-03-12",
}
TABLE = page(
    (400, 100, "国际域名注册证书", 70),
    (100, 300, "域    名"), (500, 300, "qinghe-tech.com.cn"),
    (100, 400, "域名持有者"), (500, 400, "苏州青禾科技有限公司"),
    (100, 500, "域名注册服务机构"), (500, 500, "甲禾域名服务（苏州）"), (500, 540, "有限公司"),
    (100, 600, "注册时间"), (500, 600, "2019年03月12日"),
    (100, 700, "到期时间"), (500, 700, "2029年03月12日"),
    (100, 800, "域名服务器"), (500, 800, "ns1.dns-host.example"),
)  # fmt: skip
ENGLISH_BESIDE = column(
    "#域名注册证书",
    "Certificate of Domain Name Registration",
    "域名 / Domain Name： qinghe-tech.com.cn",
    "域名所有者 / Registrant： 苏州青禾科技有限公司",
    "注册商 / Sponsoring Registrar：甲禾域名服务（苏州）有限公司",
    "注册日期 / Registration Date：2019-03-12",
    "到期日期 / Expiration Date：2029-03-12",
)
ENGLISH_BELOW = page(
    (400, 100, "顶级国际域名证书", 70),
    (100, 300, "域名"), (100, 335, "Domain Name", 24), (500, 315, "qinghe-tech.com.cn"),
    (100, 420, "域名所有者"), (100, 455, "Registrant", 24), (500, 435, "苏州青禾科技有限公司"),
    (100, 540, "注册商"), (100, 575, "Registrar", 24), (500, 555, "甲禾域名服务（苏州）有限公司"),
    (100, 660, "注册日期"), (100, 695, "Registration Date", 24), (500, 675, "2019-03-12"),
    (100, 780, "到期日期"), (100, 815, "Expiration Date", 24), (500, 795, "2029-03-12"),
)  # fmt: skip
HEADED = page(
    (400, 100, "域名证书", 70),
    (100, 300, "域名"), (500, 300, "域名所有人"), (1000, 300, "注册商"),
    (100, 360, "qinghe-tech.com.cn"), (500, 360, "苏州青禾科技有限公司"), (1000, 360, "甲禾域名服务（苏州）有限公司"),
    (100, 500, "注册日期：2019.03.12"), (100, 560, "有效期至：2029.03.12"),
)  # fmt: skip


@pytest.mark.parametrize("seen", [TABLE, ENGLISH_BESIDE, ENGLISH_BELOW, HEADED])
def test_a_certificate_is_read_whatever_its_layout(seen: Page) -> None:
    found = texts(seen)
    recognised = recognise(seen)

    assert {key: found.get(key) for key in WANT} == WANT
    assert recognised.winner is not None
    assert (recognised.winner.material, recognised.unsure) == (Material.DOMAIN_CERTIFICATE, False)


@pytest.mark.parametrize(
    "sentence",
    [
        "兹证明域名 qinghe.cn 由苏州青禾科技有限公司注册，并已在国家顶级域名数据库中记录。",
        "兹证明苏州青禾科技有限公司已注册域名qinghe.cn，并已在国家顶级域名数据库中记录。",
        "域名qinghe.cn为苏州青禾科技有限公司所有，并已在域名数据库中记录。",
    ],
)
def test_a_certificate_in_prose_names_domain_and_holder(sentence: str) -> None:
    seen = column(
        "#中国国家顶级域名证书", sentence[:22], sentence[22:], "注册日期：2019年3月12日  到期日期：2029年3月12日"
    )
    found = texts(seen)

    assert (found["domain"], found["holder"]) == ("qinghe.cn", "苏州青禾科技有限公司")
    assert (found["valid_from"], found["valid_to"]) == ("2019-03-12", "2029-03-12")


def test_an_english_whois_has_a_holder_too() -> None:
    seen = column(
        "Domain Name: QINGHE.COM",
        "Registrant: Qinghe Technology Co., Ltd.",
        "Sponsoring Registrar: Jiahe Domain Services Co., Ltd.",
        "Creation Date: 2019-03-12 08:11:02",
        "Expiration Date: 2029-03-12 08:11:02",
    )
    found = texts(seen)

    assert (found["domain"], found["holder"]) == ("qinghe.com", "Qinghe Technology Co., Ltd.")
    assert recognise(seen).unsure


def test_a_chinese_domain_is_a_domain() -> None:
    assert (
        texts(column("#域名注册证书", "域名：青禾科技.中国", "注册人：苏州青禾科技有限公司"))["domain"]
        == "青禾科技.中国"
    )


def test_a_name_server_is_not_the_domain() -> None:
    seen = column("#域名注册证书", "ns1.dnshost.com", "域名所有者：张三", "www.registrar-site.com", "域名：zhang.cn")

    assert texts(seen)["domain"] == "zhang.cn"
    assert texts(seen)["holder"] == "张三"


def test_a_label_with_its_translation_behind_a_stroke_is_no_value() -> None:
    rows = (
        *("域名/Domain", "qinghe-tech.com.cn", "所有者/Owner", "苏州青禾科技有限公司"),
        *("注册时间/Created", "2019-03-12 10:58:04", "过期时间/Expires", "2029-03-12 10:21:07"),
        *("注册服务机构/Registrar", WANT["registrar"]),
    )
    cells = [(100 if n % 2 == 0 else 600, 250 + 80 * (n // 2), text) for n, text in enumerate(rows)]

    found = texts(page((400, 100, "顶级国际域名证书", 70), *cells))

    assert {key: found[key] for key in WANT} == WANT


def test_what_a_console_offers_to_do_holds_no_domain() -> None:
    seen = page(
        (30, 100, "域名持有者过户"), (30, 140, "域名信息修改"),
        (400, 100, "域名"), (700, 100, "qinghe-tech.com.cn"),
        (400, 140, "域名持有者"), (700, 140, "苏州青禾科技有限公司"),
        (400, 180, "注册商"), (700, 180, WANT["registrar"]),
        (400, 220, "注册日期"), (700, 220, "2019-03-12"), (400, 260, "到期日期"), (700, 260, "2029-03-12"),
    )  # fmt: skip

    assert {key: texts(seen)[key] for key in WANT} == WANT
