"""Each process needs the secrets of its own roles only."""

from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused
from service.service import Service
from service.settings import MailboxSettings, ReportSettings, Settings


def _settings(folder: Path) -> Settings:
    mailbox = MailboxSettings(
        address="jsba@example.com",
        access="jiangsu",
        imap_host="imap.example.com",
        smtp_host="smtp.example.com",
        user="jsba@example.com",
        password_file=folder / "not-here",
    )
    return Settings(data=folder, mailbox={"jiangsu": mailbox}, report=ReportSettings(to=("boss@example.com",)))


@pytest.mark.parametrize("role", ["ocr", "case", "web"])
def test_who_sends_nothing_needs_no_password_of_a_mailbox(role: str, tmp_path: Path) -> None:
    Service(_settings(tmp_path), (role,)).close()


def test_who_sends_is_refused_without_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationRefused, match="not-here"):
        Service(_settings(tmp_path), ("smtp",))
