"""What the child that opens strangers' bytes cannot do: proved with code that tries, run inside it.

Each wall is only asked for where the kernel offers it; which ones this machine has is said by the reasons for skipping.
"""

import contextlib
import ctypes
import os
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from filing.mail import Part
from filing.terms import Fate
from parsers import landlock
from parsers.child import Child, ChildDied
from tests.fakes.hostile_files import page_pdf, pdf, stream

pytestmark = pytest.mark.enable_socket
ROOT = Path(__file__).parents[2]
walled = pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")
FORKS = """
import os, time
n = 0
try:
    while n < 2000:
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
        n += 1
except OSError:
    pass
"""


@pytest.fixture
def child() -> Iterator[Child]:
    one = Child()
    yield one
    one.close()


def tried(child: Child, code: str, timeout: float = 20) -> object:
    """The value of an expression that is evaluated in the child."""
    return child.run("builtins:eval", code, {"found": {}}, timeout=timeout)


def test_it_reaches_no_server_not_even_on_this_machine(child: Child) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(ChildDied, match="Error"):
            tried(child, f"__import__('socket').create_connection(('127.0.0.1', {port}), 2)")


@walled
def test_it_reads_neither_accounts_nor_keys_nor_the_service(child: Child, tmp_path: Path) -> None:
    key = tmp_path / "master.key"
    key.write_text("secret")
    for path in (
        "/etc/passwd",
        str(key),
        str(ROOT / "README.md"),
        str(ROOT / "store" / "blobs.py"),
        "/proc/self/environ",
    ):
        assert Path(path).exists()
        with pytest.raises(ChildDied, match="PermissionError"):
            tried(child, f"open({path!r}).read(1)")
    with pytest.raises(ChildDied, match="PermissionError"):
        tried(child, f"__import__('os').listdir({str(tmp_path)!r})")


@walled
def test_it_writes_into_its_own_folder_only_and_that_is_gone_with_it(child: Child, tmp_path: Path) -> None:
    folder = Path(str(tried(child, "__import__('tempfile').gettempdir()")))
    for place in (tmp_path, ROOT, Path("/tmp"), Path(sys.prefix)):
        with pytest.raises(ChildDied, match="PermissionError"):
            tried(child, f"open({str(place / 'evil')!r}, 'w')")

    assert tried(child, "open(__import__('tempfile').gettempdir() + '/a', 'w').write('own')") == 3
    child.close()
    assert not folder.exists()


@walled
def test_it_signals_nobody(child: Child) -> None:
    with pytest.raises(ChildDied, match="PermissionError"):
        tried(child, f"__import__('os').kill({os.getpid()}, 0)")


def test_no_secret_of_the_service_is_in_its_environment(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEIAN_SMTP_PASSWORD", "canary")

    assert "canary" not in str(tried(child, "dict(__import__('os').environ)"))


def test_t176_a_memory_bomb_ends_the_job(child: Child) -> None:
    with pytest.raises(ChildDied, match="内存超限"):
        tried(child, "bytearray(8 * 2**30)")


def test_a_spin_ends_at_its_time(child: Child) -> None:
    started = time.monotonic()
    with pytest.raises(ChildDied, match="超"):
        child.run("re:fullmatch", "(a+)+b", "a" * 60, timeout=2)

    assert time.monotonic() - started < 10


def test_a_hang_ends_at_its_time(child: Child) -> None:
    with pytest.raises(ChildDied, match="超时"):
        child.run("time:sleep", 60, timeout=1)


def test_a_file_of_a_hundred_megabytes_is_refused(child: Child) -> None:
    code = "open(__import__('tempfile').gettempdir() + '/big', 'wb').write(bytes(100 * 2**20))"
    with pytest.raises(ChildDied, match="Error"):
        tried(child, f"[{code} for _ in range(2)]")


def test_a_fork_bomb_is_counted_and_ended(child: Child) -> None:
    """Where processes can be counted apart from the user's others they are; in any case they end with the child."""
    apart = tried(child, "__import__('os').getuid()") != os.getuid()
    count = tried(child, f"exec({FORKS!r}, found) or found['n']", timeout=30)
    group = child._process.pid if child._process else 0
    child.close()

    assert isinstance(count, int)
    if apart:
        assert count < 200
    assert group
    time.sleep(0.5)
    assert not in_group(group)


def in_group(group: int) -> list[int]:
    """Living processes of a process group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def test_an_orphan_ends_when_its_parent_is_killed() -> None:
    code = (
        "from parsers.child import Child; import time; c = Child(); print(c.run('os:getpid', timeout=20), flush=True); "
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdout is not None
        orphan = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 10
    while Path(f"/proc/{orphan}").exists() and time.monotonic() < until:
        time.sleep(0.1)

    assert not Path(f"/proc/{orphan}").exists()


def test_the_walls_cost_less_than_fifty_milliseconds() -> None:
    code = (
        "import time, parsers.child_limits as c; t = time.perf_counter(); c.enter_limits(); "
        "print(time.perf_counter() - t)"
    )
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT).stdout)
        for _ in range(3)
    ]

    assert min(times) < 0.05


def test_without_landlock_the_other_walls_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that does not know the call."""

    class Old:
        def syscall(self, *_: object) -> int:
            return -1

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Old())

    assert landlock.version() == 0
    assert landlock.confine({}) is False


def test_inside_the_walls_papers_are_read(child: Child) -> None:
    content = page_pdf(b"BT /F1 24 Tf 72 700 Td (hello) Tj ET")
    papers = child.run("parsers.jobs:read", Part("a.pdf", content), "tesseract", timeout=120)

    assert papers[0].fate is Fate.UNRECOGNISED


def test_t052_a_page_that_inflates_to_five_gigabytes_ends_in_the_child(child: Child) -> None:
    squeezed = zlib.compressobj(9)
    piece = bytes(10_000_000)
    body = zlib.compress(b"".join(squeezed.compress(piece) for _ in range(500)) + squeezed.flush(), 9)
    bomb = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        stream(body, b"/Filter[/FlateDecode/FlateDecode]"),
    )
    assert len(bomb) < 1_000_000
    with contextlib.suppress(ChildDied):  # either is an answer
        papers = child.run("parsers.jobs:read", Part("a.pdf", bomb), "tesseract", timeout=20)
        assert papers[0].fate is Fate.UNREADABLE
    assert child.run("os:getpid", timeout=20)
