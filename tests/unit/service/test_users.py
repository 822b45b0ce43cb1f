"""`beian user` and `beian audit verify`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from filing.errors import ConfigurationRefused
from service.cli import app
from service.settings import load_settings
from store.people import PersonRefused

PASSWORD = "three green kettles"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "beian.toml"
    file.write_text(f'data = "{tmp_path}/data"\n', encoding="utf-8")
    (tmp_path / "secret").write_text(PASSWORD + "\n", encoding="utf-8")
    return file


def run(config: Path, *words: str) -> str:
    result = CliRunner().invoke(app, [*words, "--config", str(config)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0
    return result.output


def add(config: Path, *more: str) -> str:
    secret = ("--password-file", str(config.parent / "secret"))
    return run(config, "user", "add", "LiSi", "--name", "李四", *more, *secret)


def test_a_person_is_added_listed_disabled_and_reset(config: Path) -> None:
    assert "已新增 备案专员 lisi" in add(config, "--role", "specialist", "--province", "江苏")
    assert "lisi\t李四\t备案专员\t江苏\t正常\t未绑定手机" in run(config, "user", "list")
    run(config, "user", "disable", "lisi")
    assert "已停用" in run(config, "user", "list")
    for act in ("enable", "reset-code"):
        assert "会话已全部结束" in run(config, "user", act, "lisi")
    secret = str(config.parent / "secret")
    assert "下次登录时须修改" in run(config, "user", "reset-password", "lisi", "--password-file", secret)
    assert "完整" in run(config, "audit", "verify")


def test_a_password_never_stands_on_the_command_line_and_is_asked_at_a_terminal_only(config: Path) -> None:
    with pytest.raises(PersonRefused, match="--password-file"):
        run(config, "user", "add", "lisi", "--name", "李四", "--role", "auditor")


@pytest.mark.parametrize("role", ["root", "专员"])
def test_an_unknown_role_is_refused_with_those_there_are(config: Path, role: str) -> None:
    with pytest.raises(PersonRefused, match="supervisor"):
        add(config, "--role", role)


@pytest.mark.parametrize(
    "table",
    [
        'host = "0.0.0.0"',
        'local = true\npublic = ["ba.example"]',
        'local = true\nhost = "192.0.2.1"',
        'oidc = {issuer = "https://x.example", client_id = "a", secret_file = "b"}',
        'public = ["https://ba.example/"]',
    ],
)
def test_a_desk_that_would_stand_open_does_not_start(config: Path, table: str) -> None:
    config.write_text(f"[web]\n{table}\n", encoding="utf-8")

    with pytest.raises(ConfigurationRefused):
        load_settings(config)
