"""Labels as OCR leaves them: torn, wrapped, misread, with pieces of their values glued on."""

import pytest

from filing.terms import Material
from parsers import certificate, idcard, letters, licence
from parsers.layout import Value, Values
from parsers.page import Page
from parsers.recognise import recognise
from parsers.values import dates, public_domains
from tests.unit.parsers.pages import column, page


def text(found: Values, key: str) -> str | tuple[str, ...] | None:
    value: Value | None = found.get(key)
    return value.text if value else None


def licence_with(*cells: tuple[int, int, str]) -> Page:
    return page((600, 100, "营业执照", 80), (100, 250, "统一社会信用代码 91320196MA20865968"), *cells)


def test_a_label_that_lost_its_second_half_in_the_gap() -> None:
    seen = licence_with(
        (100, 320, "名"), (300, 320, "苏州甲乙有限公司"), (100, 380, "住"), (300, 380, "苏州市青屏区1号")
    )

    assert text(licence.read(seen), "entity_name") == "苏州甲乙有限公司"
    assert text(licence.read(seen), "address") == "苏州市青屏区1号"


def test_a_label_that_lost_its_first_half() -> None:
    seen = licence_with((300, 320, "称苏州甲乙有限公司"), (300, 380, "型有限责任公司(自然人投资或控股)"))

    assert text(licence.read(seen), "entity_name") == "苏州甲乙有限公司"


@pytest.mark.parametrize("line", ["经营書 张三", "责人 张三", "法定代裹人 张三"])
def test_a_label_with_one_character_misread_or_lost(line: str) -> None:
    assert text(licence.read(licence_with((100, 320, line))), "legal_representative") == "张三"


def test_a_label_that_was_read_as_it_is_goes_before_one_that_nearly_was() -> None:
    seen = licence_with((100, 320, "经营書 李四"), (100, 380, "法定代表人 张三"))

    assert text(licence.read(seen), "legal_representative") == "张三"


def test_a_line_of_prose_is_no_misread_label() -> None:
    seen = licence_with((100, 320, "经营活动，具体经营项目以审批结果为准。"), (100, 380, "经营范国 软件开发；技术服务"))

    assert text(licence.read(seen), "legal_representative") is None


def test_a_label_on_two_lines_of_a_narrow_column() -> None:
    seen = page(
        (300, 100, "网站备案真实性核验单", 60),
        (100, 300, "主办单位名称"), (400, 300, "苏州甲乙有限公司"),
        (700, 285, "互联网信息服务"), (700, 318, "负责人"), (1000, 300, "张三"),
    )  # fmt: skip

    assert text(letters.RECOGNISERS[0].read(seen), "name") == "张三"


def test_a_value_on_two_lines_beside_the_middle_of_its_label() -> None:
    seen = page(
        (300, 100, "网站备案真实性核验单", 60),
        (100, 318, "主办者名称"), (400, 304, "南宁市甲乙建筑装饰工程有限"), (398, 334, "公司"),
    )  # fmt: skip

    assert text(letters.RECOGNISERS[0].read(seen), "entity_name") == "南宁市甲乙建筑装饰工程有限公司"


def test_a_character_that_two_boxes_share_is_read_once() -> None:
    seen = page(
        (300, 100, "域名注册证书", 60),
        (100, 300, "域名：新"),
        (198, 300, "新青禾.中国"),
        (100, 360, "域名所有者：张三"),
    )

    assert text(certificate.read(seen), "domain") == "新青禾.中国"


def test_the_end_of_a_longer_label_is_no_value() -> None:
    seen = page(
        (300, 100, "域名信息", 60),
        (100, 300, "域名"), (500, 300, "qinghe.cn"), (100, 360, "域名所有者中文信息"), (500, 360, "苏州甲乙有限公司"),
    )  # fmt: skip

    assert text(certificate.read(seen), "holder") == "苏州甲乙有限公司"


def test_the_type_of_a_company_is_no_part_of_its_name() -> None:
    seen = licence_with(
        (100, 320, "名称 长春甲乙有限公司长春分公司"), (190, 360, "有限责任公司分公司(自然人投资或控股)")
    )

    assert text(licence.read(seen), "entity_name") == "长春甲乙有限公司长春分公司"


def test_a_tick_box_seen_in_a_gap_is_no_part_of_a_name() -> None:
    assert text(licence.read(licence_with((100, 320, "法定代表人姓名☑汪桂"))), "legal_representative") == "汪桂"


def test_a_domain_whose_suffix_does_not_exist_is_none() -> None:
    assert public_domains("域名 tian-heng.itd") == []
    assert public_domains("域名 tian-heng.ltd、青禾.中国") == ["tian-heng.ltd", "青禾.中国"]


def test_a_day_that_lost_its_end_under_a_seal_is_no_date() -> None:
    assert dates("2022.03.  2.03.03") == []
    assert dates("2022.03.03-2042.03.03") == ["2022-03-03", "2042-03-03"]


def test_the_emblem_side_is_there_if_its_heading_is() -> None:
    seen = column(
        "姓名 张三",
        "性别 男 民族 汉",
        "住址 苏州市青屏区1号",
        "公民身份号码 320595196808263846",
        "中华人民共和国",
        "居民身份证",
    )

    assert text(idcard.read(seen), "sides") == ("portrait", "emblem")


def test_the_address_of_a_card_is_known_by_its_province() -> None:
    seen = column(
        "姓名 张三", "性别 男 民族 汉", "江苏省苏州市青屏区听雨路1", "号2室", "公民身份号码 320595196808263846"
    )

    assert text(idcard.read(seen), "address") == "江苏省苏州市青屏区听雨路1号2室"


def test_a_scanned_registration_form_is_one() -> None:
    seen = column(
        "#网站备案资料登记表", "主办单位名称 苏州甲乙有限公司", "主办单位性质 企业", "证件号码 91320196MA20865968",
        "网站名称 甲乙官网", "网站域名 qinghe.cn", "网站负责人 张三", "手机号码 16000000000", "接入服务提供者 中网科技",
    )  # fmt: skip
    winner = recognise(seen).winner

    assert winner is not None
    assert winner.material is Material.REGISTRATION_FORM


def test_a_label_of_two_lines_on_a_crooked_page() -> None:
    seen = page(
        (400, 100, "网站备案真实性核验单", 50), (100, 250, "主办单位全称：苏州甲乙有限公司"), (100, 300, "核验人签字"),
        (921, 420, "负责人"), (926, 396, "互联网信息服务"), (1223, 405, "李四"),
        (100, 500, "接入商"), (100, 560, "主体信息核验"),
    )  # fmt: skip

    assert text(letters.RECOGNISERS[0].read(seen), "name") == "李四"


def test_a_period_whose_label_lost_its_first_character() -> None:
    found = licence.read(licence_with((100, 320, "业期限自2019年10月08日至2069年10月07日")))

    assert (text(found, "valid_from"), text(found, "valid_to")) == ("2019-10-08", "2069-10-07")
