"""OFD: an electronic licence is recognised by its text, which is never sure; what cannot be read says what to send."""

import pytest

from filing.paper import Paper
from filing.terms import Fate, Material, Problem
from parsers.sniff import sniff
from tests.fakes.archives import zipped
from tests.unit.hostile.reading import opened, refused

NAME = 'xmlns:ofd="http://www.ofdspec.org/2016"'
LICENCE = (
    "营业执照", "统一社会信用代码 91320196MA20865968", "名称 苏州甲乙有限公司", "类型 有限责任公司", "法定代表人 张三",
    "经营范围 软件开发", "注册资本 壹佰万元", "登记机关",
)  # fmt: skip


def shown(text: str, x: float, y: float, width: float, extra: str = "") -> str:
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {width} 6"{extra}><ofd:TextCode X="0" Y="5">{text}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def page(objects: str, template: str = "") -> bytes:
    return f"<ofd:Page {NAME}>{template}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>".encode()


def ofd(*pages: bytes, template: bytes = b"") -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    known = '<ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
    root = f"<ofd:OFD {NAME}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    document = f"<ofd:Document {NAME}>{known if template else ''}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    files = {"OFD.xml": root.encode(), "Doc_0/Document.xml": document.encode()}
    files |= {f"Doc_0/Pages/Page_{n}/Content.xml": content for n, content in enumerate(pages)}
    return zipped(files | ({"Doc_0/Tpls/Tpl_0/Content.xml": template} if template else {}))


def whole_lines() -> bytes:
    return ofd(page("".join(shown(text, 30, 20 + 14 * n, 6 * len(text)) for n, text in enumerate(LICENCE))))


def one_by_one() -> bytes:
    characters = (
        shown(char, 30 + 6 * k, 20 + 14 * n, 6)
        for n, text in enumerate(LICENCE)
        for k, char in enumerate(text)
        if char != " "
    )
    return ofd(page("".join(characters)))


def labels_in_a_template() -> bytes:
    rows = [(*text.split(" ", 1), "")[:2] for text in LICENCE]
    labels = "".join(shown(label, 30, 20 + 14 * n, 6 * len(label)) for n, (label, _) in enumerate(rows))
    values = "".join(shown(value, 100, 20 + 14 * n, 6 * len(value)) for n, (_, value) in enumerate(rows) if value)
    return ofd(page(values, '<ofd:Template TemplateID="9"/>'), template=page(labels))


def licence(content: bytes) -> Paper:
    (paper,) = opened("执照.ofd", content)
    return paper


@pytest.mark.parametrize("content", [whole_lines(), one_by_one(), labels_in_a_template()])
def test_a_licence_is_recognised_by_its_text(content: bytes) -> None:
    paper = licence(content)

    assert (sniff(content), paper.fate, paper.material) == ("ofd", Fate.MATERIAL, Material.BUSINESS_LICENSE)
    assert paper.text("uscc") == "91320196MA20865968"
    assert paper.text("entity_name") == "苏州甲乙有限公司"
    assert not any(f.sure for f in paper.facts.values())
    assert "人工核对" in paper.about


@pytest.mark.parametrize("hidden", [' Visible="false"', ' Alpha="0"'])
def test_text_that_nobody_sees_is_not_read(hidden: str) -> None:
    text = "".join(shown(line, 30, 20 + 14 * n, 60, hidden) for n, line in enumerate(LICENCE))

    assert licence(ofd(page(text))).material is None


def test_without_text_another_format_is_asked_for() -> None:
    paper = licence(ofd(page("")))

    assert paper.fate is Fate.UNRECOGNISED
    assert "PDF" in paper.about


@pytest.mark.parametrize(
    "content",
    [zipped({"OFD.xml": b"<broken"}), zipped({"OFD.xml": f"<OFD {NAME}><DocRoot>no.xml</DocRoot></OFD>".encode()})],
)
def test_a_broken_one_is_damaged(content: bytes) -> None:
    assert refused("a.ofd", content).problem is Problem.DAMAGED


def test_entities_are_refused() -> None:
    content = zipped({"OFD.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><OFD>&e;</OFD>'})

    assert refused("a.ofd", content).problem is Problem.NOT_ACCEPTED
