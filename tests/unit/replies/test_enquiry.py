"""Questions without papers: the right entry first, and no answer to what is none (F01-F46)."""

import re
import time
import tomllib
from pathlib import Path

import pytest

from replies.enquiry import LONGEST, Entry, entries, propose
from tests.fakes.cases import case_of, mail
from tests.unit.replies.questions import AGAIN, ASKED, UNRELATED, UNRELATED_TOO
from tests.unit.replies.writing import from_mail, reply

ALL = [(code, question) for code in ASKED for question in (*ASKED[code], *AGAIN[code])]


def unseen(number: int) -> dict[str, dict[str, list[str]]]:
    """A set of questions and other mails; each file says what was right at first sight."""
    file = Path(__file__).parent / "faq" / f"faq_unseen_{number}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def proposed(question: str, subject: str = "") -> str | None:
    entry = propose(mail(subject=subject, own_text=question))
    return entry.code if entry else None


def test_the_right_entry_comes_first_for_questions_in_other_words() -> None:
    right = [question for code, question in ALL if proposed(question) == code]
    first_of_each = [code for code, questions in ASKED.items() if proposed(questions[0]) == code]

    assert len(ALL) >= 6 * 46
    assert len(right) / len(ALL) >= 0.95
    assert len(first_of_each) >= 0.85 * 46


@pytest.mark.parametrize("number", [5, 6, 8])
def test_questions_written_without_a_look_at_the_data_find_their_entry(number: int) -> None:
    asked = [(code, question) for code, questions in unseen(number)["asked"].items() for question in questions]
    right = [question for code, question in asked if proposed(question) == code]

    assert len(asked) >= 44
    assert len(right) / len(asked) >= 0.85


def test_none_of_these_questions_stands_in_the_data() -> None:
    known = {re.sub(r"\W", "", v) for e in entries().values() for v in (e.question, *e.variants)}

    assert not [question for _, question in ALL if re.sub(r"\W", "", question) in known]


@pytest.mark.parametrize("text", [text for number in (5, 6, 7, 8) for text in unseen(number)["unrelated"]["mails"]])
def test_mails_written_without_a_look_at_the_data_are_not_answered(text: str) -> None:
    assert proposed(text) is None


@pytest.mark.parametrize("text", [*UNRELATED, *UNRELATED_TOO])
def test_what_is_no_such_question_is_not_answered(text: str) -> None:
    assert proposed(text) is None


@pytest.mark.parametrize("code", ["F06", "F13", "F34", "F45"])
def test_a_question_inside_a_long_letter_is_found(code: str) -> None:
    before = "各位老师好！我们是一家做木工家具的小公司，上个月开了新店，生意还不错。同事小陈负责网站。"
    after = "\n\n祝工作顺利！\n此致\n敬礼"

    assert proposed(before + ASKED[code][-1] + after) == code


def test_a_question_in_the_subject_counts() -> None:
    assert proposed("如题", subject="备案密码忘记了怎么办") == "F13"


def test_a_very_long_mail_costs_little() -> None:
    start = time.process_time()
    proposed("备案资料，请查收，如有问题，请联系，谢谢。" * 500)

    assert time.process_time() - start < 1.0
    assert LONGEST <= 5000


def test_there_are_46_entries_each_with_a_citation_and_ten_variants() -> None:
    assert list(entries()) == [f"F{n:02}" for n in range(1, 47)]
    for entry in entries().values():
        assert re.fullmatch(r"001:\d{3}-\d{3}", entry.cites)
        assert len(entry.variants) >= 7
        assert entry.keys
        assert set(entry.by_access) <= {"江苏", "安徽"}


@pytest.mark.parametrize("entry", entries().values(), ids=lambda e: e.code)
@pytest.mark.parametrize("access", ["江苏", "安徽"])
def test_each_answer_is_drafted_in_our_tone(entry: Entry, access: str) -> None:
    made = reply(from_mail(case_of([], access=access), own_text=entry.question))

    assert (made.template, made.auto) == ("enquiry", False)
    assert f"网站备案常见问题 {entry.code}：" in made.text
    assert not re.search(r"\{\w+\}|你|不合格", made.text)
    assert len(made.text.splitlines()) <= 30


KEYS = {
    "F06": "20个工作日",
    "F10": "先备案后接入",
    "F13": "找回备案密码",
    "F15": "不接受传真件",
    "F19": "公共查询",
    "F30": "增值电信业务经营许可证",
    "F36": "免费办理",
}


@pytest.mark.parametrize("code", KEYS)
def test_the_answer_has_its_key(code: str) -> None:
    assert KEYS[code] in reply(from_mail(case_of([]), own_text=ASKED[code][0])).text


def test_answers_differ_by_access_province() -> None:
    """F46: 江苏 has no users to lose [001:412], 安徽 registers again [001:413]; F24 names its own provider first."""

    def said(access: str, question: str) -> str:
        return reply(from_mail(case_of([], access=access), own_text=question)).text

    assert "不需要注册用户" in said("江苏", ASKED["F46"][0])
    assert "重新注册用户名" in said("安徽", ASKED["F46"][0])
    assert "安徽接入的网站，接入商请填写：安徽易速网络科技有限公司" in said("安徽", ASKED["F24"][0])


def test_where_today_differs_the_draft_says_so_unless_the_policy_is_still_the_seeds() -> None:
    question = from_mail(case_of([]), own_text="备案密码忘了怎么找回")

    assert "2020年8月17日起已取消" in reply(question, "modern-2026").text
    assert "2020年8月17日起已取消" not in reply(question).text
    assert "找回备案密码" in reply(question).text


def test_an_unrelated_mail_gets_the_neutral_draft() -> None:
    made = reply(from_mail(case_of([]), own_text=UNRELATED[0]))

    assert "备案专员会尽快回复您的问题" in made.text
    assert "常见问题" not in made.text
    assert not made.auto
