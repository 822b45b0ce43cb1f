"""What is sure: read twice alike, proven by a check digit, or printed as text."""

from dataclasses import replace

from filing.ports import Line
from parsers import certificate, idcard, licence
from parsers.facts import facts, key_lines, with_rereading
from parsers.layout import Value, Values
from parsers.page import Page
from tests.unit.parsers.pages import column

SEEN = column(
    "#营业执照", "统一社会信用代码 91320196MA20865968", "名称 苏州甲乙有限公司", "法定代表人 张三", "经营范围 软件"
)


def reread(page: Page, **changed: str) -> Page:
    """The key lines as the better tier reads them: alike, but for the texts given as old=new."""
    indexes = key_lines(licence.read(page))
    again = [page.lines[i] for i in indexes]
    for old, new in changed.items():
        again = [replace(line, text=line.text.replace(old, new)) for line in again]
    again = [replace(line, certainty=(1.0,) * len(line.text)) for line in again]
    return with_rereading(page, indexes, tuple(again))


def test_what_both_tiers_read_alike_is_sure() -> None:
    found = facts(reread(SEEN), licence.read)

    assert (found["entity_name"].sure, found["entity_name"].other) == (True, None)
    assert (found["legal_representative"].sure, found["legal_representative"].label) == (True, "法定代表人")


def test_what_was_read_once_is_not_sure() -> None:
    assert not facts(SEEN, licence.read)["entity_name"].sure


def test_the_better_tier_speaks_and_the_other_reading_is_kept() -> None:
    found = facts(reread(SEEN, 张三="张叁"), licence.read)["legal_representative"]

    assert (found.value, found.other, found.sure) == ("张叁", "张三", False)


def test_a_character_that_the_first_tier_cannot_express_is_never_sure() -> None:
    indexes = key_lines(licence.read(SEEN))
    again = tuple(replace(SEEN.lines[i], known=False) for i in indexes)

    assert not facts(with_rereading(SEEN, indexes, again), licence.read)["legal_representative"].sure


def test_a_name_with_a_character_at_which_the_engine_hesitated_is_not_sure() -> None:
    indexes = key_lines(licence.read(SEEN))
    again = tuple(
        replace(x, certainty=tuple(0.95 if c == "三" else 1.0 for c in x.text))
        for x in (SEEN.lines[i] for i in indexes)
    )
    found = facts(with_rereading(SEEN, indexes, again), licence.read)

    assert (found["legal_representative"].sure, found["entity_name"].sure) == (False, True)


def test_a_name_of_which_the_engine_says_no_certainty_is_not_sure() -> None:
    indexes = key_lines(licence.read(SEEN))
    found = facts(with_rereading(SEEN, indexes, tuple(SEEN.lines[i] for i in indexes)), licence.read)

    assert not any(found[key].sure for key in ("legal_representative", "entity_name"))


def test_a_persons_name_put_together_from_two_lines_is_not_sure() -> None:
    def torn(page: Page) -> Values:
        return {"name": Value("李四物", (0, 1))}

    page = column("姓名 李四", "物业管理")
    again = tuple(replace(line, certainty=(1.0,) * len(line.text)) for line in page.lines)

    assert not facts(with_rereading(page, (0, 1), again), torn)["name"].sure


def test_the_mere_ending_of_a_name_is_not_sure() -> None:
    page = column("公司")
    again = tuple(replace(line, certainty=(1.0, 1.0)) for line in page.lines)
    found = facts(with_rereading(page, (0,), again), lambda _: {"entity_name": Value("公司", (0,))})

    assert not found["entity_name"].sure


def test_a_number_is_sure_if_its_check_holds_in_either_reading() -> None:
    found = facts(reread(SEEN, MA20865968="MA2O865968"), licence.read)["uscc"]

    assert (found.value, found.sure) == ("91320196MA20865968", True)


def test_a_number_whose_check_fails_stays_as_it_was_read() -> None:
    seen = column("#营业执照", "统一社会信用代码 91320196MA20865960", "名称 苏州甲乙有限公司")
    found = facts(reread(seen), licence.read)["uscc"]

    assert (found.value, found.sure) == ("91320196MA20865960", False)


def test_what_an_engine_without_a_second_tier_read_is_never_sure() -> None:
    lines = tuple(replace(line, known=False) for line in SEEN.lines)
    found = facts(Page(lines, SEEN.width, SEEN.height), licence.read)

    assert not any(fact.sure for fact in found.values())


def test_a_text_layer_is_sure() -> None:
    seen = column("#域名注册证书", "域名：qinghe.cn", "域名所有者：苏州青禾科技有限公司")
    found = facts(Page(seen.lines, seen.width, seen.height, 1, "text"), certificate.read)

    assert all(fact.sure and fact.source == "text" for fact in found.values())


def test_a_bad_rereading_changes_nothing() -> None:
    indexes = key_lines(licence.read(SEEN))
    again = tuple(Line("", SEEN.lines[i].box, 0.0) for i in indexes)

    assert with_rereading(SEEN, indexes, again) == SEEN


def test_facts_say_where_they_stand() -> None:
    seen = column("姓名 张三", "性别 男 民族 汉", "住址 苏州市", "公民身份号码 320595196808263846")
    found = facts(seen, idcard.read)["id_number"]

    assert (found.box, found.page) == (seen.lines[3].box, 1)


def certified(*rows: str) -> Page:
    return column("#域名注册证明", *rows, "该域名注册信息已记录于国家顶级域名数据库，特此证明。")


def read_twice(page: Page) -> dict[str, tuple[str, bool]]:
    """What a certificate says, and whether it is sure, if the better tier reads every line alike."""
    indexes = tuple(range(len(page.lines)))
    again = tuple(replace(line, certainty=(1.0,) * len(line.text)) for line in page.lines)
    found = facts(with_rereading(page, indexes, again), certificate.read)
    return {key: (fact.text, fact.sure) for key, fact in found.items()}


def test_a_domain_that_stands_whole_in_its_line_is_sure() -> None:
    page = certified("兹证明苏州甲乙有限公司已于2015年03月24日注册域名jiayi64.org.cn，", "有效期至2028年03月24日。")

    assert read_twice(page)["domain"] == ("jiayi64.org.cn", True)


def test_what_is_left_of_a_domain_that_was_broken_and_misread_is_not_sure() -> None:
    page = certified("兹证明苏州甲乙有限公司已于2015年03月24日注册域名jió64.0", "rg.cn，有效期至2028年03月24日。")

    assert not read_twice(page)["domain"][1]
