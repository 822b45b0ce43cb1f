"""`beian authority` and `beian export` on a stored desk."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from desk.sheets import workbook
from filing.access import AccessKind
from filing.errors import DeskError
from filing.mail import SHANGHAI
from parsers.spreadsheet import read_sheets
from reports.tables import Table
from reports.worksheets import TRACKING
from service.cli import app
from service.clock import SystemClock
from store.accesses import AccessLog, Filters
from store.worksheets import Worksheets
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import DeskBench
from tests.fakes.seated import config_of, seated

HEAD = ("备案编号", "结果", "日期", "管局", "代码", "原因", "备案号")


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return seated(tmp_path)


def run(bench: DeskBench, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--by", "zhang", "--config", str(config_of(bench))])


def told(bench: DeskBench, reference: str) -> None:
    day = f"{bench.clock.now():%Y-%m-%d}"
    assert run(bench, "authority", "submitted", reference, "--to", "江苏", "--on", day).exit_code == 0
    done = run(bench, "authority", "approved", reference, "--number", "苏ICP备12345678号-1", "--on", day)
    assert "备案成功" in done.output


def test_the_worksheets_are_written_as_files(bench: DeskBench, tmp_path: Path) -> None:
    reference = bench.file(bench.comes(enterprise_case())).reference
    told(bench, reference)

    assert run(bench, "export", "tracking", "--out", str(tmp_path / "跟进.csv")).exit_code == 0
    assert run(bench, "export", "filed", "--out", str(tmp_path / "备案.xlsx")).exit_code == 0
    assert run(bench, "export", "overdue", "--out", str(tmp_path / "超期.xls")).exit_code == 0

    rows = list(csv.reader(io.StringIO((tmp_path / "跟进.csv").read_text("utf-8-sig"))))
    assert tuple(rows[1]) == TRACKING
    assert rows[2][9] == "苏ICP备12345678号-1"
    (sheet,) = read_sheets((tmp_path / "备案.xlsx").read_bytes())
    assert sheet.at[1, 0].text == "苏ICP备12345678号-1"
    (old,) = read_sheets((tmp_path / "超期.xls").read_bytes())
    assert old.at[0, 0].text == "备案编号"


def test_the_register_is_masked_unless_a_purpose_is_given_and_recorded(bench: DeskBench, tmp_path: Path) -> None:
    bench.comes(enterprise_case())
    log = AccessLog(bench.engine, bench.blobs)
    file = tmp_path / "江苏接入" / "网站备案资料登记表-江苏.xls"

    assert run(bench, "export", "register", "--out", str(tmp_path), "--xls").exit_code == 0
    masked = {cell.text for sheet in read_sheets(file.read_bytes()) for cell in sheet.cells}
    assert log.page(Filters(kinds=(AccessKind.EXPORTED,)), 10, 0) == ()
    assert run(bench, "export", "register", "--out", str(tmp_path), "--xls", "--purpose", "check").exit_code == 0
    plain = {cell.text for sheet in read_sheets(file.read_bytes()) for cell in sheet.cells}

    assert any("****" in text for text in masked)
    assert not any("****" in text for text in plain)
    (entry,) = log.page(Filters(kinds=(AccessKind.EXPORTED,)), 10, 0)
    assert entry.login == "zhang"


def test_a_sheet_of_results_is_told_row_by_row(bench: DeskBench, tmp_path: Path) -> None:
    reference = bench.file(bench.comes(enterprise_case())).reference
    day = f"{bench.clock.now():%Y/%m/%d}"
    rows = (
        (reference, "已提交", day, "江苏", None, None, None),
        (reference, "退回", day, None, "1008", "证件不清", None),
        ("BA-20200101-0001", "成功", day, None, None, None, "苏ICP备1号"),
        (reference, "丢了", day, None, None, None, None),
        (reference, "已提交", "昨天", "江苏", None, None, None),
    )
    (tmp_path / "结果.xlsx").write_bytes(workbook([Table("", "结果", HEAD, rows)]))

    done = run(bench, "authority", "import", str(tmp_path / "结果.xlsx"))

    assert done.exit_code == 1
    assert "登记 2 行，未登记 3 行" in done.output
    assert "第 4 行" in done.output
    assert run(bench, "authority", "recall", reference).exit_code == 0


def test_a_file_without_the_columns_is_refused(bench: DeskBench, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("甲,乙\n1,2\n", "utf-8")
    for words, said in (
        (("authority", "import", str(tmp_path / "a.csv")), "没有找到列名"),
        (("authority", "import", str(tmp_path / "b.csv")), "无法读取"),
        (("export", "filed", "--out", str(tmp_path / "a.doc")), "不认识文件类型"),
        (("export", "register", "--out", str(tmp_path), "--purpose", "fun"), "没有用途"),
    ):
        error = run(bench, *words).exception
        assert isinstance(error, DeskError)
        assert said in str(error)


def test_g38_what_is_on_the_platform_for_too_long_without_a_mail_is_listed(bench: DeskBench, tmp_path: Path) -> None:
    domain = bench.file(bench.comes(enterprise_case())).case.domains[0]
    told = (
        f"主办者,域名,录入日期\n来过信的公司,www.{domain.upper()},2020/1/2\n没来信的公司,never.example,2020年1月2日\n"
    )
    (tmp_path / "平台.csv").write_text(told, "utf-8")

    done = run(bench, "export", "stale", str(tmp_path / "平台.csv"), "--out", str(tmp_path / "超期.csv"))

    assert "共 2 条，超期而未收到邮件 1 条" in done.output
    rows = list(csv.reader(io.StringIO((tmp_path / "超期.csv").read_text("utf-8-sig"))))
    assert [row[:4] for row in rows[2:]] == [["没来信的公司", "never.example", "2020-01-02", "2020-02-02"]]


def test_an_entry_whose_day_cannot_be_read_is_named_with_its_row(bench: DeskBench, tmp_path: Path) -> None:
    (tmp_path / "平台.csv").write_text("主办者,域名,录入日期\n甲,a.example,上月\n", "utf-8")
    assert "第 2 行" in str(run(bench, "export", "stale", str(tmp_path / "平台.csv"), "--out", "x.csv").exception)


def test_a_list_that_is_too_long_to_be_read_whole_is_refused(bench: DeskBench, tmp_path: Path) -> None:
    rows = "".join(f"甲{n},a{n}.example,2026-11-01\n" for n in range(2100))
    (tmp_path / "平台.csv").write_text(f"主办者,域名,录入日期\n{rows}", "utf-8")
    assert "超过" in str(run(bench, "export", "stale", str(tmp_path / "平台.csv"), "--out", "x.csv").exception)


def test_a28_what_was_approved_first_is_looked_at_again_first(bench: DeskBench, tmp_path: Path) -> None:
    reference = bench.file(bench.comes(enterprise_case())).reference
    early = run(bench, "authority", "checked", reference, "--result", "属实")
    told(bench, reference)
    wrong = run(bench, "authority", "checked", reference, "--result", "还行")
    done = run(bench, "authority", "checked", reference, "--result", "虚假", "--remark", "电话 13812345678 是空号")
    assert run(bench, "export", "recheck", "--out", str(tmp_path / "核查.csv")).exit_code == 0

    assert isinstance(early.exception, DeskError)
    assert isinstance(wrong.exception, DeskError)
    assert "黑名单" in done.output
    rows = list(csv.reader(io.StringIO((tmp_path / "核查.csv").read_text("utf-8-sig"))))
    assert "已核查 1，应至少 4，未达标" in rows[0][0]
    assert rows[2][6:8] == ["虚假", "已核查"]
    assert "13812345678" not in str([e.data for e in bench.queries.events()])
    today = bench.queries.events()[-1].at.astimezone(SHANGHAI).date()
    sheets = Worksheets(bench.engine, bench.blobs)
    assert (sheets.rechecked(today), sheets.rechecked(today - timedelta(days=1))) == ((1, 1), (0, 1))


def test_c122_the_days_security_sheet_is_taken_in_and_what_it_names_waits_for_a_person(
    bench: DeskBench, tmp_path: Path
) -> None:
    reference = bench.file(bench.comes(enterprise_case())).reference
    told(bench, reference)
    rows = ((enterprise_case().domains[0], "涉嫌非法"), ("nobody.example", "IP不在机房"))
    file = tmp_path / f"备案和信息安全规范表{SystemClock().now():%Y%m%d}.xlsx"
    file.write_bytes(workbook([Table("x", "表", ("网址", "原因"), rows)]))
    out = tmp_path / "待取消接入.csv"

    taken = run(bench, "authority", "security", str(file))
    assert reference in taken.output
    assert "没有对应的已备案网站" in taken.output
    assert "待取消接入 1 项" in run(bench, "export", "cancellations", "--out", str(out)).output
    assert reference in out.read_text("utf-8-sig")
    assert "保留接入" in run(bench, "authority", "cancelled", reference, "--keep", "已整改").output
    assert "待取消接入 0 项" in run(bench, "export", "cancellations", "--out", str(out)).output


def test_a_security_sheet_without_a_day_in_its_name_is_refused(bench: DeskBench, tmp_path: Path) -> None:
    file = tmp_path / "规范表.xlsx"
    file.write_bytes(workbook([]))

    assert "请保留原文件名" in str(run(bench, "authority", "security", str(file)).exception)
