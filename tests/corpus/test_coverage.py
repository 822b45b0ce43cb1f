"""Every catalogue number that a mail can trip has a case, and every rule its citation, specimens and wording."""

from tests.corpus.coverage import catalogue_rows, rule_rows
from tests.corpus.expected import cases


def test_every_number_of_the_catalogue_has_a_case() -> None:
    assert [number for number, _, found in catalogue_rows() if not found] == []


def test_no_cell_of_the_table_of_rules_is_empty() -> None:
    assert [row[0] for row in rule_rows() if not all(row[:4])] == []


def test_a_case_is_one_sentence_with_a_mail() -> None:
    for folder in cases():
        stems = {path.stem for path in folder.iterdir()}
        assert "mail" in stems or "1" in stems, folder.name
