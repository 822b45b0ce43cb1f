"""What a person does with a letter, exactly as it will go out."""

import os
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from desk.errors import Conflict, NoSuchCase, Refused
from filing.errors import DeskError
from filing.people import EVERYTHING
from filing.terms import ReplyStatus
from replies.editing import letter_headers, letter_html, letter_text
from service.jobs import SendJob
from store.database import writing
from store.health import Pulse
from store.outbox import OutboxRow
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import FAR, LI, ZHANG, DeskBench
from tests.unit.checks.specimens import blurred
from web.store_views import StoreViews
from web.views import CaseView

DRAFT, QUEUED, SENT = ReplyStatus.DRAFT, ReplyStatus.QUEUED, ReplyStatus.SENT
RACES = int(os.environ.get("BEIAN_RACES", "60"))  # 1,000 on a machine that has time
UNKNOWN, FAILED, COMMITTING = ReplyStatus.UNKNOWN, ReplyStatus.FAILED, ReplyStatus.COMMITTING


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


@pytest.fixture
def case_id(bench: DeskBench) -> str:
    return bench.comes(blurred(read=False))


def row(bench: DeskBench, reply_id: str) -> OutboxRow:
    return bench.outbox.load(reply_id)


def released(bench: DeskBench, case_id: str) -> str:
    reply_id = bench.draft(case_id).id
    bench.desk.release(ZHANG, reply_id, bench.version(case_id))
    return reply_id


def test_the_letter_is_shown_as_it_will_go_out(bench: DeskBench, case_id: str) -> None:
    shown = bench.desk.letter(ZHANG, bench.draft(case_id).id).message
    released(bench, case_id)
    bench.clock.pass_(seconds=16)
    bench.send()

    assert [sent[2] for sent in bench.transport.sent] == [shown]


def test_other_words_keep_headers_and_subject(bench: DeskBench, case_id: str) -> None:
    draft = bench.draft(case_id)
    before = bench.desk.letter(ZHANG, draft.id).message

    bench.desk.edit(ZHANG, draft.id, bench.version(case_id), "您好！\r\n<b>资料已收到</b>，请稍候。")

    after = row(bench, draft.id).message
    assert letter_headers(after) == letter_headers(before)
    assert letter_text(after) == "您好！\n<b>资料已收到</b>，请稍候。\n"
    assert "&lt;b&gt;资料已收到" in letter_html(after)
    assert message_from_bytes(after, policy=policy.SMTP)["Message-ID"] == draft.message_id


def test_numbers_and_passwords_do_not_leave_by_a_persons_hand_either(bench: DeskBench, case_id: str) -> None:
    reply_id = bench.draft(case_id).id

    done = bench.desk.edit(ZHANG, reply_id, bench.version(case_id), "您的手机 13812345678，备案密码：abc123456")

    assert letter_text(row(bench, reply_id).message) == "您的手机 138****5678，备案密码：******\n"
    assert "已遮盖" in done.text


@pytest.mark.parametrize("words", ["", " \n ", "长" * 20_001])
def test_nothing_and_a_book_are_no_letter(bench: DeskBench, case_id: str, words: str) -> None:
    with pytest.raises(DeskError, match="未保存"):
        bench.desk.edit(ZHANG, bench.draft(case_id).id, bench.version(case_id), words)


def test_a_released_letter_leaves_after_the_time_for_second_thoughts(bench: DeskBench, case_id: str) -> None:
    reply_id = released(bench, case_id)
    assert bench.jobs[-1][:3] == ("smtp", f"out-{reply_id}-1", reply_id)
    job = SendJob(bench.outbox, {row(bench, reply_id).sender: bench.transport}, bench.clock.now)
    assert job(reply_id) == "15.0"
    assert row(bench, reply_id).status is QUEUED

    bench.clock.pass_(seconds=15)

    assert job(reply_id) is None
    assert row(bench, reply_id).status is SENT
    assert bench.fsck().problems == ()


def test_it_can_be_recalled_until_then_and_sent_once_all_the_same(bench: DeskBench, case_id: str) -> None:
    reply_id = released(bench, case_id)
    bench.desk.recall(ZHANG, reply_id, bench.version(case_id))
    assert row(bench, reply_id).status is DRAFT
    job = SendJob(bench.outbox, {row(bench, reply_id).sender: bench.transport}, bench.clock.now)
    assert job(reply_id) is None

    bench.desk.release(LI, reply_id, bench.version(case_id))
    bench.clock.pass_(seconds=15)
    for _ in range(2):  # the first release's job and the second's
        job(reply_id)

    assert len(bench.transport.sent) == 1
    assert bench.fsck().problems == ()


