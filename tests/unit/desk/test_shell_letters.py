"""The notice of an empty shell and what follows it: in time, once, by a person, and only what was told in time."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desk.errors import NoSuchCase, Refused
from filing.errors import ConfigurationRefused
from filing.mail import SHANGHAI
from filing.shells import ShellNotice, ShellOutcome
from policy.load import load_policy
from store.unasked import Unasked
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import BOSS, FAR, LI, ZHANG, DeskBench
from tests.fakes.shells import G39, approved, at, notify, notify_and_send

AWAY, BACK, CANCELLED = ShellOutcome.AWAY, ShellOutcome.BACK, ShellOutcome.CANCELLED


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    bench = DeskBench(tmp_path)
    bench.judging = replace(bench.judging, policy=load_policy(ip_ranges={"jiangsu": ("203.0.113.0/24",)}))
    bench.desk = replace(bench.desk, judge=bench.judging)
    return bench


@pytest.fixture
def case_id(bench: DeskBench) -> str:
    """Approved in time for the check of G39."""
    return approved(bench)


def known(bench: DeskBench, case_id: str, domain: str = "example.com") -> ShellNotice:
    return bench.desk.shell_notices(ZHANG, case_id)[domain]


def follow(bench: DeskBench, case_id: str, told: ShellOutcome, domain: str = "example.com") -> str:
    return bench.desk.follow_shell(ZHANG, case_id, bench.version(case_id), domain, told).text


def test_g39_the_notice_of_a_thursday_before_a_holiday_has_until_monday(bench: DeskBench, case_id: str) -> None:
    done = notify(bench, case_id, "www.Example.com", "192.0.2.9")

    assert "2026-06-22 17:30" in done.text
    draft = bench.draft(case_id)
    assert (draft.template, draft.auto, draft.id) == ("empty_shell_notice", False, done.reply_id)
    shell = known(bench, case_id).shell
    assert (shell.domain, shell.addresses, shell.checked) == ("example.com", ("192.0.2.9",), G39)
    assert shell.until == datetime(2026, 6, 22, 17, 30, tzinfo=SHANGHAI)
    assert known(bench, case_id).sent_at is None
    assert bench.fsck().problems == ()


def test_it_is_sent_by_a_person_only_and_remembered_as_sent(bench: DeskBench, case_id: str) -> None:
    notify(bench, case_id)
    bench.clock.pass_(hours=1)
    bench.send()
    assert "empty_shell_notice" not in {r.template for r in bench.replies(case_id) if r.status == "sent"}

    bench.desk.release(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.desk.recall(ZHANG, known(bench, case_id).shell.letter, bench.version(case_id))
    bench.desk.release(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.clock.pass_(seconds=20)
    bench.send()

    notice = known(bench, case_id)
    assert notice.in_time
    assert not notice.expired(bench.clock.now())
    at(bench, "2026-06-22 17:30")
    assert known(bench, case_id).expired(bench.clock.now())
    assert bench.fsck().problems == ()


def test_a_domain_gets_one_notice_a_check_and_none_while_there_is_time(bench: DeskBench, case_id: str) -> None:
    notify(bench, case_id)
    with pytest.raises(Refused, match="今天已经为"):
        notify(bench, case_id)
    at(bench, "2026-06-20 09:00")
    with pytest.raises(Refused, match="上一份通知还没有发出"):
        notify(bench, case_id)
    bench.desk.release(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.clock.pass_(seconds=20)
    bench.send()
    at(bench, "2026-06-22 09:00")
    with pytest.raises(Refused, match="还没有到"):
        notify(bench, case_id)
    at(bench, "2026-06-25 13:00")
    notify(bench, case_id)


def test_the_same_domain_in_another_case_is_told_once_a_day_too(bench: DeskBench, case_id: str) -> None:
    other = approved(bench, name="昆山丙丁贸易有限公司", sender="b@exampel.org")
    assert other != case_id
    notify(bench, case_id)

    with pytest.raises(Refused, match="今天已经为"):
        notify(bench, other)


def test_what_was_thrown_away_was_not_told_and_may_be_written_again(bench: DeskBench, case_id: str) -> None:
    notify(bench, case_id)
    bench.desk.discard(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    assert bench.desk.shell_notices(ZHANG, case_id) == {}

    notify_and_send(bench, case_id)

    assert known(bench, case_id).in_time
    assert bench.fsck().problems == ()


def test_a25_a_notice_whose_time_is_too_short_does_not_leave(bench: DeskBench, case_id: str) -> None:
    notify(bench, case_id)
    at(bench, "2026-06-22 09:00")

    with pytest.raises(Refused, match="期限已经不够"):
        bench.desk.release(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    notify(bench, case_id)
    assert known(bench, case_id).shell.until == datetime(2026, 6, 23, 17, 30, tzinfo=SHANGHAI)


def test_only_what_is_filed_here_and_points_elsewhere_is_told(bench: DeskBench, case_id: str) -> None:
    for domain, address, said in (
        ("other.example", "192.0.2.9", "不属于这件备案"),
        ("example.com", "192.0.2", "IP 地址不正确"),
        ("example.com", "203.0.113.7", "没有不在我公司机房的"),
    ):
        with pytest.raises(Refused, match=said):
            notify(bench, case_id, domain, address)
    with pytest.raises(Refused, match="专员"):
        bench.desk.notify_shell(BOSS, case_id, bench.version(case_id), "example.com", ["192.0.2.9"])
    notify(bench, case_id, "example.com", "203.0.113.7", " 192.0.2.9 ")
    assert known(bench, case_id).shell.addresses == ("192.0.2.9",)
    with pytest.raises(NoSuchCase):
        bench.desk.notify_shell(FAR, case_id, bench.version(case_id), "example.com", ["192.0.2.9"])


def test_what_is_not_approved_is_not_told(bench: DeskBench) -> None:
    with pytest.raises(Refused, match="备案成功"):
        notify(bench, bench.comes(enterprise_case()))


def test_two_domains_of_a_case_are_two_letters_and_none_displaces_the_other(bench: DeskBench) -> None:
    case_id = approved(bench, domain="example.com、exampel.org")
    notify(bench, case_id, "example.com")
    notify_and_send(bench, case_id, "exampel.org")

    assert bench.draft(case_id).id == known(bench, case_id).shell.letter
    assert known(bench, case_id, "exampel.org").in_time
    assert bench.fsck().problems == ()


def test_c126_access_is_cancelled_after_the_deadline_only_and_the_customer_is_told(
    bench: DeskBench, case_id: str
) -> None:
    with pytest.raises(Refused, match="没有给"):
        follow(bench, case_id, CANCELLED)
    notify(bench, case_id)
    with pytest.raises(Refused, match="还没有发出"):
        follow(bench, case_id, CANCELLED)
    bench.desk.release(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.clock.pass_(seconds=20)
    bench.send()
    with pytest.raises(Refused, match="还没有到"):
        follow(bench, case_id, CANCELLED)
    at(bench, "2026-06-23 08:30")

    assert "请核对后发送" in follow(bench, case_id, CANCELLED)

    assert (bench.draft(case_id).template, bench.draft(case_id).auto) == ("access_cancelled", False)
    assert known(bench, case_id).outcome is CANCELLED
    with pytest.raises(Refused, match="没有变化"):
        follow(bench, case_id, CANCELLED)
    assert bench.fsck().problems == ()


def test_a_word_told_by_mistake_is_replaced_and_its_letter_goes(bench: DeskBench, case_id: str) -> None:
    notify_and_send(bench, case_id)
    assert "已转回" in follow(bench, case_id, BACK)
    at(bench, "2026-06-23 08:30")
    with pytest.raises(Refused, match="不能取消接入"):
        follow(bench, case_id, CANCELLED)
    follow(bench, case_id, AWAY)
    follow(bench, case_id, CANCELLED)
    follow(bench, case_id, AWAY)

    assert [r.template for r in bench.outbox.drafts()] == []
    follow(bench, case_id, CANCELLED)
    bench.desk.release(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.clock.pass_(seconds=20)
    bench.send()
    follow(bench, case_id, AWAY)
    assert "此前已起草或发出" in follow(bench, case_id, CANCELLED)
    assert bench.fsck().problems == ()


def test_the_word_is_kept_where_no_letter_can_be_written(
    bench: DeskBench, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Unasked | None:
        raise ConfigurationRefused("没有这个接入省。", "请核对。")

    notify_and_send(bench, case_id)
    at(bench, "2026-06-23 08:30")
    monkeypatch.setattr(type(bench.judging), "shell_letter", refuse)

    assert "另行联系" in follow(bench, case_id, CANCELLED)
    assert known(bench, case_id).over


def test_another_letter_of_the_case_makes_no_notice_superfluous(bench: DeskBench, case_id: str) -> None:
    notify(bench, case_id)
    bench.desk.compose(LI, case_id, bench.version(case_id))
    plain = next(r for r in bench.outbox.drafts() if r.template != "empty_shell_notice")

    bench.desk.release(LI, plain.id, bench.version(case_id))

    assert bench.draft(case_id).template == "empty_shell_notice"
