"""`make rules-coverage`: catalogue number → cases, and rule → citation → specimens → wording. Nothing may be empty."""

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import replies
from checks.rules import RULES
from tests.corpus.expected import cases, load_expected
from tests.unit.checks.specimens import PASSES, TRIPS

CATALOGUE = Path(__file__).parent / "catalogue.toml"
WORDING = Path(replies.__file__).parent / "templates" / "findings"


def catalogue_rows() -> Iterator[tuple[str, str, str]]:
    """(number, what it is about, cases) of every catalogue number that a mail can trip."""
    found: dict[str, list[str]] = defaultdict(list)
    for folder in cases():
        for number in load_expected(folder).rule:
            found[number].append(folder.name)
    for number, about in tomllib.loads(CATALOGUE.read_text(encoding="utf-8")).items():
        yield number, about, "、".join(found[number])


def rule_rows() -> Iterator[tuple[str, str, str, str, str]]:
    """(code, citation, specimens, wording, cases) of every rule."""
    found: dict[str, list[str]] = defaultdict(list)
    for folder in cases():
        expected = load_expected(folder)
        for code in (*expected.codes, *(expected.unsure or ())):
            found[code].append(folder.name)
    for rule in RULES:
        specimens = "正例、反例" if rule.code in TRIPS and rule.code in PASSES else ""
        wording = WORDING / f"{rule.code}.txt"
        said = wording.read_text(encoding="utf-8").strip() if wording.exists() else ""
        yield rule.code, rule.cites, specimens, said.split("\n")[0], "、".join(found[rule.code])


def main() -> int:
    """1 if a cell is empty. Cases are asked of catalogue numbers only: some rules need bytes that no recipe makes."""
    rows, rules = list(catalogue_rows()), list(rule_rows())
    lines = [f"| {' | '.join(row)} |" for row in (*rows, *rules)]
    empty = [row[0] for row in rows if not all(row)] + [row[0] for row in rules if not all(row[:4])]
    sys.stdout.write("\n".join([*lines, f"编号 {len(rows)} 个，规则 {len(rules)} 条，样例 {len(cases())} 个。"]) + "\n")
    if empty:
        sys.stdout.write(f"有空格的行：{'、'.join(empty)}。请补样例、依据、正反例或措辞。\n")
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