def raced(recall: Callable[[], object], send: Callable[[], object]) -> bool:
    """Both at the same moment; whether the letter was recalled."""
    start = threading.Barrier(2)

    def at_once(act: Callable[[], object]) -> bool:
        start.wait()
        try:
            act()
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as racers:
        recalled, sent = racers.submit(at_once, recall), racers.submit(at_once, send)
        assert sent.result()
        return recalled.result()


def test_t165_a_recall_that_races_the_sender_has_exactly_one_outcome(bench: DeskBench, case_id: str) -> None:
    outcomes = Counter[bool]()
    for _ in range(RACES):
        reply_id, before = released(bench, case_id), len(bench.transport.sent)
        job = SendJob(bench.outbox, {row(bench, reply_id).sender: bench.transport}, bench.clock.now)
        version = bench.version(case_id)
        bench.clock.pass_(seconds=15)

        recalled = raced(partial(bench.desk.recall, ZHANG, reply_id, version), partial(job, reply_id))

        left = len(bench.transport.sent) - before
        assert (row(bench, reply_id).status, left) == ((DRAFT, 0) if recalled else (SENT, 1))
        outcomes[recalled] += 1
        if not recalled:
            bench.desk.compose(ZHANG, case_id, bench.version(case_id))

    assert sum(outcomes.values()) == RACES
    assert bench.fsck().problems == ()


def test_what_has_left_is_not_recalled(bench: DeskBench, case_id: str) -> None:
    reply_id = released(bench, case_id)
    bench.clock.pass_(seconds=16)
    bench.send()

    with pytest.raises(Refused, match="不能撤回"):
        bench.desk.recall(ZHANG, reply_id, bench.version(case_id))


def test_what_a_sender_holds_already_is_not_recalled(bench: DeskBench, case_id: str) -> None:
    reply_id = released(bench, case_id)
    bench.outbox.mark(reply_id, QUEUED, COMMITTING)

    with pytest.raises(Refused):
        bench.desk.recall(ZHANG, reply_id, bench.version(case_id))


def test_a_crash_between_the_release_and_the_sending_loses_nothing(bench: DeskBench, case_id: str) -> None:
    reply_id = released(bench, case_id)
    bench.engine.dispose()

    again = DeskBench(bench.folder, bench.clock)
    again.clock.pass_(seconds=16)
    again.send()

    assert row(again, reply_id).status is SENT
    assert again.fsck().problems == ()


def test_two_people_never_overwrite_each_other(bench: DeskBench, case_id: str) -> None:
    reply_id, seen = bench.draft(case_id).id, bench.version(case_id)
    bench.desk.edit(LI, reply_id, seen, "李的话")

    for act in (
        lambda: bench.desk.edit(ZHANG, reply_id, seen, "张的话"),
        lambda: bench.desk.release(ZHANG, reply_id, seen),
        lambda: bench.desk.discard(ZHANG, reply_id, seen),
    ):
        with pytest.raises(Conflict, match="李专员：修改回复"):
            act()
    assert letter_text(row(bench, reply_id).message) == "李的话\n"


def test_a_new_mail_while_a_draft_is_written_is_told(bench: DeskBench, case_id: str) -> None:
    reply_id, seen = bench.draft(case_id).id, bench.version(case_id)
    bench.comes(enterprise_case())

    with pytest.raises(Conflict, match="归入备案"):
        bench.desk.release(ZHANG, reply_id, seen)


def test_a_letter_that_a_later_one_has_overtaken_is_not_sent(bench: DeskBench, case_id: str) -> None:
    old = bench.draft(case_id).id
    better = enterprise_case()
    scanned_again = tuple(replace(p, sha256=f"{p.sha256}-2") for p in better.papers)
    bench.comes(replace(better, submissions=(replace(better.latest, papers=scanned_again),)))

    with pytest.raises(Refused, match="已过时"):
        bench.desk.release(ZHANG, old, bench.version(case_id))
    bench.desk.discard(ZHANG, old, bench.version(case_id))
    assert bench.fsck().problems == ()


def test_older_drafts_go_when_the_newest_is_released(bench: DeskBench, case_id: str) -> None:
    bench.comes(blurred(read=False))
    newest = max(bench.outbox.drafts(), key=lambda r: r.updated_at)
    assert len(bench.outbox.drafts()) == 2

    bench.desk.release(ZHANG, newest.id, bench.version(case_id))

    assert bench.outbox.drafts() == ()
    assert bench.fsck().problems == ()


