"""`beian privacy …`: T183, T184 and T186 as an operator meets them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from filing.access import AccessKind
from filing.errors import DeskError
from service.cli_privacy import privacy_app
from store.accesses import AccessLog, Filters
from tests.fakes.cases import Person, enterprise_case
from tests.fakes.desk_bench import ZHANG, DeskBench
from tests.fakes.seated import config_of, seated

MANAGER = "李四"


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return seated(tmp_path)


@pytest.fixture
def case_id(bench: DeskBench) -> str:
    """Two people in it, both with their cards; answered."""
    found = bench.comes(enterprise_case(manager=MANAGER))
    bench.send()
    return found


def run(bench: DeskBench, *words: str) -> Result:
    return CliRunner().invoke(privacy_app, [*words, "--by", "zhang", "--config", str(config_of(bench))])


def number_of(bench: DeskBench, case_id: str, name: str) -> str:
    cards = [p for p in bench.file(case_id).case.papers if p.text("name") == name and "id_number" in p.facts]
    return cards[0].text("id_number") or ""


def told(bench: DeskBench, case_id: str, name: str = MANAGER) -> str:
    folder = bench.folder.parent
    (folder / "number").write_text(number_of(bench, case_id, name) + "\n")
    out = folder / f"{name}.json"
    out.unlink(missing_ok=True)
    done = run(bench, "export", "--number-file", str(folder / "number"), "--out", str(out))
    assert done.exit_code == 0, (done.output, done.exception)
    assert out.stat().st_mode & 0o777 == 0o600
    return out.read_text(encoding="utf-8")


def test_t186_a_person_is_told_all_of_themselves_and_nothing_of_others(bench: DeskBench, case_id: str) -> None:
    bench.comes(enterprise_case(name="南京丙丁商贸有限公司", domain="bingding.example"))
    boss = Person("张三", "江苏")

    text = told(bench, case_id)

    papers = json.loads(text)["材料"]
    assert {paper["材料"] for paper in papers} == {"网站备案资料登记表", "网站负责人身份证"}
    assert {paper["备案编号"] for paper in papers} == {bench.file(case_id).reference}
    assert number_of(bench, case_id, MANAGER) in text
    for other in (boss.name, boss.id_number, "南京丙丁"):
        assert other not in text


def test_t186_what_was_corrected_is_told_as_it_is_now(bench: DeskBench, case_id: str) -> None:
    card = next(p for p in bench.file(case_id).case.papers if p.text("name") == MANAGER and "id_number" in p.facts)
    bench.desk.correct_fact(ZHANG, case_id, bench.version(case_id), card.sha256, "address", "江苏省某某市新家路9号")

    assert "新家路9号" in told(bench, case_id)


def test_t186_who_was_told_of_whom_is_in_the_log_without_the_number(bench: DeskBench, case_id: str) -> None:
    told(bench, case_id)

    (entry,) = AccessLog(bench.engine, bench.blobs).page(Filters(kinds=(AccessKind.PERSON_TOLD,)), 10, 0)
    assert (entry.login, entry.person_id) == ("zhang", ZHANG.id)
    assert number_of(bench, case_id, MANAGER) not in entry.about


def test_t186_a_number_that_is_none_is_refused(bench: DeskBench, tmp_path: Path) -> None:
    (tmp_path / "number").write_text("12345")
    done = run(bench, "export", "--number-file", str(tmp_path / "number"), "--out", str(tmp_path / "out"))
    assert isinstance(done.exception, DeskError)
    assert not (tmp_path / "out").exists()


def test_t183_an_erased_case_is_told_of_to_nobody_any_more(bench: DeskBench, case_id: str) -> None:
    reference, number = bench.file(case_id).reference, number_of(bench, case_id, MANAGER)
    done = run(bench, "erase", reference, "--reason", "request")
    assert done.exit_code == 0, (done.output, done.exception)
    assert "来信 1 封，回复 1 封" in done.output
    assert "UID 1" in done.output

    (bench.folder.parent / "number").write_text(number)
    out = bench.folder.parent / "after.json"
    run(bench, "export", "--number-file", str(bench.folder.parent / "number"), "--out", str(out))
    assert json.loads(out.read_text(encoding="utf-8"))["材料"] == []
    assert isinstance(run(bench, "erase", reference, "--reason", "request").exception, DeskError)
    assert isinstance(run(bench, "erase", reference, "--reason", "whim").exception, DeskError)


def test_t184_the_dry_run_the_hold_and_the_run(bench: DeskBench, case_id: str) -> None:
    reference = bench.file(case_id).reference
    config_of(bench).write_text(config_of(bench).read_text() + "\n[retention]\ndone_days = 30\nunfinished_days = 30\n")

    assert reference in run(bench, "due").output  # the bench's clock is long past
    run(bench, "hold", reference, "--reason", "纠纷处理中")
    assert "到期 0 件" in run(bench, "due").output
    assert "已清除 0 件" in run(bench, "run").output
    run(bench, "unhold", reference)
    assert "已清除 1 件" in run(bench, "run").output
    assert "到期 0 件" in run(bench, "due").output
