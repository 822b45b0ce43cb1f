"""The units for machines without containers: hardened alike, and their commands exist."""

import re
import shlex
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from service.queues import ROLES
from tests.unit.deploy.command_line import taken

ROOT = Path(__file__).parents[3]
UNITS = ROOT / "deploy" / "systemd"
NAMES = ("beian.service", "beian-worker@.service", "beian-backup.service", "beian-backup.timer")
SERVICES = [name for name in NAMES if name.endswith(".service")]
WALLS = UNITS / "beian-.service.d" / "10-walls.conf"
CHILDREN = {"landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"}


def _read(*files: Path) -> dict[str, dict[str, str]]:
    """Section → key → the last value."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    section = ""
    for line in "\n".join(file.read_text(encoding="utf-8") for file in files).splitlines():
        if header := re.fullmatch(r"\[(\w+)\]", line):
            section = header[1]
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            assert re.fullmatch(r"[A-Z]\w+", key), line
            found[section][key] = value
    return found


def test_these_are_the_units_and_the_walls_stand_around_each() -> None:
    assert sorted(file.name for file in UNITS.iterdir() if file.is_file()) == sorted(NAMES)
    assert (UNITS / "beian.service.d" / WALLS.name).resolve() == WALLS


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_confined(name: str) -> None:
    service = _read(UNITS / name, WALLS)["Service"]
    yes = ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "ProtectKernelTunables", "LockPersonality")

    assert service["User"] not in ("", "root")
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert {service[key] for key in yes} == {"yes"}
    assert service["SystemCallFilter"].startswith("@system-service ")
    assert set(service["SystemCallFilter"].split()[1:]) == CHILDREN
    assert set(service["RestrictNamespaces"].split()) == {"user", "net"}
    assert {"MemoryMax", "TasksMax", "LimitCORE"} <= set(service)


@pytest.mark.parametrize("name", SERVICES)
def test_the_commands_are_those_of_the_command_line(name: str) -> None:
    program, *words = shlex.split(_read(UNITS / name)["Service"]["ExecStart"].replace("%i", ROLES[0]))

    assert taken(words)
    assert program == "/srv/beian/.venv/bin/beian"


def test_a_service_has_more_time_to_stop_than_it_takes() -> None:
    for name in ("beian.service", "beian-worker@.service"):
        assert int(_read(UNITS / name)["Service"]["TimeoutStopSec"]) >= 20 + 10


def test_the_backup_may_write_where_it_writes_and_is_started_daily() -> None:
    service = _read(UNITS / "beian-backup.service")["Service"]
    timer = _read(UNITS / "beian-backup.timer")["Timer"]

    assert service["ReadWritePaths"] in service["ExecStart"]
    assert timer["OnCalendar"].startswith("*-*-* ")
    assert timer["Persistent"] == "yes"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_itself_understands_every_line_and_finds_little_exposed(tmp_path: Path) -> None:
    program = tmp_path / "beian"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    for name in NAMES:  # with the walls in the unit itself: systemd-analyze does not look into folders of drop-ins
        walls = WALLS.read_text(encoding="utf-8") if name in SERVICES else ""
        text = (UNITS / name).read_text(encoding="utf-8").replace("/srv/beian/.venv/bin/beian", str(program)) + walls
        text = re.sub(r"(?m)^Documentation=.*\n", "", text)
        (tmp_path / name.replace("@", "@web")).write_text(text, encoding="utf-8")
    units = [str(tmp_path / name.replace("@", "@web")) for name in NAMES]

    assert str(tmp_path) not in _analyze("verify", "--man=no", *units).stderr
    for unit in units[: len(SERVICES)]:
        assert _analyze("security", "--offline=true", "--threshold=30", unit).returncode == 0


def _analyze(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)
