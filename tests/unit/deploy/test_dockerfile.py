"""The Dockerfile, without an engine: what it must not do, and that its steps are those of `make setup`."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[3]
HOUSEKEEPING = re.compile(r"rm -rf /(var/lib/apt/lists/\*|root/\.cache)")


def _steps() -> list[tuple[str, str]]:
    """(instruction, its arguments), lines that go on joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def _of(word: str) -> list[str]:
    return [rest for found, rest in _steps() if found == word]


def test_every_base_is_pinned_and_nothing_is_fetched_by_address() -> None:
    assert all(re.fullmatch(r"[\w./-]+:\d[\w.-]*", base) for base in _of("FROM"))
    assert not _of("ADD")
    assert not [run for run in _of("RUN") if re.search(r"https?://|curl|wget", run)]


def test_the_service_is_not_root_and_owns_its_two_folders_only() -> None:
    *_, user = _of("USER")
    owned = [copy.split()[-1] for copy in _of("COPY") if f"--chown={user}" in copy]

    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert owned == ["/var/lib/beian", "/var/backups/beian"]
    assert [word for word, _ in _steps()].index("USER") > max(
        place for place, (word, _) in enumerate(_steps()) if word == "RUN"
    )


def test_what_is_copied_is_there_and_the_rest_is_kept_out() -> None:
    sources = [s for copy in _of("COPY") for s in copy.split()[:-1] if not s.startswith("--")]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()

    assert not [source for source in sources if not (ROOT / source).exists()]
    assert {".git", ".venv", "secrets", "build", "var"} <= set(ignored)


def test_every_step_is_one_that_the_readmes_set_up_runs_without_an_engine() -> None:
    commands = [part.strip() for run in _of("RUN") for part in run.split("&&")]
    ours = [command for command in commands if not HOUSEKEEPING.fullmatch(command)]
    told = subprocess.run(
        ["make", "--no-print-directory", "-n", "setup"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout

    assert ours == told.split("\n")[: len(ours)]
    assert all(HOUSEKEEPING.search(run) for run in _of("RUN"))
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"(?m)^make test", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))


def test_the_database_server_is_not_newer_than_what_makes_the_backup() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")

    assert re.search(r"image: postgres:15\.", compose), "Debian 12 has pg_dump 15, which reads no newer server"
    assert any(base.startswith("debian:12.") for base in _of("FROM"))
