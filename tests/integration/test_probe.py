"""`beian mailbox test --probe` on a real mail system."""

from pathlib import Path

import pytest

from filing.errors import MailboxTrouble
from intake.inbox import ImapInbox
from parsers.mail import parse_mail
from service import probe as probing
from service.cli_operate import test_mailboxes as check_mailboxes
from service.clock import SystemClock
from service.mail_doors import imap_settings, smtp_settings
from tests.fakes.post_office import JIANGSU, PostOffice

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]


def test_a_probe_goes_there_and_back_and_is_never_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "PAUSE", 0.2)
    with PostOffice() as office:
        mailbox = office.settings(tmp_path).mailbox["jiangsu"]
        config = tmp_path / "beian.toml"
        table = {k: v for k, v in mailbox.model_dump(mode="json").items() if v not in (None, [], "")}
        lines = "\n".join(
            f"{k} = {str(v).lower() if isinstance(v, bool | int | float) else repr(v)}" for k, v in table.items()
        )
        config.write_text(f"[mailbox.jiangsu]\n{lines}\n", encoding="utf-8")

        assert check_mailboxes(config, with_probe=True) == 0
        assert "探测邮件" in capsys.readouterr().out
        inbox = ImapInbox(imap_settings("jiangsu", mailbox))
        (mail,) = inbox.since(0)
        inbox.close()
        assert parse_mail(mail, frozenset({JIANGSU})).mail_class.value == "auto_reply"

        monkeypatch.setattr(probing, "PATIENCE", 0.5)
        elsewhere = office.settings(tmp_path).mailbox["anhui"]
        with pytest.raises(MailboxTrouble, match="没有在"):
            probing.probe(JIANGSU, imap_settings("anhui", elsewhere), smtp_settings(mailbox), SystemClock().now)
