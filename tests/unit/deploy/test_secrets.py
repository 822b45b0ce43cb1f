"""scripts/secrets.sh makes every secret of the compose file, once."""

import json
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]


def _run(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [ROOT / "scripts" / "secrets.sh", folder]
    return subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def test_the_secrets_are_made_once_and_the_mailboxes_passwords_are_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    told = _run(folder)
    first = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    _run(folder)
    wanted = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["secrets"]

    assert {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()} == first
    assert {*first, "jiangsu_password", "anhui_password"} == set(wanted)
    assert "jiangsu_password" in told.stderr
    assert "主密钥" in told.stdout


def test_the_folder_is_closed_and_the_key_has_the_length_that_the_desk_wants(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    _run(folder)
    credentials = json.loads((folder / "store_identities").read_text(encoding="utf-8"))["identities"][0]["credentials"]

    assert folder.stat().st_mode & 0o077 == 0
    assert len(bytes.fromhex((folder / "master_key").read_text(encoding="utf-8"))) == 32
    assert credentials == [{
        "accessKey": (folder / "store_access_key").read_text(encoding="utf-8"),
        "secretKey": (folder / "store_secret_key").read_text(encoding="utf-8"),
    }]  # fmt: skip
