"""The feed of news, and who looks at which case."""

from datetime import timedelta

from filing.event import EventKind
from filing.people import EVERYTHING, Person, Role, Scope
from store.changes import Changes
from store.presence import Presence
from tests.fakes.desk_store import DeskStore

LI = Person("li", "li", "李四", Role.SPECIALIST)
WANG = Person("wang", "wang", "王五", Role.SPECIALIST)


def test_news_are_told_in_order_to_those_whose_province_it_is(desk: DeskStore) -> None:
    changes = Changes(desk.engine, {"jiangsu": "江苏", "anhui": "安徽"})
    assert changes.last() == 0
    case_id, _ = desk.settled(desk.received("a"))
    seen = changes.last()
    other = desk.received("b", uid=2, mailbox="anhui")
    anhui, jiangsu = Scope(frozenset({"安徽"})), Scope(frozenset({"江苏"}))

    assert [c.kind for c in changes.since(0, jiangsu)][:2] == [EventKind.MAIL_RECEIVED, EventKind.MAIL_STARTED]
    assert {c.case_id for c in changes.since(0, jiangsu) if c.kind is EventKind.CASE_JUDGED} == {case_id}
    assert [(c.mail_id, c.province) for c in changes.since(seen, EVERYTHING)] == [(other.sha256, "安徽")]
    assert changes.since(seen, jiangsu) == changes.since(0, Scope()) == ()
    assert len(changes.since(seen, anhui)) == 1


def test_a_mailbox_that_is_not_known_is_for_those_who_see_everything(desk: DeskStore) -> None:
    desk.received("a", mailbox="closed")
    changes = Changes(desk.engine, {})

    assert len(changes.since(0, EVERYTHING)) == 1
    assert changes.since(0, Scope(frozenset({"江苏"}))) == ()


def test_who_looks_at_a_case_is_seen_by_others_for_half_a_minute(desk: DeskStore) -> None:
    case_id, _ = desk.settled(desk.received("a"))
    presence, now = Presence(desk.engine), desk.clock.now()
    assert presence.look(case_id, LI, now) == ()

    others = presence.look(case_id, WANG, now + timedelta(seconds=20))
    assert [looker.name for looker in others] == ["李四"]
    assert [x.name for x in presence.look(case_id, LI, now + timedelta(seconds=25))] == ["王五"]
    assert [x.name for x in presence.everywhere(now + timedelta(seconds=52))[case_id]] == ["李四"]

    presence.leave(case_id, LI)

    assert [x.name for x in presence.everywhere(now + timedelta(seconds=26))[case_id]] == ["王五"]
