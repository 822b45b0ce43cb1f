"""Which case a mail belongs to [001:118]."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from filing.paper import Fact, Paper
from filing.people import EVERYTHING
from filing.terms import Fate, MailClass, Material
from tests.fakes.desk_store import DeskStore, submission


def case(desk: DeskStore, text: str, province: str = "江苏", **over: Any) -> str | None:
    return desk.placed(submission(desk.received(text), **over), province)


def form(name: str, domain: str) -> Paper:
    facts = {"entity_name": Fact(name), "domains": Fact((domain,)), "entity_cert_no": Fact("91320500MA00000000")}
    return Paper("登记表.xls", 38_000, f"sha-{name}", Fate.FORM, Material.REGISTRATION_FORM, facts=facts)


def test_the_same_entity_and_domain_is_the_same_case_whoever_writes(desk: DeskStore) -> None:
    owner = case(desk, "a")
    agent = case(desk, "b", name="苏州 甲乙科技有限公司", domains=("WWW.Example.com",), sender="agent@agency.example")

    assert agent == owner


@pytest.mark.parametrize(
    ("name", "domain"), [("苏州丙丁科技有限公司", "example.com"), ("苏州甲乙科技有限公司", "other.example")]
)
def test_another_entity_or_another_domain_of_another_sender_is_another_case(
    desk: DeskStore, name: str, domain: str
) -> None:
    first = case(desk, "a")

    assert case(desk, "b", name=name, domains=(domain,), sender="other@other.example") != first


def test_the_same_entity_and_domain_in_another_access_province_is_another_case(desk: DeskStore) -> None:
    assert case(desk, "a") != case(desk, "b", province="安徽")


def test_any_of_several_domains_finds_the_case(desk: DeskStore) -> None:
    first = case(desk, "a", domains=("example.com", "example.cn"))

    assert case(desk, "b", domains=("example.cn",), sender="other@other.example") == first


def test_the_form_speaks_where_the_subject_does_not(desk: DeskStore) -> None:
    first = case(desk, "a", name=None, domains=(), papers=(form("苏州甲乙科技有限公司", "example.com"),))

    assert case(desk, "b", sender="other@other.example") == first


def test_a_wrong_form_under_the_right_subject_ties_no_two_owners_together(desk: DeskStore) -> None:
    first = case(desk, "a", papers=(form("苏州丙丁科技有限公司", "other.example"),))

    assert case(desk, "b", name="苏州丙丁科技有限公司", domains=("other.example",), sender="b@b.example") != first


def test_an_answer_to_our_reply_joins_the_case(desk: DeskStore) -> None:
    mail = desk.received("a")
    first, reply_id = desk.settled(mail)
    assert reply_id is not None
    ours = desk.outbox.load(reply_id).message_id

    assert case(desk, "b", name=None, domains=(), subject="答复: 补充资料", in_reply_to=ours) == first
    assert case(desk, "c", name=None, domains=(), subject="答复: 补充资料", references=("<x@y>", ours)) == first


def test_a_stranger_who_guesses_a_message_id_opens_a_case_of_his_own(desk: DeskStore) -> None:
    mail = desk.received("a")
    first, reply_id = desk.settled(mail)
    assert reply_id is not None
    ours = desk.outbox.load(reply_id).message_id
    theirs = submission(mail).mail.message_id

    for number, known in enumerate((ours, theirs)):
        stranger = {"name": None, "domains": (), "subject": "补充", "sender": "stranger@stranger.example"}
        opened = case(desk, f"b{number}", in_reply_to=known, **stranger)
        assert opened != first
        records = desk.ledger.records(opened)
        assert records.elsewhere, "whoever seems to mean another case is answered by a person"
        assert replace(desk.ledger.case_of(opened), records=records).senders_unconfirmed
    assert not desk.ledger.records(first).elsewhere


def test_a_reference_in_the_subject_joins_for_a_correspondent_only(desk: DeskStore) -> None:
    first = case(desk, "a")
    keyless: dict[str, Any] = {"name": None, "domains": (), "subject": "补充资料 [BA-20260915-0001]"}

    assert case(desk, "b", **keyless) == first
    assert case(desk, "c", sender="stranger@stranger.example", **keyless) != first
    assert case(desk, "d", province="安徽", **keyless) != first


def test_one_thread_of_an_agent_may_hold_several_cases(desk: DeskStore) -> None:
    agent = "agent@agency.example"
    first = desk.received("a")
    case_a = desk.placed(submission(first, sender=agent))
    in_thread = {"in_reply_to": submission(first).mail.message_id, "sender": agent}

    other = case(desk, "b", name="苏州丙丁科技有限公司", domains=("other.example",), **in_thread)

    assert other != case_a


def test_a_mistyped_domain_that_is_corrected_in_the_thread_stays_in_the_case(desk: DeskStore) -> None:
    first = desk.received("a")
    case_a = desk.placed(submission(first, domains=("exmaple.com",)))

    corrected = case(desk, "b", domains=("example.com",), in_reply_to=submission(first).mail.message_id)

    assert corrected == case_a


def test_a_new_mail_of_the_same_sender_about_the_same_domain_joins(desk: DeskStore) -> None:
    first = case(desk, "a")

    assert case(desk, "b", name=None, subject="example.com 补充材料") == first
    assert case(desk, "c", name="苏州甲乙科技", subject="苏州甲乙科技+example.com") == first
    assert case(desk, "d", domains=(), subject="苏州甲乙科技有限公司补充") == first


def test_a_mail_without_any_key_opens_a_case_of_its_own(desk: DeskStore) -> None:
    keyless: dict[str, Any] = {"name": None, "domains": (), "subject": "备案"}

    assert case(desk, "a", **keyless) != case(desk, "b", **keyless)


def test_a_bounce_of_our_reply_belongs_to_the_case_and_is_not_part_of_what_is_judged(desk: DeskStore) -> None:
    mail = desk.received("a")
    first, reply_id = desk.settled(mail)
    assert reply_id is not None
    ours = desk.outbox.load(reply_id).message_id
    machine: dict[str, Any] = {"name": None, "domains": (), "sender": "mailer-daemon@mx.example"}

    bounce = case(desk, "b", mail_class=MailClass.BOUNCE, bounced_message_id=ours, **machine)
    other = case(desk, "c", mail_class=MailClass.AUTO_REPLY, **machine)

    assert bounce == first
    assert other is None
    assert len(desk.ledger.case_of(first).submissions) == 1


def test_a_mail_stays_in_the_case_where_it_was_placed(desk: DeskStore) -> None:
    mail = desk.received("a")
    first = desk.placed(submission(mail))

    again = desk.placed(submission(mail, name="苏州丙丁科技有限公司", domains=("other.example",)))

    assert again == first


def test_references_count_up_within_a_day(desk: DeskStore) -> None:
    cases = [case(desk, str(n), name=f"苏州甲{n}有限公司", domains=(f"a{n}.example",)) for n in range(3)]
    references = [desk.ledger.case_of(c or "").reference for c in cases]

    assert references == ["BA-20260915-0001", "BA-20260915-0002", "BA-20260915-0003"]


def test_the_case_holds_its_mails_in_the_order_received_however_they_were_processed(desk: DeskStore) -> None:
    early, late = desk.received("early"), None
    desk.clock.pass_(minutes=5)
    late = desk.received("late", uid=2)
    first = desk.placed(submission(late))
    desk.placed(submission(early))

    assert [s.mail.sha256 for s in desk.ledger.case_of(first or "").submissions] == [early.sha256, late.sha256]


def test_cases_that_share_a_certificate_or_a_domain_are_shown_and_the_number_itself_is_not_stored(
    desk: DeskStore, tmp_path: Path
) -> None:
    one = case(desk, "a", papers=(form("苏州甲乙科技有限公司", "example.com"),))
    case(desk, "b", name="苏州丙丁科技有限公司", sender="b@b.example", papers=(replace(form("x", "y"), sha256="z"),))
    detail = desk.queries.case_detail(EVERYTHING, one or "")

    assert detail is not None
    assert set(detail.sharing) == {("domain", "BA-20260915-0002"), ("cert", "BA-20260915-0002")}
    assert b"91320500" not in b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
