"""The project's own sample forms, in every layout and style, read back as they were filled in."""

import pytest

from filing.terms import Fate
from parsers.form import read_spreadsheet_file
from samples.companies import company
from samples.forms.fields import NUMBERS, company_form, individual_form
from samples.forms.layouts import LAYOUTS
from samples.forms.style import DECORATIONS, Style
from samples.forms.workbook import form
from samples.people import person

STYLES = {
    **{name: Style(name) for name in DECORATIONS},
    "same_as": Style(same_as=True, guide=True),
    "ticks": Style("star", ticks=True, example=True),
    "numeric": Style("colon", numeric=True),
    "joined": Style("broken", joined=True),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("xlsx", [False, True])
def test_what_was_filled_in_is_what_is_read(layout: str, style: str, xlsx: bool) -> None:
    data = company_form(company(3), "yunxi-demo.cn", principal=person(7))
    paper = read_spreadsheet_file("登记表", form(data, layout=layout, style=STYLES[style], xlsx=xlsx))[0]

    lost = {k for k in NUMBERS if STYLES[style].numeric and data[k].isdigit()}
    assert paper.fate is Fate.FORM
    assert {k: v for k, v in data.items() if v not in ("", "无") and k not in lost} == {
        k: f.text for k, f in paper.facts.items()
    }
    assert lost == {n.key for n in paper.notes if n.kind == "lost_digits"}


def test_an_individual_s_form_is_read() -> None:
    data = individual_form(person(7), "geren-demo.cn", site_name="我的小站")
    paper = read_spreadsheet_file("登记表", form(data))[0]

    assert {k: v for k, v in data.items() if v not in ("", "无")} == {k: f.text for k, f in paper.facts.items()}
