"""The same customer in every layout gives the same facts."""

import pytest

from filing.paper import Paper
from filing.terms import Fate, Material
from parsers.form import read_spreadsheet_file
from tests.unit.parsers import form_builders as build

WANTED = {
    "entity_name": "苏州云溪科技有限公司",
    "entity_nature": "企业",
    "entity_cert_type": "营业执照",
    "entity_cert_no": "91320598MA1AAAAA0B",
    "entity_principal_name": "沈云溪",
    "entity_principal_mobile": "13905120001",
    "site_name": "云溪科技",
    "domains": "yunxi-demo.cn",
    "website_principal_name": "顾听雨",
    "website_principal_cert_no": "320596198001010013",
    "website_principal_mobile": "13905120002",
    "access_provider": "中网科技（苏州）股份有限公司",
    "server_ips": "203.0.113.20",
}
E = ["苏州云溪科技有限公司", "企业", "营业执照", "91320598MA1AAAAA0B"]
P = ["沈云溪", "13905120001"]
S = ["云溪科技", "yunxi-demo.cn"]
M = ["顾听雨", "320596198001010013", "13905120002"]
A = ["中网科技（苏州）股份有限公司", "203.0.113.20"]


def read(content: bytes, name: str = "登记表.xls") -> Paper:
    papers = read_spreadsheet_file(name, content)
    assert len(papers) == 1
    return papers[0]


def assert_same(paper: Paper, wanted: dict[str, str] = WANTED) -> None:
    assert paper.fate is Fate.FORM
    assert paper.material is Material.REGISTRATION_FORM
    assert wanted == {k: f.text for k, f in paper.facts.items() if k in wanted}


PLAIN = [
    ["网站备案资料登记表"],
    ["主办单位名称", E[0]], ["主办单位性质", E[1]], ["主办单位证件类型", E[2]], ["主办单位证件号码", E[3]],
    ["主体负责人姓名", P[0]], ["主体负责人手机号码", P[1]], ["网站名称", S[0]], ["网站域名", S[1]],
    ["网站负责人姓名", M[0]], ["网站负责人证件号码", M[1]], ["网站负责人手机号码", M[2]],
    ["接入服务提供者名称", A[0]], ["网站IP地址", A[1]],
]  # fmt: skip
BY_ORDER = [
    ["备案信息登记表"],
    ["单位名称", E[0]], ["单位性质", E[1]], ["证件类型", E[2]], ["证件号码", E[3]],
    ["负责人姓名", P[0]], ["手机号码", P[1]], ["网站名称", S[0]], ["域名", S[1]],
    ["负责人姓名", M[0]], ["证件号码", M[1]], ["手机号码", M[2]], ["接入商", A[0]], ["IP地址", A[1]],
]  # fmt: skip
BANDS = [
    ["网站备案资料登记表", "", "", ""],
    ["一、ICP备案主体信息", "", "", ""],
    ["主办单位名称", E[0], "主办单位性质", E[1]],
    ["证件类型", E[2], "证件号码", E[3]],
    ["二、主体负责人基本情况", "", "", ""],
    ["姓　名", P[0], "手机号码", P[1]],
    ["三、网站信息", "", "", ""],
    ["网站名称", S[0], "网站域名", S[1]],
    ["四、网站负责人基本情况", "", "", ""],
    ["姓　名", M[0], "手机号码", M[2]],
    ["证件号码", M[1], "", ""],
    ["五、接入信息", "", "", ""],
    ["接入服务提供者", A[0], "IP地址列表", A[1]],
]
SIDE = [
    ["主\n体\n信\n息", "单位名称", E[0]], ["", "单位性质", E[1]], ["", "证件类型", E[2]], ["", "证件号码", E[3]],
    ["主体负责人", "姓名", P[0]], ["", "手机号", P[1]],
    ["网站信息", "网站名称", S[0]], ["", "域名", S[1]],
    ["网站负责人", "姓名", M[0]], ["", "身份证号码", M[1]], ["", "手机号", M[2]],
    ["接入信息", "接入商名称", A[0]], ["", "服务器IP", A[1]],
]  # fmt: skip
SIDE_MERGES = [(0, 0, 3, 0), (4, 0, 5, 0), (6, 0, 7, 0), (8, 0, 10, 0), (11, 0, 12, 0)]
ROW_PER_SITE = [
    ["网站备案登记表"],
    ["主体信息", "", "", "", "主体负责人", "", "网站信息", "", "网站负责人", "", "", "接入信息", ""],
    ["主办单位名称", "主办单位性质", "证件类型", "证件号码", "姓名", "手机号码", "网站名称", "网站域名",
     "姓名", "证件号码", "手机号码", "接入商", "IP地址"],
    [*E, *P, *S, *M, *A],
]  # fmt: skip
ROW_MERGES = [(1, 0, 1, 3), (1, 4, 1, 5), (1, 6, 1, 7), (1, 8, 1, 10), (1, 11, 1, 12)]
TWO_PEOPLE = [
    ["ICP备案信息登记表"],
    ["主办者名称", E[0], ""], ["主办者性质", E[1], ""], ["证件类型", E[2], ""], ["证件号码", E[3], ""],
    ["网站名称", S[0], ""], ["备案域名", S[1], ""], ["接入单位", A[0], ""], ["IP", A[1], ""],
    ["项目", "主体负责人", "网站负责人"],
    ["姓名", P[0], M[0]], ["证件号码", "", M[1]], ["移动电话", P[1], M[2]],
]  # fmt: skip
LABELS_ABOVE = [
    ["网站备案资料登记表", "", "", ""],
    ["主体信息", "", "", ""],
    ["主办单位名称", "主办单位性质", "证件类型", "证件号码"], E,
    ["主体负责人信息", "", "", ""],
    ["姓名", "手机号码"], P,
    ["网站信息", "", "", ""],
    ["网站名称", "网站域名"], S,
    ["网站负责人信息", "", "", ""],
    ["姓名", "证件号码", "手机号码"], M,
    ["接入信息", "", "", ""],
    ["接入商", "IP地址"], A,
]  # fmt: skip
ONE_CELL = [["网站备案资料登记表"], *([f"{label}：{value}"] for label, value in PLAIN[1:])]
NUMBERED = [[n, f"{n}、*{row[0]}（必填）：", row[1]] for n, row in enumerate(PLAIN[1:], 1)]
NOTED = [["项目", "填写内容", "填写说明"], *([r[0], r[1], f"示例：{r[0]}"] for r in PLAIN[1:])]
NOTE_FIRST = [["项目", "填写说明", "填写内容"], *([r[0], "请与证件保持一致", r[1]] for r in PLAIN[1:])]
UNDER = [["网站备案登记表"], *([cell] for row in PLAIN[1:] for cell in row)]
BLOCKS = [
    ["网站备案资料登记表", "", "", ""],
    ["主办单位名称", E[0], "负责人姓名", P[0]],
    ["单位性质", E[1], "手机号码", P[1]],
    ["证件类型", E[2], "证件类型", "身份证"],
    ["证件号码", E[3], "证件号码", "320596198001010005"],
    ["网站名称", S[0], "网站负责人", M[0]],
    ["网站域名", S[1], "证件号码", M[1]],
    ["IP地址", A[1], "手机号码", M[2]],
    ["接入商", A[0], "", ""],
]
GROUPED = [
    ["网站备案登记表"],
    ["主办单位", "名称", E[0]], ["", "性质", E[1]], ["", "证件类型", E[2]], ["", "证件号码", E[3]],
    ["主体负责人", "姓名", P[0]], ["", "手机", P[1]],
    ["网站", "网站名称", S[0]], ["", "域名", S[1]],
    ["网站负责人", "姓名", M[0]], ["", "证件号码", M[1]], ["", "手机", M[2]],
    ["接入", "接入商", A[0]], ["", "IP", A[1]],
]  # fmt: skip
GROUPED_MERGES = [(1, 0, 4, 0), (5, 0, 6, 0), (7, 0, 8, 0), (9, 0, 11, 0), (12, 0, 13, 0)]

