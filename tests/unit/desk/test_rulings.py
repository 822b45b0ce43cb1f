"""What a person says of papers and findings is judged at once, from what was kept."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.errors import Conflict, NoSuchCase, Refused
from filing.event import EventKind
from filing.finding import Finding
from filing.terms import Fate, Material, Outcome, ReplyStatus
from policy.load import load_policy
from replies.editing import letter_text
from service.on_file import OnFile
from service.settings import Settings
from tests.fakes.cases import enterprise_case, paper
from tests.fakes.desk_bench import BOSS, FAR, LI, ZHANG, DeskBench
from tests.unit.checks.specimens import blurred, file


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


def found(bench: DeskBench, case_id: str, code: str) -> Finding:
    decision = bench.file(case_id).decision
    assert decision is not None
    return next(f for f in decision.findings if f.code == code)


def outcome(bench: DeskBench, case_id: str) -> Outcome:
    decision = bench.file(case_id).decision
    assert decision is not None
    return decision.outcome


def test_accepting_doubts_makes_the_case_complete_and_writes_the_letter_anew(bench: DeskBench) -> None:
    case_id = bench.comes(blurred(read=False))
    assert outcome(bench, case_id) is Outcome.FOR_SPECIALIST

    done = bench.desk.accept(ZHANG, case_id, bench.version(case_id))

    assert outcome(bench, case_id) is Outcome.COMPLETE
    assert done.reply_id == bench.draft(case_id).id
    assert bench.draft(case_id).template == "complete"
    assert bench.fsck().problems == ()


def test_what_is_certain_is_not_accepted_away(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case(without=["backdrop_photo"]))

    with pytest.raises(Refused, match="1 项确定的问题"):
        bench.desk.accept(ZHANG, case_id, bench.version(case_id))


def test_overriding_a_finding_after_the_machine_has_answered_is_a_second_letter(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case(sizes={"business_license": 90_000}))
    bench.send()
    mark = found(bench, case_id, "SIZ001").mark

    bench.desk.override(ZHANG, case_id, bench.version(case_id), mark, "legible", "电话 13812345678 已核")

    assert outcome(bench, case_id) is Outcome.COMPLETE
    assert {row.status for row in bench.replies(case_id)} == {ReplyStatus.SENT, ReplyStatus.DRAFT}
    assert len({row.message_id for row in bench.replies(case_id)}) == 2
    assert found(bench, case_id, "SIZ001").overridden == "人工查看清晰可辨：电话 138****5678 已核"
    assert bench.fsck().problems == ()


def test_a_finding_that_is_gone_cannot_be_overridden(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case())

    with pytest.raises(Refused, match="已不存在"):
        bench.desk.override(ZHANG, case_id, bench.version(case_id), "0123456789abcdef", "legible")


def test_a_strange_file_that_a_person_names_is_no_longer_missing(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case(without=["backdrop_photo"], add=[file("IMG_1.jpg", Fate.UNRECOGNISED)]))

    bench.desk.correct_material(ZHANG, case_id, bench.version(case_id), "sha-IMG_1.jpg", Material.BACKDROP_PHOTO)

    assert outcome(bench, case_id) is Outcome.COMPLETE
    event = bench.acts.events(case_id)[-3]
    assert (event.kind, event.by, event.data["to"]) == (EventKind.MATERIAL_CORRECTED, ZHANG.id, "backdrop_photo")


def test_a_corrected_value_is_compared_and_never_stands_in_the_ledger(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case(facts={"website_principal_id": {"name": "张四"}}))

    bench.desk.correct_fact(ZHANG, case_id, bench.version(case_id), "sha-website_principal_id", "name", "张三")

    assert outcome(bench, case_id) is Outcome.COMPLETE
    assert "张三" not in str([event.data for event in bench.acts.events(case_id)])
    assert bench.fsck().problems == ()


def test_a_list_is_corrected_as_a_list(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case())

    bench.desk.correct_fact(ZHANG, case_id, bench.version(case_id), "sha-form", "domains", "example.com、example.org")

    assert bench.judging(bench.file(case_id), bench.file(case_id).case).summary.domains == (
        "example.com",
        "example.org",
    )


def test_a_better_copy_is_asked_for_in_the_letter(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case())

    done = bench.desk.ask_copy(ZHANG, case_id, bench.version(case_id), "sha-business_license", "cropped")

    text = letter_text(bench.desk.letter(ZHANG, done.reply_id or "").message)
    assert "画面不完整" in text
    assert outcome(bench, case_id) is Outcome.INCOMPLETE
    assert "系统自动核对" not in text


def test_a_ruling_holds_for_the_next_mail_too(bench: DeskBench) -> None:
    case = enterprise_case(without=["backdrop_photo"], sizes={"business_license": 90_000})
    case_id = bench.comes(case)
    mark = found(bench, case_id, "SIZ001").mark
    bench.desk.override(ZHANG, case_id, bench.version(case_id), mark, "legible")

    photo = paper("backdrop_photo", sha256="sha-photo")
    bench.comes(enterprise_case(without=[p.material for p in case.papers if p.material], add=[photo]))

    assert outcome(bench, case_id) is Outcome.COMPLETE


def test_an_act_can_be_taken_back(bench: DeskBench) -> None:
    case_id = bench.comes(blurred(read=False))
    bench.desk.accept(ZHANG, case_id, bench.version(case_id))

    bench.desk.revoke(LI, case_id, bench.version(case_id), bench.file(case_id).kept[0].seq)

    assert outcome(bench, case_id) is Outcome.FOR_SPECIALIST
    assert bench.file(case_id).kept == ()
    assert bench.fsck().problems == ()


def test_what_was_set_aside_is_not_answered(bench: DeskBench) -> None:
    case_id = bench.comes(blurred(read=False))

    bench.desk.set_aside(ZHANG, case_id, bench.version(case_id), "广告")

    assert outcome(bench, case_id) is Outcome.NOT_A_SUBMISSION
    assert bench.replies(case_id) == []
    assert bench.fsck().problems == ()


def test_who_comes_second_is_told_what_the_first_has_done(bench: DeskBench) -> None:
    case_id = bench.comes(blurred(read=False))
    seen = bench.version(case_id)
    bench.desk.accept(LI, case_id, seen)

    with pytest.raises(Conflict, match="李专员：通过初审") as conflict:
        bench.desk.set_aside(ZHANG, case_id, seen)

    assert EventKind.CASE_ACCEPTED in [event.kind for event in conflict.value.changes]
    assert outcome(bench, case_id) is Outcome.COMPLETE


def test_a_new_mail_meanwhile_is_a_conflict_as_well(bench: DeskBench) -> None:
    case_id = bench.comes(blurred(read=False))
    seen = bench.version(case_id)
    bench.comes(enterprise_case())

    with pytest.raises(Conflict, match="系统：来信归入备案"):
        bench.desk.accept(ZHANG, case_id, seen)


def test_other_provinces_do_not_exist(bench: DeskBench) -> None:
    case_id = bench.comes(blurred(read=False))

    for number in (bench.version(case_id), 99):
        with pytest.raises(NoSuchCase):
            bench.desk.accept(FAR, case_id, number)
    bench.desk.accept(ZHANG, case_id, bench.version(case_id))


def test_a_supervisor_sees_every_case_and_leaves_verdicts_and_letters_to_the_specialists(bench: DeskBench) -> None:
    case_id = bench.comes(blurred(read=False))
    desk, draft = bench.desk, bench.draft(case_id)
    for act in (
        lambda v: desk.accept(BOSS, case_id, v),
        lambda v: desk.correct_material(BOSS, case_id, v, "sha-business_license", None),
        lambda v: desk.set_aside(BOSS, case_id, v),
        lambda v: desk.compose(BOSS, case_id, v),
        lambda v: desk.edit(BOSS, draft.id, v, "您好，请稍候。"),
        lambda v: desk.release(BOSS, draft.id, v),
        lambda v: desk.discard(BOSS, draft.id, v),
        lambda v: desk.merge(BOSS, case_id, v, case_id, v),
        lambda v: desk.split(BOSS, case_id, v, ()),
    ):
        with pytest.raises(Refused, match="由备案专员处理"):
            act(bench.version(case_id))

    desk.assign(BOSS, case_id, bench.version(case_id), LI.id)
    desk.note(BOSS, case_id, bench.version(case_id), "请今天处理")
    desk.hold(BOSS, case_id, bench.version(case_id), bench.clock.now() + timedelta(days=1), "waiting_call")
    desk.unhold(BOSS, case_id, bench.version(case_id))
    assert desk.move(BOSS, case_id, bench.version(case_id), "安徽").text.startswith("已移交")


def test_a_copy_of_an_earlier_case_serves_again_when_a_person_says_so(bench: DeskBench) -> None:
    known = OnFile(Settings.model_validate({"data": bench.folder, "mailbox": bench.mailboxes}))
    bench.judging = replace(bench.judging, policy=load_policy("gaojie"), on_file=known)
    bench.desk = replace(bench.desk, judge=bench.judging)
    bench.job = replace(bench.job, judging=bench.judging)
    first = bench.file(bench.comes(enterprise_case())).reference
    lacking = enterprise_case(domain="example.org", without=["business_license"])
    case_id = bench.comes(lacking)
    assert found(bench, case_id, "MAT001").facts["reuse"] == first

    bench.desk.confirm_reuse(ZHANG, case_id, bench.version(case_id), Material.BUSINESS_LICENSE)

    decision = bench.file(case_id).decision
    assert decision is not None
    assert "reuse" not in str(decision.findings)
    with pytest.raises(Refused, match="没有可沿用"):
        bench.desk.confirm_reuse(ZHANG, case_id, bench.version(case_id), Material.BUSINESS_LICENSE)


def test_a_second_sender_is_confirmed_by_a_person(bench: DeskBench) -> None:
    bench.comes(enterprise_case())
    case_id = bench.comes(enterprise_case(), sender="agent@agency.example")
    assert bench.file(case_id).case.senders_unconfirmed

    for address in ("customer@customer.example", "Agent@agency.example"):
        bench.desk.confirm_sender(ZHANG, case_id, bench.version(case_id), address)

    assert not bench.file(case_id).case.senders_unconfirmed
    with pytest.raises(Refused, match="没有来自"):
        bench.desk.confirm_sender(ZHANG, case_id, bench.version(case_id), "stranger@customer.example")


def test_a_customer_who_was_told_is_not_told_again(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case())
    bench.send()

    done = bench.desk.accept(ZHANG, case_id, bench.version(case_id))

    assert done.reply_id is None
    assert len(bench.replies(case_id)) == 1
    assert bench.desk.compose(ZHANG, case_id, done.version).reply_id is not None


def test_t100_a_new_copy_for_an_accepted_case_replaces_nothing_and_is_looked_at_again(bench: DeskBench) -> None:
    first = blurred(read=False)
    case_id = bench.comes(first)
    bench.desk.accept(ZHANG, case_id, bench.version(case_id))
    assert outcome(bench, case_id) is Outcome.COMPLETE
    licence = next(p for p in first.papers if p.material == "business_license")
    copies = {i: replace(p, sha256="another copy") for i, p in enumerate(first.papers) if p is licence}

    assert bench.comes(first.with_papers(copies)) == case_id

    mails = bench.ledger.case_of(case_id).submissions
    kept = {p.sha256 for mail in mails for p in mail.papers if p.material == "business_license"}
    assert kept == {licence.sha256, "another copy"}
    assert outcome(bench, case_id) is Outcome.FOR_SPECIALIST
    assert bench.fsck().problems == ()