def test_after_a_letter_was_sent_another_may_be_written(bench: DeskBench, case_id: str) -> None:
    released(bench, case_id)
    bench.clock.pass_(seconds=16)
    bench.send()

    done = bench.desk.compose(ZHANG, case_id, bench.version(case_id))
    bench.desk.compose(ZHANG, case_id, bench.version(case_id))

    assert bench.draft(case_id).message_id.encode() not in bench.transport.sent[0][2]
    assert done.reply_id is not None
    assert bench.fsck().problems == ()


def test_an_unknown_letter_is_confirmed_or_knowingly_sent_again(bench: DeskBench, case_id: str) -> None:
    reply_id = released(bench, case_id)
    bench.outbox.mark(reply_id, QUEUED, COMMITTING)
    bench.outbox.mark(reply_id, COMMITTING, UNKNOWN)

    bench.desk.confirm_sent(ZHANG, reply_id, bench.version(case_id))

    assert row(bench, reply_id).status is SENT
    with pytest.raises(Refused, match="状态已改变"):
        bench.desk.send_again(ZHANG, reply_id, bench.version(case_id))
    assert bench.fsck().problems == ()


def test_a_failed_letter_is_tried_again(bench: DeskBench, case_id: str) -> None:
    reply_id = released(bench, case_id)
    bench.outbox.mark(reply_id, QUEUED, FAILED, 550)

    bench.desk.send_again(ZHANG, reply_id, bench.version(case_id))
    bench.send()

    assert row(bench, reply_id).status is SENT
    assert bench.fsck().problems == ()


def test_letters_of_other_provinces_do_not_exist(bench: DeskBench, case_id: str) -> None:
    reply_id = bench.draft(case_id).id

    with pytest.raises(NoSuchCase):
        bench.desk.letter(FAR, reply_id)
    with pytest.raises(Refused, match="已不存在"):
        bench.desk.letter(ZHANG, "nothing")


def test_a_reply_changed_behind_our_back_is_found(bench: DeskBench, case_id: str) -> None:
    bench.desk.assign(ZHANG, case_id, bench.version(case_id), ZHANG.id)
    for statement in (
        "UPDATE cases SET assignee = 'u-li'",
        "UPDATE cases SET version = 2",
        "UPDATE outbox SET status = 'sent'",
    ):
        with writing(bench.engine) as connection:
            connection.execute(text(statement))

    said = "".join(problem.text for problem in bench.fsck().problems)
    assert all(words in said for words in ("回复", "版本号", "经办"))


def page(bench: DeskBench, case_id: str) -> CaseView:
    found = StoreViews(bench.queries, Pulse(bench.engine, bench.clock).health).case(EVERYTHING, case_id)
    assert found is not None
    return found


def edited(bench: DeskBench, case_id: str, words: str = "张的话") -> str:
    reply_id = bench.draft(case_id).id
    bench.desk.edit(ZHANG, reply_id, bench.version(case_id), words)
    return reply_id


def test_edited_words_that_a_judgement_replaces_are_shown_with_their_author(bench: DeskBench, case_id: str) -> None:
    edited(bench, case_id)
    assert page(bench, case_id).replaced is None

    bench.desk.compose(LI, case_id, bench.version(case_id))

    gone = page(bench, case_id).replaced
    assert gone is not None
    assert (gone.text, gone.by) == ("张的话\n", ZHANG.id)
    assert "张的话" not in letter_text(row(bench, bench.draft(case_id).id).message)


def test_edited_words_are_shown_when_the_next_mail_has_a_draft_of_its_own(bench: DeskBench, case_id: str) -> None:
    edited(bench, case_id)
    bench.comes(blurred(read=False))

    gone = page(bench, case_id).replaced
    assert gone is not None
    assert gone.text == "张的话\n"


@pytest.mark.parametrize("settled", ["edited again", "released", "discarded"])
def test_edited_words_are_shown_no_more_once_a_person_has_decided(bench: DeskBench, case_id: str, settled: str) -> None:
    edited(bench, case_id)
    if settled == "discarded":
        bench.desk.discard(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    else:
        bench.desk.compose(LI, case_id, bench.version(case_id))
    if settled == "edited again":
        edited(bench, case_id, "两人的话")
    if settled == "released":
        released(bench, case_id)

    assert page(bench, case_id).replaced is None


def test_all_letters_to_one_mail_are_shown_the_newest_as_its_reply(bench: DeskBench, case_id: str) -> None:
    first = released(bench, case_id)
    bench.clock.pass_(seconds=16)
    bench.send()
    second = bench.desk.compose(ZHANG, case_id, bench.version(case_id)).reply_id
    assert second not in (None, first)

    letter = page(bench, case_id).letters[-1]

    assert letter.reply is not None
    assert (letter.reply.id, letter.reply.status) == (second, DRAFT)
    assert [(other.id, other.status, bool(other.text)) for other in letter.others] == [(first, SENT, True)]
