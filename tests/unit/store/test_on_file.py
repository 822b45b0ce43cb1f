"""What the store knows of other cases [000:34], [001:338]."""

from filing.paper import Fact, Paper
from filing.records import Records
from filing.terms import Fate, Material, ReplyStatus
from tests.fakes.desk_store import DeskStore

USCC = "91320500MA00000000"


def form(name: str, *domains: str, number: str = "") -> Paper:
    facts = {"entity_name": Fact(name), "domains": Fact(domains), "entity_cert_no": Fact(USCC)}
    facts |= {"entity_icp_number": Fact(number)} if number else {}
    return Paper("登记表.xls", 38_000, f"sha-{name}{domains}", Fate.FORM, Material.REGISTRATION_FORM, facts=facts)


def test_a_case_by_itself_has_nothing_on_file(desk: DeskStore) -> None:
    case_id, _ = desk.settled(desk.received("a"))

    assert desk.ledger.records(case_id) == Records()


def test_another_entity_with_the_same_domain_is_on_file(desk: DeskStore) -> None:
    first, _ = desk.settled(desk.received("a"))
    second, _ = desk.settled(desk.received("b"), name="苏州丙丁科技有限公司", sender="b@b.example")

    assert desk.ledger.records(second).same_domain == (desk.ledger.case_of(first).reference,)


def test_a_case_that_was_never_judged_stands_in_nobody_s_way(desk: DeskStore) -> None:
    raw = desk.received("a")
    desk.ledger.start(raw.sha256)
    second, _ = desk.settled(desk.received("b"), name="苏州丙丁科技有限公司", sender="b@b.example")

    assert desk.ledger.records(second).same_domain == ()


def test_the_entity_s_number_is_known_from_its_other_case(desk: DeskStore) -> None:
    name = "苏州甲乙科技有限公司"
    desk.settled(desk.received("a"), papers=(form(name, "example.com", number="苏ICP备12345678号-2"),))
    other, _ = desk.settled(desk.received("b"), domains=("b.example",), papers=(form(name, "b.example"),))

    assert desk.ledger.records(other).icp_numbers == ("苏ICP备12345678号",)


def test_whom_a_reply_has_reached_is_known(desk: DeskStore) -> None:
    case_id, reply_id = desk.settled(desk.received("a"))
    assert reply_id is not None
    assert desk.ledger.records(case_id).answered == frozenset()

    desk.outbox.mark(reply_id, ReplyStatus.QUEUED, ReplyStatus.COMMITTING)
    desk.outbox.mark(reply_id, ReplyStatus.COMMITTING, ReplyStatus.SENT)

    assert desk.ledger.records(case_id).answered == {"customer@customer.example"}
