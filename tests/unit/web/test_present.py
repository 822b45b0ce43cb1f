"""Findings in words."""

import re

from filing.event import Event, EventKind
from filing.finding import Finding
from filing.terms import Material, Verdict
from replies.compose import TEMPLATES
from tests.fakes.views import NOON
from web.fact_labels import FINDING_FACTS, VALUES
from web.present import event_row, finding_row


def test_the_history_tells_in_chinese_how_a_mail_was_placed_and_which_letter_was_drafted() -> None:
    letters = {path.name for path in TEMPLATES.iterdir() if (path / "subject.txt").is_file()}
    placed = {"entity_domain", "bounce", "thread", "reference", "sender", "opened", "person"}

    for key, words in (("template", letters), ("by", placed)):
        assert {word: VALUES[key][word] for word in words} == VALUES[key]


def test_the_history_tells_moments_as_people_do_and_each_rule_once() -> None:
    held = Event(EventKind.CASE_HELD, NOON, data={"until": "2026-09-16T09:00:05.477398+08:00"})
    judged = Event(EventKind.CASE_JUDGED, NOON, data={"codes": ["QUA004", "NAM002", "QUA004"]})

    assert event_row(held).details == (("到", "2026-09-16 周三 09:00"),)
    assert event_row(judged).details == (("发现", "QUA004、NAM002"),)


def test_every_fact_that_a_wording_names_has_a_chinese_label() -> None:
    wordings = "".join(file.read_text(encoding="utf-8") for file in (TEMPLATES / "findings").glob("*.txt"))

    assert {*re.findall(r"\bf\.([a-z_]+)", wordings), "system_note"} <= {*FINDING_FACTS}


def test_what_was_seen_on_a_scan_is_told_once_with_its_measure() -> None:
    seen = [{"key": "edge_cut", "look": "文字碰到图片边缘", "score": 2.0, "threshold": 0.0}]
    facts = {"file": "a.jpg", "why": "文字碰到图片边缘", "seen": seen}

    row = finding_row(Finding("QUA008", Verdict.UNSURE, Material.BUSINESS_LICENSE, facts), "质量提示", "001")

    assert row.facts == (("文件", "a.jpg"), ("线索", "请核对：文字碰到图片边缘；数值：2；界限：0"))
