"""A Date header far from the server's clock: both are shown, and it decides nothing, for it can be forged (A24)."""

from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from filing.event import EventKind
from service.cli_case import case_app
from tests.fakes.browser import get
from tests.fakes.cases import TUESDAY_NINE, enterprise_case, mail
from tests.fakes.seated import config_of, seated
from tests.fakes.tools import page_app
from tests.fakes.views import LOOSE_ID, FakeViews, case_row, case_view, desk, letter, mail_row, render
from web.filters import clocks
from web.views import MailView

BY = ("--by", "zhang", "--config")
TEN = timedelta(minutes=10)


@pytest.mark.parametrize("apart", [timedelta(), TEN, -TEN])
def test_ten_minutes_are_nothing(apart: timedelta) -> None:
    assert mail(sent_at=TUESDAY_NINE + apart).other_clock is None
    assert clocks(mail(sent_at=TUESDAY_NINE + apart)) == ""
    assert clocks(mail(sent_at=None)) == ""


def test_the_zone_of_the_header_makes_no_difference() -> None:
    assert mail(sent_at=TUESDAY_NINE.astimezone(UTC)).other_clock is None


@pytest.mark.parametrize(
    ("apart", "said"),
    [
        (timedelta(minutes=10, seconds=1), "晚 10 分"),
        (timedelta(hours=-26), "早 1 天 2 小时"),
        (-TEN * 1.5, "早 15 分"),
    ],
)
def test_more_is_told_with_both_times_and_which_of_them_counts(apart: timedelta, said: str) -> None:
    told = clocks(mail(sent_at=(TUESDAY_NINE + apart).astimezone(UTC)))

    assert said in told
    assert "2026-09-15 周二 09:00" in told
    assert f"{TUESDAY_NINE + apart:%Y-%m-%d}" in told
    assert "时限一律按服务器收到的时间计算" in told


def test_the_pages_of_the_case_and_of_the_mail_show_both() -> None:
    written = letter(mail(sent_at=TUESDAY_NINE - timedelta(days=3), text="您好"))
    loose = MailView(replace(written, row=mail_row(LOOSE_ID)))
    app = page_app(FakeViews([case_row()], {"case-0007": case_view(letters=(written,))}, [loose]), render)

    for address in ("/cases/case-0007", f"/mails/{LOOSE_ID}"):
        assert "邮件自称发于 2026-09-12 周六 09:00" in get(app, address).text
    assert "邮件自称" not in get(page_app(desk(), render), "/cases/case-0007").text


def test_the_command_line_shows_both_and_the_servers_time_decides(tmp_path: Path) -> None:
    bench = seated(tmp_path)
    case_id = bench.comes(enterprise_case(), sent_at=bench.clock.now() - timedelta(days=400))
    shown = CliRunner().invoke(case_app, ["show", bench.file(case_id).reference, *BY, str(config_of(bench))]).output
    (received,) = (event for event in bench.told() if event.kind is EventKind.MAIL_RECEIVED)

    assert "第 1 封来信：邮件自称发于" in shown
    assert received.data["received_at"] == bench.clock.now().isoformat(), "what the report counts from"
