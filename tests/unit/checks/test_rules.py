from pathlib import Path

import pytest

import replies
from checks.rules import RULES, table
from tests.unit.checks.judging import found
from tests.unit.checks.specimens import PASSES, PROFILES, RANGED, TRIPS

CODES = [r.code for r in RULES]
WORDING = Path(replies.__file__).parent / "templates" / "findings"


@pytest.mark.parametrize("code", CODES)
def test_each_rule_finds_its_specimen(code: str) -> None:
    case, verdict = TRIPS[code]

    findings = found(case, code, PROFILES.get(code, "chinanet"), ranges=code in RANGED)

    assert verdict in {f.verdict for f in findings}
    assert all(f.code == code and f.cites for f in findings)


@pytest.mark.parametrize("code", CODES)
def test_each_rule_leaves_the_near_miss_alone(code: str) -> None:
    assert found(PASSES[code], code, PROFILES.get(code, "chinanet"), ranges=code in RANGED) == []


def test_rules_wordings_and_specimens_are_one_to_one() -> None:
    wordings = {p.stem for p in WORDING.glob("*.txt")}

    assert set(CODES) == wordings == set(TRIPS) == set(PASSES)
    assert len(CODES) == len(set(CODES))


def test_the_table_shows_code_title_and_citation() -> None:
    assert [row[0] for row in table()] == CODES
    assert all(title and ("001 " in cites or "000 " in cites) for _, title, cites in table())
