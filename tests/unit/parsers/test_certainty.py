"""A character that was passed over, and one that two tiers read differently."""

from parsers.certainty import Seen, agreement, before_gaps, placed

NAME = "柳州雅歌告传媒"
EVEN = [4 * i for i in range(len(NAME))]
GAPPED = [c + (4 if i >= 4 else 0) for i, c in enumerate(EVEN)]


def seen(text: str, certainty: float = 1.0) -> Seen:
    return Seen(text, 1.0, (certainty,) * len(text))


def test_the_character_before_a_gap_is_found() -> None:
    assert before_gaps(NAME, GAPPED) == {3}
    assert before_gaps(NAME, EVEN) == set()


def test_gaps_beside_signs_and_letters_say_nothing() -> None:
    assert before_gaps("名称：甲乙 A公司", [0, 4, 8, 20, 24, 28, 40, 52, 56]) == set()


def test_a_line_of_one_character_has_no_gaps() -> None:
    assert before_gaps("名", [3]) == set()
    assert before_gaps("", []) == set()


def test_what_the_other_tier_reads_otherwise_is_not_certain() -> None:
    assert agreement(seen("雅歌告传媒"), seen("雅歌芦告传媒")) == [1, 1, 1, 1, 1]
    assert agreement(seen("万场"), seen("万玚")) == [1, 0]
    assert agreement(seen("张三"), seen("")) == [0, 0]


def test_the_width_of_signs_is_no_difference() -> None:
    assert agreement(seen("（盖章）："), seen("(盖章):")) == [1] * 5


def test_the_other_tiers_doubt_is_taken_over() -> None:
    assert agreement(seen("张三"), seen("张三", 0.8)) == [0.8, 0.8]
    assert agreement(seen("张三"), Seen("张三", 1.0, ())) == [0, 0]


def test_spaces_stand_where_the_character_before_them_stands() -> None:
    assert placed("称 甲乙", [3, 9, 13]) == [3, 3, 9, 13]
    assert placed("称甲", [3]) == []
    assert placed("称", [3, 4]) == []
