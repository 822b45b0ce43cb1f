import io

import pytest
from python_calamine import CalamineWorkbook

from samples.companies import company
from samples.forms.fields import company_form, individual_form
from samples.forms.layouts import LAYOUTS
from samples.forms.style import DECORATIONS, Style
from samples.forms.workbook import form
from samples.people import person

COMPANY = company("form")
DATA = company_form(COMPANY, "jiayi-yangli.cn")


def cells(content: bytes) -> list[object]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [cell for row in sheet.to_python() for cell in row]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("xlsx", [False, True])
def test_every_layout_holds_every_value(layout: str, xlsx: bool) -> None:
    found = cells(form(DATA, layout=layout, xlsx=xlsx))

    assert set() == set(DATA.values()) - set(found)


@pytest.mark.parametrize("xlsx", [False, True])
def test_the_same_form_has_the_same_bytes(xlsx: bool) -> None:
    assert form(DATA, xlsx=xlsx) == form(DATA, xlsx=xlsx)


@pytest.mark.parametrize("decoration", DECORATIONS)
def test_labels_are_decorated(decoration: str) -> None:
    label = Style(decoration).label("姓名")

    assert (
        label.replace("*", "").replace("：", "").replace("（必填）", "").replace("　", "").replace("\n", "") == "姓名"
    )


def test_a_number_cell_loses_its_last_digits() -> None:
    data = individual_form(person("digits", name="某人"), "a.cn", site_name="木工手记")
    number = "320590198001010" + "123"
    found = cells(form({**data, "website_principal_cert_no": number}, style=Style(numeric=True)))

    assert 320590198001010000.0 in found
    assert number not in found


def test_ticks_same_as_and_joined_cells_are_written() -> None:
    ticked = cells(form(DATA, style=Style(ticks=True, same_as=True)))
    joined = cells(form(DATA, layout="two_columns", style=Style(joined=True)))

    assert "☑企业 □个人 □政府机关 □事业单位 □社会团体" in ticked
    assert "同上" in ticked
    assert f"主办单位名称：{COMPANY.name}" in joined


def test_the_guide_and_the_example_row_are_left_in() -> None:
    content = form(DATA, layout="row_per_site", style=Style(example=True, guide=True))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))

    assert book.sheet_names == ["网站备案资料登记表", "填写说明"]
    assert "某某公司（示例）" in cells(content)


def test_labels_may_be_those_of_another_form() -> None:
    found = cells(form(DATA, style=Style(renamed=True)))

    assert "通讯地址" in found
    assert "通信地址" not in found
