"""The pages over the real store."""

from pathlib import Path
from typing import cast

import pytest

from desk.desk import Desk
from filing.people import EVERYTHING
from filing.terms import Fate, MailStatus, Material, Outcome, ReplyStatus
from store.accesses import AccessLog
from store.changes import Changes
from store.health import Pulse
from store.presence import Presence
from store.queue import QueueQueries
from tests.fakes.browser import get
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_store import DeskStore
from tests.fakes.tools import PROVINCES, NoDesk
from tests.fakes.views import render
from web.app import make_app
from web.store_views import StoreViews
from web.tools import Tools


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


def views(desk: DeskStore) -> StoreViews:
    return StoreViews(desk.queries, Pulse(desk.engine, desk.clock).health)


def tools(desk: DeskStore) -> Tools:
    queue = QueueQueries(desk.engine, desk.blobs, PROVINCES, lambda received: received)
    looks = AccessLog(desk.engine, desk.blobs)
    feed, company = Changes(desk.engine, PROVINCES), Presence(desk.engine)
    raw, again = desk.blobs.get, desk.ledger.requeue
    return Tools(cast("Desk", NoDesk()), queue, feed, company, desk.clock.now, looks=looks, raw=raw, again=again)


def test_a_case_of_the_store_is_shown_with_its_reply(desk: DeskStore) -> None:
    case_id, _ = desk.settled(desk.received("a"))
    app = make_app(views(desk), tools(desk), render)

    assert f'href="/cases/{case_id}?view=all"' in get(app, "/?view=all").text
    page = get(app, f"/cases/{case_id}").text
    assert "BA-20260915-0001" in page
    assert "MAT001" in page
    assert "<strong>收到邮件" in page


def test_counts_and_sheets_come_from_the_store(desk: DeskStore) -> None:
    desk.settled(desk.received("a"))
    desk.received("b", uid=2)

    assert views(desk).counts(EVERYTHING).cases == {Outcome.INCOMPLETE: 1}
    assert views(desk).counts(EVERYTHING).mails == {MailStatus.RECEIVED: 1}
    assert views(desk).cases(EVERYTHING, Outcome.COMPLETE, 1).total == 0
    assert views(desk).loose_mails(EVERYTHING, (MailStatus.RECEIVED,), 1).total == 1
    assert views(desk).cases(EVERYTHING, None, 2).rows == ()


def test_papers_stand_in_their_roles_and_a_second_copy_is_a_duplicate(desk: DeskStore) -> None:
    papers = enterprise_case().papers
    unsettled = tuple(
        p.with_material(Material.ID_CARD) if p.material is Material.WEBSITE_PRINCIPAL_ID else p for p in papers
    )
    case_id, _ = desk.settled(desk.received("a", uid=1), papers=unsettled)
    desk.clock.pass_(minutes=1)
    desk.settled(desk.received("b", uid=2), papers=unsettled)

    case = views(desk).case(EVERYTHING, case_id)
    assert case is not None
    first, second = (letter.submission for letter in case.letters)
    assert first is not None
    assert second is not None
    assert Material.WEBSITE_PRINCIPAL_ID in [p.material for p in first.papers]
    assert {p.fate for p in second.papers} == {Fate.DUPLICATE}


def test_a_draft_shows_the_subject_and_text_of_its_bytes(desk: DeskStore) -> None:
    case_id, _ = desk.settled(desk.received("a"))
    case = views(desk).case(EVERYTHING, case_id)

    assert case is not None
    reply = case.letters[0].reply
    assert reply is not None
    assert reply.status in (ReplyStatus.QUEUED, ReplyStatus.DRAFT)
    assert "body" in reply.text


def test_what_is_not_there_is_none(desk: DeskStore) -> None:
    assert views(desk).case(EVERYTHING, "none") is None
    assert views(desk).mail(EVERYTHING, "0" * 64) is None