VARIANTS = {
    "label and value": build.xlsx(PLAIN),
    "label and value as xls": build.xls(PLAIN),
    "no headings, order decides": build.xlsx(BY_ORDER),
    "bands merged": build.xls(BANDS, [(r, 0, r, 3) for r in (0, 1, 4, 6, 8, 11)]),
    "bands not merged": build.xlsx(BANDS),
    "bands down the side": build.xlsx(SIDE, SIDE_MERGES),
    "bands down the side as xls": build.xls(SIDE, SIDE_MERGES),
    "a row a site": build.xlsx(ROW_PER_SITE, ROW_MERGES),
    "a row a site as xls": build.xls(ROW_PER_SITE, ROW_MERGES),
    "columns of two people": build.xlsx(TWO_PEOPLE),
    "labels above": build.xlsx(LABELS_ABOVE),
    "label and value in one cell": build.xlsx(ONE_CELL),
    "numbered, starred, required": build.xlsx(NUMBERED),
    "explanations to the right": build.xlsx(NOTED),
    "explanations before the answer": build.xlsx(NOTE_FIRST),
    "value under its label": build.xlsx(UNDER),
    "two sides without headings": build.xls(BLOCKS),
    "owners as groups": build.xlsx(GROUPED, GROUPED_MERGES),
    "csv in GBK": build.csv_file(PLAIN),
    "csv in UTF-8 with tabs": build.csv_file(BANDS, "utf-8-sig", "\t"),
    "csv with bands at the side": build.csv_file(SIDE),
    "csv with a row a site": build.csv_file(ROW_PER_SITE),
    "html saved as xls": build.html(BANDS),
    "xml of Excel 2003": build.xml_2003(PLAIN),
    "shifted by empty rows and columns": build.xlsx([[], [], *(["", "", *row] for row in BANDS)]),
    "a label's line broken": build.xlsx([[r[0][:3] + "\n" + r[0][3:], *r[1:]] for r in PLAIN]),
    "labels with spaces and colons": build.xlsx([[" ".join(r[0]) + "：", *r[1:]] for r in PLAIN]),
    "an empty column between": build.xlsx([[r[0], "", r[-1]] for r in PLAIN[1:]]),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_layout_gives_the_same_facts(variant: str) -> None:
    assert_same(read(VARIANTS[variant]))
