"""The table of provinces in code is that of the data."""

import csv

from filing.places import PROVINCES
from policy.read import FOLDER


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / "data" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_provinces_in_code_are_those_of_the_file() -> None:
    told = {
        row["short"]: (
            row["full"],
            row["gb2260_2"],
            row["icp_abbr"],
            tuple(row["icp_alias"].split()),
            tuple(row["area_codes"].split()),
        )
        for row in rows("provinces.csv")
    }
    assert told == {p.short: (p.full, p.gb2, p.icp, p.icp_aliases, p.area_codes) for p in PROVINCES.values()}


def test_every_area_code_belongs_to_the_province_of_the_file() -> None:
    by_code = {code: p.short for p in PROVINCES.values() for code in p.area_codes}
    differing = {r["area_code"] for r in rows("area_codes.csv") if by_code.get(r["area_code"]) != r["province"]}
    assert differing == set()
