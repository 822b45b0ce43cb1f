"""Cases that are one, and cases that are several."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk.errors import Conflict, Refused
from desk.plans import Part
from filing.case import Case
from filing.mail import SubjectLine
from filing.terms import Material, Outcome, ReplyStatus
from store.queries import Queries
from tests.fakes.cases import enterprise_case, form_paper, paper
from tests.fakes.desk_bench import LI, ZHANG, DeskBench
from tests.unit.checks.specimens import blurred
from tests.unit.desk.test_rulings import outcome

OTHER = "苏州丙丁有限公司"


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


def only(*materials: str, domain: str = "example.com", name: str = "苏州甲乙科技有限公司") -> Case:
    """A mail with some papers of the complete case, under some subject."""
    case = enterprise_case()
    papers = tuple(p for p in case.papers if p.material in materials)
    line = SubjectLine(name, (domain,), confident=True)
    return replace(case, submissions=(replace(case.latest, papers=papers, subject_line=line),))


def two_halves(bench: DeskBench) -> tuple[str, str]:
    """A case without its licence, and one that holds nothing but the licence, under a mistyped subject."""
    case = enterprise_case(without=["business_license"])
    keep = bench.comes(case)
    other = bench.comes(only("business_license", domain="exampel.org"), sender="agent@agency.example")
    assert keep != other
    return keep, other


def test_a_merge_is_seen_before_it_is_done(bench: DeskBench) -> None:
    keep, other = two_halves(bench)
    before = bench.acts.events(keep)

    seen = bench.desk.preview_merge(ZHANG, keep, other)

    assert (seen.mails, Material.BUSINESS_LICENSE in seen.decision.missing) == (2, False)
    assert "2 封邮件" in seen.text
    assert bench.acts.events(keep) == before


def test_two_cases_become_one_and_two_again(bench: DeskBench) -> None:
    keep, other = two_halves(bench)
    missing = bench.file(keep).decision

    bench.desk.merge(ZHANG, keep, bench.version(keep), other, bench.version(other))

    decision = bench.file(keep).decision
    assert decision is not None
    assert Material.BUSINESS_LICENSE not in decision.missing
    assert bench.fsck().problems == ()
    with pytest.raises(Refused, match="已并入"):
        bench.desk.note(ZHANG, other, bench.version(other), "还在吗")

    bench.desk.undo(ZHANG, keep, bench.version(keep))

    again = bench.file(keep).decision
    assert missing is not None
    assert again is not None
    assert again.missing == missing.missing
    assert bench.file(other).merged_into is None
    assert bench.fsck().problems == ()


def test_mails_to_a_merged_case_come_to_where_it_is_now(bench: DeskBench) -> None:
    keep, other = two_halves(bench)
    reference = bench.file(other).reference
    bench.desk.merge(ZHANG, keep, bench.version(keep), other, bench.version(other))

    late = only("business_license", domain="exampel.org")
    assert bench.comes(late, sender="agent@agency.example") == keep
    no_subject = replace(late, submissions=(replace(late.latest, subject_line=SubjectLine(None)),))
    assert bench.comes(no_subject, sender="agent@agency.example", subject=f"补充 [{reference}]") == keep
    assert bench.fsck().problems == ()


def test_what_was_said_of_the_other_case_holds_in_the_kept_one(bench: DeskBench) -> None:
    keep, other = two_halves(bench)
    bench.desk.correct_material(ZHANG, other, bench.version(other), "sha-business_license", None)

    bench.desk.merge(ZHANG, keep, bench.version(keep), other, bench.version(other))

    decision = bench.file(keep).decision
    assert decision is not None
    assert Material.BUSINESS_LICENSE in decision.missing


def test_a_case_that_changed_meanwhile_is_not_merged(bench: DeskBench) -> None:
    keep, other = two_halves(bench)
    seen = bench.version(other)
    bench.desk.note(LI, other, seen, "客户来电")

    with pytest.raises(Conflict, match="李专员：写备注"):
        bench.desk.merge(ZHANG, keep, bench.version(keep), other, seen)


def test_no_mail_is_answered_twice_by_a_merge(bench: DeskBench) -> None:
    keep, other = two_halves(bench)
    bench.send()
    sent = len(bench.transport.sent)

    bench.desk.merge(ZHANG, keep, bench.version(keep), other, bench.version(other))
    bench.clock.pass_(minutes=5)
    bench.send()

    assert len(bench.transport.sent) == sent
    assert [row.status for row in bench.replies(keep)].count(ReplyStatus.DRAFT) == 1


def two_filings() -> Case:
    """One mail with the papers of one company, and the form and the licence of another."""
    case = enterprise_case()
    other = form_paper({"entity_name": OTHER, "domains": ("example.net",)}, name="丙丁登记表.xls", sha256="sha-form-2")
    licence = paper("business_license", {"entity_name": OTHER}, name="丙丁执照.jpg", sha256="sha-licence-2")
    return replace(case, submissions=(replace(case.latest, papers=(*case.papers, other, licence)),))


def test_the_proposal_for_a_mail_with_two_filings_is_confirmed_by_a_person(bench: DeskBench) -> None:
    case_id = bench.comes(two_filings())
    assert outcome(bench, case_id) is Outcome.FOR_SPECIALIST
    parts = bench.desk.proposal(ZHANG, case_id)
    assert [(p.papers, p.entity_name) for p in parts] in (
        [(("sha-form-2", "sha-licence-2"), OTHER)],
        [(parts[0].papers, "苏州甲乙科技有限公司")],
    )
    seen = bench.desk.preview_split(ZHANG, case_id, parts)

    bench.desk.split(ZHANG, case_id, bench.version(case_id), parts)

    new = next(e.case_id for e in bench.told() if e.kind == "case_opened" and e.by)
    assert new is not None
    assert {outcome(bench, case_id), outcome(bench, new)} == {p.decision.outcome for p in seen}
    assert Outcome.COMPLETE in {outcome(bench, case_id), outcome(bench, new)}
    assert len({row.id for row in bench.outbox.drafts()}) == 2
    shown = Queries(bench.engine, bench.blobs, {"jiangsu": "江苏"}).case_detail(ZHANG.scope, new)
    assert shown is not None
    assert [mail.reply.id for mail in shown.mails if mail.reply] == [bench.draft(new).id]
    assert bench.file(new).reference in bench.outbox.load(bench.draft(new).id).message.decode("ascii", "replace")
    assert bench.fsck().problems == ()


def test_a_split_is_undone_by_merging(bench: DeskBench) -> None:
    case_id = bench.comes(two_filings())
    before = bench.file(case_id).decision
    bench.desk.split(ZHANG, case_id, bench.version(case_id), bench.desk.proposal(ZHANG, case_id))
    new = next(e.case_id for e in bench.told() if e.kind == "case_opened" and e.by)
    assert new is not None

    bench.desk.merge(ZHANG, case_id, bench.version(case_id), new, bench.version(new))

    assert bench.file(case_id).decision == before
    assert bench.file(case_id).kept == ()
    assert bench.fsck().problems == ()


def test_whole_mails_go_to_a_case_of_their_own(bench: DeskBench) -> None:
    case_id = bench.comes(blurred(read=False))
    bench.comes(only("backdrop_photo"))
    later = bench.file(case_id).mail_id

    bench.desk.split(
        ZHANG, case_id, bench.version(case_id), [Part((later,), entity_name="另一家", domains=("other.example",))]
    )

    assert len(bench.file(case_id).case.submissions) == 1
    assert bench.fsck().problems == ()


@pytest.mark.parametrize(
    "parts", [(), (Part(),), (Part(papers=("nothing",)),), (Part(papers=("sha-form", "sha-form")),)]
)
def test_a_split_of_nothing_is_refused(bench: DeskBench, parts: tuple[Part, ...]) -> None:
    case_id = bench.comes(blurred(read=False))

    with pytest.raises(Refused):
        bench.desk.split(ZHANG, case_id, bench.version(case_id), parts)
    with pytest.raises(Refused):
        bench.desk.split(ZHANG, case_id, bench.version(case_id), [Part((bench.file(case_id).mail_id,))])
