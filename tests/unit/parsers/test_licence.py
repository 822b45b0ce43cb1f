"""Licences of several layouts, from recorded lines."""

import pytest

from filing.terms import Material
from parsers import licence
from parsers.page import Page
from parsers.recognise import recognise
from tests.unit.parsers.pages import column, page

USCC = "91320594MA1XYK2F3U"


def texts(seen: Page) -> dict[str, object]:
    return {key: value.text for key, value in licence.read(seen).items()}


LANDSCAPE = page(
    (700, 200, "营业执照", 90),
    (760, 320, "（副  本）"),
    (120, 250, "统一社会信用代码"),
    (120, 300, "91320196MA20865968"),
    (120, 460, "名"), (260, 460, "称"), (320, 460, "苏州甲乙喆网络科技有限"),
    (320, 500, "公司"),
    (120, 560, "类"), (260, 560, "型"), (320, 560, "有限责任公司(自然人投资或控股)"),
    (120, 640, "法定代表人"), (320, 640, "欧阳赟"),
    (120, 720, "经营范围"), (320, 720, "网络技术开发；计算机软硬件销售。住所租赁。"),
    (1000, 460, "注册资本"), (1200, 460, "500万元整"),
    (1000, 560, "成立日期"), (1200, 560, "2016年05月11日"),
    (1000, 640, "营业期限"), (1200, 640, "2016年05月11日至"), (1200, 680, "2036年05月10日"),
    (1000, 740, "住"), (1140, 740, "所"), (1200, 740, "苏州工业园区星湖街328号"), (1200, 780, "12栋301室"),
    (1100, 1000, "登记机关"),
)  # fmt: skip


def test_a_landscape_licence_is_read_in_both_columns() -> None:
    assert texts(LANDSCAPE) == {
        "entity_name": "苏州甲乙喆网络科技有限公司",
        "uscc": "91320196MA20865968",
        "legal_representative": "欧阳赟",
        "address": "苏州工业园区星湖街328号12栋301室",
        "kind": "有限责任公司(自然人投资或控股)",
        "title": "营业执照",
        "valid_from": "2016-05-11",
        "valid_to": "2036-05-10",
    }
    found = recognise(LANDSCAPE)
    assert found.winner is not None
    assert (found.winner.material, found.unsure) == (Material.BUSINESS_LICENSE, False)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("法定代表人", "张三"),
        ("经营者", "李 四"),
        ("执行事务合伙人", "王小五"),
        ("负责人", "赵六"),
        ("投资人", "古丽娜尔·吐尔逊"),
        ("法定代表人姓名", "欧阳修文"),
        ("首席代表", "JOHN SMITH"),
        ("主要负责人", "钱七"),
        ("法定代表人（负责人）", "孙八"),
    ],
)
def test_the_person_is_found_beside_every_label_a_licence_may_have(label: str, name: str) -> None:
    seen = column("#营业执照", "名称 苏州甲乙有限公司", f"{label} {name}", "经营范围 软件")

    person = licence.read(seen)["legal_representative"]
    assert person.text == name.replace(" ", "") or person.text == name
    assert person.label in (label, label.replace("（负责人）", ""))


def test_a_partnership_run_by_a_company_names_its_delegate() -> None:
    seen = column(
        "#营业执照", "名称：苏州甲乙合伙企业（有限合伙）", "执行事务合伙人：苏州丙丁管理有限公司（委派代表：张三）"
    )

    assert texts(seen)["legal_representative"] == "张三"
    assert texts(seen)["entity_name"] == "苏州甲乙合伙企业（有限合伙）"


def test_the_old_registration_number_counts_as_the_number() -> None:
    seen = column(
        "#企业法人营业执照",
        "注册号 320500000123459",
        "名称 苏州甲乙有限公司",
        "住所 苏州市人民路1号",
        "法定代表人姓名 张三",
    )

    assert texts(seen)["uscc"] == "320500000123459"


def test_a_number_that_does_not_prove_itself_is_kept_as_it_was_read() -> None:
    seen = column("#营业执照", "统一社会信用代码 91320594MA1XYK2F30", "名称 苏州甲乙有限公司", "法定代表人 张三")

    assert texts(seen)["uscc"] == "91320594MA1XYK2F30"


@pytest.mark.parametrize(
    "title",
    [
        "营业执照",
        "个体工商户营业执照",
        "企业法人营业执照（副本）",
        "农民专业合作社法人营业执照",
        "事业单位法人证书",
        "社会团体法人登记证书",
        "民办非企业单位登记证书（副本）",
        "民办非企业单位（法人）登记证书",
        "基金会法人登记证书",
        "律师事务所执业许可证",
        "中华人民共和国组织机构代码证",
        "统一社会信用代码证书",
        "医疗机构执业许可证",
        "工会法人资格证书",
    ],
)
def test_every_kind_of_certificate_of_an_entity_is_a_licence(title: str) -> None:
    seen = column(
        f"#{title}",
        "名称 苏州市甲乙促进会",
        "住所 苏州市人民路1号",
        "法定代表人 张三",
        "有效期 2024年4月1日至2029年4月1日",
    )
    found = recognise(seen)

    assert found.winner is not None
    assert (found.winner.material, found.unsure) == (Material.BUSINESS_LICENSE, False)
    assert texts(seen)["valid_to"] == "2029-04-01"


def test_a_licence_without_a_legible_title_is_recognised_but_unsure() -> None:
    seen = Page(tuple(line for line in LANDSCAPE.lines if line.text != "营业执照"), 1754, 1240)
    found = recognise(seen)

    assert found.winner is not None
    assert (found.winner.material, found.unsure) == (Material.BUSINESS_LICENSE, True)


def test_an_empty_term_says_nothing() -> None:
    seen = column("#营业执照", "名称 苏州甲乙有限公司", "法定代表人 张三", "营业期限", "登记机关")

    assert "valid_to" not in texts(seen)


def test_a_name_of_two_lines_beside_the_middle_of_which_its_label_stands_is_read_once() -> None:
    seen = page(
        (700, 200, "营业执照", 90),
        (120, 300, "统一社会信用代码"), (420, 300, "91320196MA20865968"),
        (320, 462, "苏州工业园区甲乙知行信息科技发展与数字"),
        (120, 480, "名称"),
        (320, 500, "创意产业研究院有限责任公司"),
        (120, 600, "类型"), (320, 600, "有限责任公司"),
    )  # fmt: skip

    assert texts(seen)["entity_name"] == "苏州工业园区甲乙知行信息科技发展与数字创意产业研究院有限责任公司"
