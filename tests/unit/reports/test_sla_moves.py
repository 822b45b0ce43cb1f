"""Cases that are merged or split later: of the days that were over before, nothing changes."""

from datetime import date, datetime

from filing.event import Event, EventKind
from filing.sla import Cause
from tests.unit.reports.scenes import COUNTING, Scene, at

KEEP, OTHER = "case-1", "case-2"
NEXT = "2026-11-23"


class Two(Scene):
    """Mail m1 waits for a person in one case; m2, which came later, had its reply in another."""

    def __init__(self) -> None:
        super().__init__()
        self.waits("m1", OTHER).of(KEEP, Scene().machine("m2", at("10:00"), at("10:02")))

    def of(self, case: str, scene: Scene) -> "Two":
        """What happened in a case of its own."""
        self.events += [
            Event(e.kind, e.at, e.mail_id, e.case_id and case, e.reply_id, e.data, e.by) for e in scene.events
        ]
        return self

    def waits(self, mail: str, case: str) -> "Two":
        told = (
            Scene().received(mail, at("09:00")).judged(mail, at("09:00"), "FOR_SPECIALIST", missing=["backdrop_photo"])
        )
        told.drafted(mail, at("09:00")).settled(mail, at("09:00"), f"r-{mail}")
        return self.of(case, told.told(EventKind.CASE_ASSIGNED, at("09:30"), "", to="p-li"))

    def moves(self, mail: str, way: tuple[str, str], when: datetime) -> "Two":
        """As the desk writes it, with what a merge says of both cases."""
        old, new = way
        self.events.append(
            Event(EventKind.MAIL_JOINED_CASE, when, mail, new, data={"by": "person", "from": old}, by="p-li")
        )
        return self

    def merged(self, when: datetime) -> "Two":
        self.moves("m1", (OTHER, KEEP), when)
        for case, told in ((KEEP, {"other": OTHER}), (OTHER, {"into": KEEP})):
            self.events.append(Event(EventKind.CASES_MERGED, when, None, case, data=told, by="p-li"))
        return self


def test_a_reply_in_one_case_does_not_answer_what_another_case_waited_for_until_they_were_merged() -> None:
    before, after = Two().row("m1"), Two().merged(at("09:00", NEXT)).row("m1")

    assert (before.on_time, before.cause, before.specialist) == (False, Cause.PERSON, "p-li")
    assert (after.on_time, after.cause, after.specialist, after.case_id) == (False, Cause.PERSON, "p-li", KEEP)
    assert (after.answered_at, after.stuck) == (None, Cause.PERSON)
    assert Two().merged(at("09:00", NEXT)).row("m2").specialist == ""


def test_the_reply_that_is_written_after_a_merge_answers_both() -> None:
    scene = Two().merged(at("10:30"))
    scene.of(KEEP, Scene().received("m3", at("11:00")).judged("m3", at("11:00")).queued("m3", at("11:00")))
    scene.of(KEEP, Scene().settled("m3", at("11:00"), "r-m3").sent("m3", at("11:01")))

    assert [scene.row(mail).on_time for mail in ("m1", "m2", "m3")] == [True, True, True]


def test_a_mail_that_is_split_off_leaves_what_its_reply_had_answered() -> None:
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00"), "FOR_SPECIALIST").drafted("m1", at("09:00"))
    scene.settled("m1", at("09:00"), "r-m1").machine("m2", at("10:00"), at("10:01"))
    apart = Two().of("case-9", Scene())
    apart.events = [*scene.events]
    apart.moves("m2", (KEEP, "case-9"), at("09:00", NEXT))

    assert (apart.row("m1").on_time, apart.row("m2").case_id) == (True, "case-9")


def test_a_hold_of_one_case_is_none_of_another() -> None:
    scene = Two().merged(at("09:00", NEXT))
    until = {"until": at("12:00", NEXT).isoformat()}
    scene.events.insert(8, Event(EventKind.CASE_HELD, at("09:40"), None, KEEP, data=until, by="p-li"))

    assert scene.row("m1").cause is Cause.PERSON


def test_what_was_told_before_a_merge_is_not_counted_again_after_it() -> None:
    scene = Two().merged(at("09:00", NEXT))
    scene.of(KEEP, Scene().judged("m2", at("09:00", NEXT), missing=["backdrop_photo", "security_commitment"]))
    scene.of(KEEP, Scene().judged("m2", at("10:00", NEXT), "COMPLETE"))
    counted = COUNTING.of(scene.events)

    assert sorted((item.case_id, item.code, item.day) for item in counted.items) == [
        (KEEP, "security_commitment", date(2026, 11, 23)),
        (OTHER, "backdrop_photo", date(2026, 11, 20)),
    ]
    assert [(case.case_id, case.rounds) for case in counted.cases] == [(KEEP, 2)]


def test_a_case_that_was_complete_before_it_became_part_of_another_stays_counted_where_it_was() -> None:
    scene = Two().of(OTHER, Scene().judged("m1", at("11:00"), "COMPLETE"))
    scene.merged(at("09:00", NEXT)).of(KEEP, Scene().judged("m2", at("09:00", NEXT), "COMPLETE"))

    assert [(case.case_id, case.day) for case in COUNTING.of(scene.events).cases] == [(OTHER, date(2026, 11, 20))]


def test_parts_of_one_mail_are_cases_of_their_own() -> None:
    """A split: a person judges the new case, of which the mail stays where it was."""
    scene = Scene().received("m1", at("09:00")).judged("m1", at("09:00"), missing=["backdrop_photo"])
    scene.told(EventKind.CASE_JUDGED, at("09:10"), "m1", outcome="COMPLETE", codes=[], missing=[])
    part = Event(
        EventKind.CASE_JUDGED, at("09:10"), "m1", "case-9", data={"outcome": "COMPLETE", "missing": ["backdrop_photo"]}
    )
    scene.events.append(part)
    counted = scene.counted()

    assert sorted(item.case_id for item in counted.items) == ["case-1", "case-9"]
    assert sorted((case.case_id, case.rounds) for case in counted.cases) == [("case-1", 1), ("case-9", 1)]
