"""Canaries: numbers and a password that a customer wrote never come out unmasked, wherever the desk writes itself."""

import sqlite3
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from samples.companies import company
from samples.forms import workbook
from samples.forms.fields import company_form
from service.logs import configure_logs
from tests.fakes.small_desk import OWN, SmallDesk

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
FIRM = company(777, "江苏")
BOSS = FIRM.legal_representative
PASSWORD = "Zx9canary7"
CANARIES = (BOSS.id_number, BOSS.mobile, PASSWORD)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[SmallDesk]:
    configure_logs()
    with SmallDesk(tmp_path) as running:
        yield running


def letter() -> bytes:
    """A customer who writes everything everywhere, into a form whose ID number is wrong as well."""
    message = EmailMessage()
    message["From"], message["To"] = "customer@customer.example", OWN
    message["Subject"] = f"接入备案 {FIRM.name}+canary-yangli.cn 备案密码：{PASSWORD} 身份证{BOSS.id_number}"
    message["Message-ID"] = "<canary@customer.example>"
    message.set_content(f"苏ICP备12345678号-1 密码 {PASSWORD}\n身份证 {BOSS.id_number} 手机 {BOSS.mobile}\n")
    data = company_form(FIRM, "canary-yangli.cn") | {"website_principal_cert_no": BOSS.id_number[:-1] + "5"}
    file, name = workbook.form(data, xlsx=True), f"{BOSS.id_number}.xlsx"
    message.add_attachment(file, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_no_canary_is_in_a_reply_a_log_or_the_ledger(
    desk: SmallDesk, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    desk.settled(desk.put(letter()))
    reply = message_from_bytes(desk.delivered(1)[0].message, policy=policy.default)
    body = reply.get_body(("plain",))  # type: ignore[attr-defined]  # policy.default makes an EmailMessage
    told = f"{reply}\n{body.get_content()}"
    logs = "".join(capfd.readouterr())
    tables = _tables(tmp_path / "data" / "beian.db")

    for place, text in (("reply", told), ("log", logs), *tables.items()):
        assert not [canary for canary in CANARIES if canary in text], place


def _tables(file: Path) -> dict[str, str]:
    """Every table but the lists' own columns of mails (subject), which stand behind the inbox's own masking."""
    database = sqlite3.connect(file)
    names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
    found = {n: str(database.execute(f'select * from "{n}"').fetchall()) for n in names if n != "mails"}  # noqa: S608 - names from the schema
    database.close()
    return found
