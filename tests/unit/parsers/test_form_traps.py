"""What customers do to a form: numbers, references, examples, several sites, the wrong table."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filing.paper import Paper
from filing.terms import Fate, Material
from parsers.form import read_spreadsheet_file
from tests.unit.parsers import form_builders as build

Row = list[str | float]
START: list[Row] = [["网站备案资料登记表"], ["主办单位名称", "苏州云溪科技有限公司"], ["网站名称", "云溪科技"]]
DOMAIN: list[Row] = [["网站域名", "yunxi-demo.cn"]]


def read(rows: list[Row]) -> Paper:
    return read_spreadsheet_file("登记表.xlsx", build.xlsx(rows))[0]


def form(*rows: Row) -> Paper:
    return read([*START, *rows])


def test_an_id_number_stored_as_a_number_has_lost_its_digits() -> None:
    paper = form(["网站负责人姓名", "顾听雨"], ["证件号码", 330302198001010000], *DOMAIN)

    assert paper.text("website_principal_cert_no") is None
    note = paper.notes[0]
    assert (note.kind, note.key, note.label, note.raw) == (
        "lost_digits",
        "website_principal_cert_no",
        "证件号码",
        "3.30302E+17",
    )


def test_an_id_number_in_scientific_notation_as_text_has_lost_its_digits_too() -> None:
    rows = [*START, ["网站负责人证件号码", "3.30302E+17"], *DOMAIN]
    paper = read_spreadsheet_file("a.csv", build.csv_file(rows))[0]

    assert [n.kind for n in paper.notes] == ["lost_digits"]


def test_telephone_numbers_stored_as_numbers_are_whole() -> None:
    paper = form(["网站负责人手机号码", 13905120002.0], ["网站负责人QQ", 123456789.0], *DOMAIN)

    assert paper.text("website_principal_mobile") == "13905120002"
    assert paper.text("website_principal_qq") == "123456789"


@pytest.mark.parametrize(
    "empty", ["无", "-", "/", "——", "暂无", "请填写真实姓名", "（必填）", "N/A", "　", "____", "与身份证一致"]
)
def test_a_cell_nobody_answered_is_absent(empty: str) -> None:
    assert form(["网站负责人姓名", empty], *DOMAIN).text("website_principal_name") is None


@pytest.mark.parametrize("empty", ["无", "申请中", "首次备案", "新备案", "没有备案号"])
def test_an_icp_number_that_does_not_exist_yet_is_absent(empty: str) -> None:
    assert form(["主体备案号", empty], *DOMAIN).text("entity_icp_number") is None


def test_an_icp_number_with_a_site_suffix_is_the_website_s() -> None:
    paper = form(["备案号", "苏ICP备12345678号-2"], ["备案密码", "Ab12x"], *DOMAIN)

    assert paper.text("website_icp_number") == "苏ICP备12345678号-2"
    assert paper.text("icp_password") == "Ab12x"


@pytest.mark.parametrize("same", ["同上", "同主体负责人", "同左", "（同主体负责人）", "与主体负责人一致"])
def test_a_reference_is_copied_from_the_entity_s_principal(same: str) -> None:
    principal: list[Row] = [["主体负责人姓名", "沈云溪"], ["主体负责人手机号码", "13905120001"]]
    paper = form(*principal, ["网站负责人姓名", same], ["网站负责人手机号码", same], *DOMAIN)

    assert paper.text("website_principal_name") == "沈云溪"
    assert paper.text("website_principal_mobile") == "13905120001"


def test_the_name_alone_says_that_the_whole_person_is_the_same() -> None:
    principal: list[Row] = [["主体负责人姓名", "沈云溪"], ["主体负责人证件号码", "320596198001010005"]]
    paper = form(*principal, ["网站负责人", "同主体负责人"], *DOMAIN)

    assert paper.text("website_principal_cert_no") == "320596198001010005"


def test_the_legal_representative_stands_for_the_principal_if_nobody_else_does() -> None:
    paper = form(["法定代表人姓名", "沈云溪"], ["法人身份证号", "320596198001010005"], *DOMAIN)

    assert paper.text("legal_rep_name") == "沈云溪"
    assert paper.text("entity_principal_name") == "沈云溪"
    assert paper.text("entity_principal_cert_no") == "320596198001010005"


def test_the_legal_representative_stays_apart_where_the_form_asks_for_both() -> None:
    paper = form(["法定代表人", "沈云溪"], ["主体负责人姓名", "顾听雨"], *DOMAIN)

    assert paper.text("legal_rep_name") == "沈云溪"
    assert paper.text("entity_principal_name") == "顾听雨"


def test_contact_ways_are_told_apart_by_what_stands_there() -> None:
    paper = form(["网站负责人姓名", "顾听雨"], ["联系方式1", "0512-10001000"], ["联系方式2", "139 0512 0002"], *DOMAIN)

    assert paper.text("website_principal_landline") == "0512-10001000"
    assert paper.text("website_principal_mobile") == "13905120002"


def test_landline_and_mobile_in_one_cell_are_two_facts() -> None:
    paper = form(["网站负责人姓名", "顾听雨"], ["办公电话", "0512-10001000/13905120002"], *DOMAIN)

    assert paper.text("website_principal_landline") == "0512-10001000"
    assert paper.text("website_principal_mobile") == "13905120002"


def test_an_individual_s_form_calls_the_person_the_entity() -> None:
    rows: list[Row] = [
        ["个人网站备案登记表"],
        *(["主体信息", ""], ["姓名", "沈云溪"], ["证件类型", "身份证"], ["证件号码", "320596198001010005"]),
        *(["手机号码", "13905120001"], ["网站信息", ""], ["网站名称", "云溪小站"], ["域名", "yunxi-demo.cn"]),
    ]
    paper = read(rows)

    assert paper.text("entity_name") == "沈云溪"
    assert paper.text("entity_cert_no") == "320596198001010005"
    assert paper.text("entity_principal_mobile") == "13905120001"


def test_domains_are_split_and_keep_www_and_the_raw_text() -> None:
    paper = form(["网站域名", "http://www.Yunxi-demo.cn/、云溪.中国；demo.cn(备用)"])

    assert paper.facts["domains"].value == ("www.yunxi-demo.cn", "云溪.中国", "demo.cn")
    assert paper.facts["domains"].other == "http://www.Yunxi-demo.cn/、云溪.中国；demo.cn(备用)"


def test_addresses_keep_ranges() -> None:
    paper = form(*DOMAIN, ["IP地址列表", "203.0.113.1-20，203.0.113.30 ~ 203.0.113.40"])

    assert paper.facts["server_ips"].value == ("203.0.113.1-20", "203.0.113.30-203.0.113.40")


@pytest.mark.parametrize(
    "written",
    ["☑企业 □个人", "企业☑ 个人□", "企业（√） 个人（ ）", "[√]企业 [ ]个人", "■企业　□个人", "4 企业", "4-企业", "4"],
)
def test_choices_become_words(written: str) -> None:
    assert form(["主办单位性质", written], *DOMAIN).text("entity_nature") == "企业"


def test_the_region_may_be_one_cell_or_three() -> None:
    one = form(["所在省/市/县", "江苏省苏州市吴中区"], *DOMAIN)
    three = form(["主办单位所在地", "江苏省", "苏州市", "吴中区"], *DOMAIN)

    for paper in (one, three):
        got = [paper.text(f"entity_{k}") for k in ("province", "city", "county")]
        assert got == ["江苏省", "苏州市", "吴中区"]


def test_certificate_type_and_number_in_one_cell() -> None:
    paper = form(["网站负责人姓名", "顾听雨"], ["证件类型及号码", "身份证 320596198001010013"], *DOMAIN)

    assert paper.text("website_principal_cert_type") == "身份证"
    assert paper.text("website_principal_cert_no") == "320596198001010013"


def test_a_serial_number_is_a_day() -> None:
    assert form(["预计开站时间", 46347], *DOMAIN).text("access_start") == "2026-11-21"


def test_more_rows_are_more_sites_and_the_first_is_read() -> None:
    head: Row = ["主办单位名称", "证件号码", "网站名称", "网站域名", "接入商", "IP地址"]
    one: Row = ["苏州云溪科技有限公司", "91A", "云溪", "yunxi-demo.cn", "中网", "203.0.113.1"]
    two: Row = ["苏州竹里科技有限公司", "91B", "竹里", "zhuli-demo.cn", "中网", "203.0.113.2"]
    paper = read([["备案登记表"], head, one, two])

    assert paper.text("domains") == "yunxi-demo.cn"
    assert [(n.kind, n.raw) for n in paper.notes] == [("many_sites", "苏州竹里科技有限公司 / 竹里 / zhuli-demo.cn")]


def test_further_domains_of_the_same_site_belong_to_it() -> None:
    head: Row = ["主办单位名称", "证件号码", "网站名称", "网站域名", "接入商", "IP地址"]
    one: Row = ["苏州云溪科技有限公司", "91A", "云溪", "yunxi-demo.cn", "中网", "203.0.113.1"]
    paper = read([["备案登记表"], head, one, [*one[:3], "yunxi-demo.com", *one[4:]]])

    assert paper.facts["domains"].value == ("yunxi-demo.cn", "yunxi-demo.com")
    assert not paper.notes


def test_an_example_row_beside_real_data_is_passed_over() -> None:
    head: Row = ["序号", "主办单位名称", "证件号码", "网站名称", "网站域名", "IP地址"]
    example: Row = ["示例", "某某公司", "9132", "某某网", "abc.com", "1.2.3.4"]
    paper = read(
        [["备案登记表"], head, example, ["1", "苏州云溪科技有限公司", "91A", "云溪", "yunxi-demo.cn", "203.0.113.1"]]
    )

    assert paper.text("entity_name") == "苏州云溪科技有限公司"
    assert not paper.notes


def test_an_example_that_is_all_there_is_counts_as_not_filled_in() -> None:
    head: Row = ["序号", "主办单位名称", "证件号码", "网站名称", "网站域名", "IP地址"]
    paper = read([["备案登记表"], head, ["示例", "某某公司", "9132", "某某网", "abc.com", "1.2.3.4"]])

    assert paper.fate is Fate.FORM
    assert not paper.facts
    assert {"sample"} == {n.kind for n in paper.notes}


def test_a_masked_placeholder_is_noted_and_not_taken() -> None:
    paper = form(["网站负责人姓名", "顾听雨"], ["手机号码", "138XXXXXXXX"], *DOMAIN)

    assert paper.text("website_principal_mobile") is None
    assert [(n.kind, n.key) for n in paper.notes] == [("sample", "website_principal_mobile")]


def test_common_names_alone_make_no_example() -> None:
    paper = form(["主体负责人姓名", "张三"], ["主体负责人手机号码", "13800138000"], ["网站负责人姓名", "李四"], *DOMAIN)

    assert paper.text("entity_principal_name") == "张三"
    assert not paper.notes


def test_explanation_and_example_sheets_are_passed_over() -> None:
    rows = [*START, *DOMAIN]
    example = [[r[0], "示例"] for r in rows]
    content = build.workbook({"填写说明": ([["1、请如实填写"]], []), "样例": (example, []), "Sheet3": (rows, [])})

    assert read_spreadsheet_file("a.xlsx", content)[0].text("domains") == "yunxi-demo.cn"


def test_sections_on_sheets_of_their_own_are_one_form() -> None:
    entity = [["主办单位名称", "苏州云溪科技有限公司"], ["主办单位性质", "企业"], ["主办单位证件号码", "91A"]]
    site = [["网站名称", "云溪"], ["网站域名", "yunxi-demo.cn"], ["网站负责人姓名", "顾听雨"]]
    access = [["接入商", "中网"], ["IP地址", "203.0.113.1"]]
    paper = read_spreadsheet_file(
        "a.xlsx", build.workbook({n: (r, []) for n, r in zip("abc", (entity, site, access), strict=True)})
    )[0]

    assert paper.fate is Fate.FORM
    assert paper.text("entity_name") == "苏州云溪科技有限公司"
    assert paper.text("server_ips") == "203.0.113.1"


def test_a_form_on_a_hidden_sheet_is_read_and_noted() -> None:
    content = build.workbook({"a": ([["说明"]], []), "b": ([*START, *DOMAIN], [])}, hidden=["b"])
    paper = read_spreadsheet_file("a.xlsx", content)[0]

    assert paper.text("domains") == "yunxi-demo.cn"
    assert [n.kind for n in paper.notes] == ["hidden"]


def test_a_blank_form_is_a_form_without_facts() -> None:
    paper = read([[r[0]] for r in [*START, *DOMAIN, ["网站负责人姓名"], ["IP地址"]]])

    assert paper.fate is Fate.FORM
    assert not paper.facts


def test_a_title_without_fields_is_a_form_for_a_person_to_look_at() -> None:
    paper = read([["网站备案资料登记表"]])

    assert paper.fate is Fate.FORM
    assert [n.kind for n in paper.notes] == ["no_form_fields"]


def test_two_header_rows_give_owner_and_attribute() -> None:
    rows: list[Row] = [
        ["备案汇总表"],
        ["序号", "备案类型", "主办单位", "", "", "网站", "", "网站负责人", "", "接入"],
        ["", "", "名称", "性质", "证件号码", "名称", "域名", "姓名", "手机", "IP"],
        [
            "1",
            "新增备案",
            "苏州云溪科技有限公司",
            "企业",
            "91A",
            "云溪",
            "a.cn",
            "顾听雨",
            "13905120002",
            "203.0.113.1",
        ],
    ]
    merges = [(1, 2, 1, 4), (1, 5, 1, 6), (1, 7, 1, 8), (1, 0, 2, 0), (1, 1, 2, 1)]
    paper = read_spreadsheet_file("a.xlsx", build.xlsx(rows, merges))[0]

    assert paper.text("kind") == "新增备案"
    assert paper.text("entity_name") == "苏州云溪科技有限公司"
    assert paper.text("site_name") == "云溪"
    assert paper.text("website_principal_name") == "顾听雨"


def test_a_second_column_of_domains_is_a_second_site() -> None:
    paper = form(["项目", "网站1", "网站2"], ["网站域名", "yunxi-demo.cn", "zhuli-demo.cn"])

    assert paper.text("domains") == "yunxi-demo.cn"
    assert [(n.kind, n.raw) for n in paper.notes] == [("many_sites", "zhuli-demo.cn")]


def test_two_people_side_by_side_stay_apart() -> None:
    paper = form(
        ["主体负责人信息", "", "网站负责人信息", ""],
        ["姓名", "沈云溪", "姓名", "顾听雨"],
        ["手机", "13905120001", "手机", "13905120002"],
    )

    assert paper.text("entity_principal_name") == "沈云溪"
    assert paper.text("website_principal_mobile") == "13905120002"


def test_a_ticked_yes_makes_both_people_one() -> None:
    paper = form(["主体负责人姓名", "沈云溪"], ["是否与主体负责人相同", "☑是 □否"], *DOMAIN)

    assert paper.text("website_principal_name") == "沈云溪"


def test_numbers_spread_over_cells_are_put_together() -> None:
    number = "320596198001010013"
    paper = form(["网站负责人姓名", "顾听雨"], ["身份证号码", *number], ["办公电话", "0512", "10001000"], *DOMAIN)

    assert paper.text("website_principal_cert_no") == number
    assert paper.text("website_principal_landline") == "0512-10001000"


def test_notes_at_the_foot_are_no_answers() -> None:
    paper = form(
        ["办公电话", ""], *DOMAIN, ["注：1、网站名称：不得使用中国字样"], ["2、办公电话：格式如 0512-12345678"]
    )

    assert paper.text("site_name") == "云溪科技"
    assert paper.text("entity_principal_landline") is None


def test_labels_may_carry_a_translation() -> None:
    assert form(["网站域名 Domain name", "yunxi-demo.cn"]).text("domains") == "yunxi-demo.cn"


def test_a_choice_nobody_made_is_absent() -> None:
    assert form(["单位性质", "企业/个人"], *DOMAIN).text("entity_nature") is None
    assert form(["单位性质", "□企业 □个人"], *DOMAIN).text("entity_nature") is None


def test_a_form_beside_other_papers_in_one_workbook_is_found() -> None:
    sheet = [["网站备案真实性核验单"], ["网站主办者名称", "苏州云溪科技有限公司"]]
    content = build.workbook({"核验单": (sheet, []), "登记表": ([*START, *DOMAIN], [])})

    assert read_spreadsheet_file("a.xlsx", content)[0].fate is Fate.FORM


OTHER_TABLES: dict[str, list[Row]] = {
    "price list": [["产品名称", "规格", "单价", "数量"], ["云主机", "2核4G", 1200, 1], ["域名", ".cn", 35, 2]],
    "staff directory": [
        ["姓名", "手机号码", "电子邮箱", "QQ", "身份证号", "办公电话"],
        ["沈云溪", "1", "2", "3", "4", "5"],
    ],
    "domain list": [["域名", "注册商", "注册日期", "到期时间"], ["a.cn", "甲", "2020", "2027"]],
    "invoice data": [
        ["公司名称", "苏州云溪科技有限公司"],
        ["税号", "91A"],
        ["地址", "苏州"],
        ["电话", "0512"],
        ["开户行", "某行"],
    ],
    "server list": [["IP地址", "机房", "带宽", "接入时间"], ["203.0.113.1", "苏州", "10M", "2026"]],
}


@pytest.mark.parametrize("table", OTHER_TABLES)
def test_another_table_is_no_form(table: str) -> None:
    paper = read(OTHER_TABLES[table])

    assert paper.fate is Fate.UNRECOGNISED
    assert "登记表" in paper.about


def test_a_verification_form_typed_into_excel_is_an_unsigned_paper() -> None:
    paper = read([["网站备案真实性核验单"], ["网站主办者名称", "苏州云溪科技有限公司"], ["网站域名", "yunxi-demo.cn"]])

    assert paper.material is Material.VERIFICATION_FORM
    assert paper.quality == {"word_file": True}
    assert paper.text("entity_name") == "苏州云溪科技有限公司"


WORDS = st.sampled_from(
    [
        "姓名",
        "证件号码",
        "网站负责人",
        "主体信息",
        "网站域名",
        "同上",
        "：",
        "□企业",
        "联系方式1",
        "省",
        "示例",
        "网站名称：甲",
    ]
)
CELLS = st.one_of(WORDS, st.text(max_size=12), st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=12))
def test_random_cells_never_break_the_reader(rows: list[Row]) -> None:
    text = build.csv_file(rows, "utf-8")

    assert read_spreadsheet_file("a.csv", text)[0].fate in Fate
