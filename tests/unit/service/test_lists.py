from datetime import date
from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused
from filing.records import Listed, Product
from service.lists import read_blacklist, read_products


def written(folder: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    file = folder / "list.csv"
    file.write_text(text, encoding=encoding)
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_blacklist_is_read_as_excel_saves_it(tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, "主办者名称,证件号码,域名,原因,状态\n某公司,,a.example,虚假,待核对\n,,,,\n", encoding)

    assert read_blacklist(file) == (Listed("某公司", "", "a.example", "", "虚假"),)


def test_a_restored_row_is_history(tmp_path: Path) -> None:
    file = written(tmp_path, "主办者名称,状态\n某公司,已恢复\n")

    assert read_blacklist(file) == ()


def test_products_may_be_open_ended(tmp_path: Path) -> None:
    file = written(tmp_path, "客户名称,域名,IP,到期日期\n某公司,a.example,,2027/3/31\n某公司,,192.0.2.1,\n")

    until = date(2027, 3, 31)
    assert read_products(file) == (Product("某公司", "a.example", "", until), Product("某公司", "", "192.0.2.1"))


@pytest.mark.parametrize(
    ("text", "said"),
    [("甲,乙\n1,2\n", "第 1 行"), ("客户,到期日期\n某公司,明年\n", "第 2 行"), ("", "第 1 行")],
)
def test_a_list_that_cannot_be_understood_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigurationRefused, match=said):
        read_products(written(tmp_path, text))


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationRefused, match="无法读取"):
        read_blacklist(tmp_path / "none.csv")
