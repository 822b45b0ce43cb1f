"""ID cards, one and several on a page."""

from filing.terms import Material
from parsers import idcard
from parsers.page import Page
from parsers.recognise import recognise
from parsers.scan import find
from tests.unit.parsers.pages import column, page

FIRST, SECOND = "320595196808263846", "34119319920712692X"


def front(name: str, number: str, left: int = 100, top: int = 100) -> list[tuple[int, int, str]]:
    return [
        (left, top, f"姓名{name}"),
        (left, top + 70, "性别男  民族汉"),
        (left, top + 130, "出生1990年1月1日"),
        (left, top + 190, "住址江苏省苏州市青屏区听雨"),
        (left + 60, top + 230, "路80号13幢1004室"),
        (left, top + 330, "公民身份号码"),
        (left + 220, top + 330, number),
    ]


def back(office: str, left: int = 100, top: int = 700) -> list[tuple[int, int, str]]:
    return [
        (left + 200, top, "中华人民共和国"),
        (left + 200, top + 60, "居民身份证"),
        (left, top + 250, "签发机关"),
        (left + 160, top + 250, office),
        (left, top + 310, "有效期限"),
        (left + 160, top + 310, "2015.03.12-2035.03.12"),
    ]


def texts(seen: Page) -> dict[str, object]:
    return {key: value.text for key, value in idcard.read(seen).items()}


def test_both_sides_on_one_page_are_one_card() -> None:
    seen = page(*front("张三", FIRST), *back("苏州市公安局青屏分局"))

    assert texts(seen) == {
        "sides": ("portrait", "emblem"),
        "id_number": FIRST,
        "name": "张三",
        "address": "江苏省苏州市青屏区听雨路80号13幢1004室",
        "issued_by": "苏州市公安局青屏分局",
        "valid_from": "2015-03-12",
        "valid_to": "2035-03-12",
    }
    assert [f.recognition.unsure for f in find(seen)] == [False]


def test_a_long_name_without_a_dot_is_read_beside_its_label_but_not_what_a_watermark_left_there() -> None:
    assert texts(page(*front("阿拉坦其其格", FIRST)))["name"] == "阿拉坦其其格"
    assert "name" not in texts(page(*front("张三仅供备案使用", FIRST)))


def test_two_people_on_one_page_are_two_cards_each_with_its_own_back() -> None:
    seen = page(
        *front("张三", FIRST),
        *back("苏州市公安局"),
        *front("李四", SECOND, left=900),
        *back("滁州市公安局", left=900),
    )
    found = [texts(f.page) for f in find(seen)]

    assert [(f["name"], f["id_number"], f["issued_by"]) for f in found] == [
        ("张三", FIRST, "苏州市公安局"),
        ("李四", SECOND, "滁州市公安局"),
    ]


def test_the_same_card_twice_is_one_card() -> None:
    seen = page(*front("张三", FIRST), *front("张三", FIRST, top=900))

    assert len(find(seen)) == 1


def test_an_emblem_side_alone_is_an_id_card_of_which_one_side_is_missing() -> None:
    seen = page(*back("苏州市公安局"))
    (found,) = find(seen)

    assert found.recognition.winner is idcard.RECOGNISER
    assert texts(found.page)["sides"] == ("emblem",)


def test_a_long_term_card_has_no_end() -> None:
    seen = column("中华人民共和国", "居民身份证", "签发机关 苏州市公安局", "有效期限 2015.03.12-长期")

    assert texts(seen)["valid_to"] == "长期"


def test_a_card_pasted_into_a_letter_is_a_paper_of_its_own() -> None:
    letter = [
        (500, 100, "网站负责人委托书", 60),
        (100, 250, "委托单位：苏州甲乙有限公司"),
        (100, 320, f"兹委托张三（身份证号码：{FIRST}）为我单位网站负责人，办理备案手续。"),
    ]
    found = find(page(*letter, *front("张三", FIRST, top=1400)))

    assert [f.recognition.winner.material for f in found if f.recognition.winner] == [
        Material.AUTHORIZATION_LETTER,
        Material.ID_CARD,
    ]
    assert not any(f.recognition.unsure for f in found)


def test_a_letter_that_names_an_id_number_is_no_id_card() -> None:
    seen = column(
        "#授权委托书",
        "姓名：张三",
        "性别：男",
        f"身份证号码：{FIRST}",
        "住址：苏州市人民路1号",
        "兹授权张三办理网站备案",
    )
    found = recognise(seen)

    assert found.winner is not None
    assert found.winner.material is Material.AUTHORIZATION_LETTER


def test_a_name_whose_label_was_not_read_is_the_first_name_above_the_number() -> None:
    seen = page((200, 100, "欧阳娜"), *front("", FIRST)[1:])

    assert texts(seen)["name"] == "欧阳娜"


def test_what_is_printed_on_every_card_is_no_name() -> None:
    page = column(
        "姓名", "有效期限", "性别 女 民族 汉", "住址 江苏省苏州市某某路1号", "公民身份号码 320596199001012229"
    )

    assert "name" not in idcard.read(page)
