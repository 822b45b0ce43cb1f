"""What is written down is what the code says."""

import re
from pathlib import Path

from filing.terms import FilingKind, Material, Outcome
from service.docs import pages
from service.settings import MailboxSettings, Settings

ROOT = Path(__file__).parents[2]


def test_the_generated_pages_are_those_that_are_committed() -> None:
    stale = [str(path.relative_to(ROOT)) for path, text in pages().items() if path.read_text(encoding="utf-8") != text]

    assert not stale, "run `make docs`"


def test_the_glossary_has_every_material() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = set(re.findall(r"`([a-z_]+)`", glossary))

    named_otherwise = {
        Material.WEBSITE_PRINCIPAL_ID,
        Material.LEGAL_REPRESENTATIVE_ID,
        Material.ICP_NUMBER_AND_PASSWORD,
    }
    assert not {m.value for m in Material if m not in named_otherwise} - words


def test_the_operators_guide_names_every_setting() -> None:
    guide = (ROOT / "docs" / "operator.zh-CN.md").read_text(encoding="utf-8")
    missing = [name for name in (*Settings.model_fields, *MailboxSettings.model_fields) if name not in guide]

    assert not missing


def test_the_contract_lists_the_words_of_the_code() -> None:
    schema = (ROOT / "docs" / "contract" / "check.schema.json").read_text(encoding="utf-8")

    assert not [word.value for word in (*Material, *FilingKind, *Outcome) if f'"{word.value}"' not in schema]


def test_the_changelog_has_a_heading_for_policy() -> None:
    assert "### Policy" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
