"""A limited child for everything that opens a stranger's bytes: no network where that can be had, bounded memory, CPU,
file size and time. Whatever goes wrong in it (crash, abort, hang) ends as `ChildDied`; the next job gets a fresh child.

The child is `python -m parsers.child`, fed with pickles on a pipe. Its answers are unpickled by a reader that knows
the nouns only: a child that was taken over cannot make its parent run anything.
"""

import contextlib
import io
import os
import pickle
import queue
import selectors
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from enum import EnumType
from pathlib import Path
from typing import Any

from filing.errors import DeskError
from parsers.child_folder import ChildFolder, empty
from parsers.child_limits import CPU_SECONDS, enter_limits, renew_cpu_limit

LENGTH = struct.Struct(">Q")
LARGEST_ANSWER = 256 * 2**20
JOBS_BEFORE_RENEWAL = 200  # native libraries grow; a child is replaced now and then
_SAFE = {("datetime", name) for name in ("datetime", "timezone", "timedelta", "date")}


class ChildDied(DeskError):
    """The child crashed, hung or ran over its limits. The message is Chinese and says which."""


class Nouns(pickle.Unpickler):
    """Only the desk's own nouns and moments come out of a child."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name if it is one of ours. Raises UnpicklingError for anything else."""
        if (module.startswith("filing.") and "." not in name) or (module, name) in _SAFE:
            return super().find_class(module, name)
        if (module, name) == ("builtins", "getattr"):
            return _member  # how Python before 3.11.4 pickles a member of an enum
        raise pickle.UnpicklingError(f"{module}.{name} is no noun")


def _member(kind: object, name: str) -> object:
    if isinstance(kind, EnumType) and kind.__module__.startswith("filing."):
        return kind[name]
    raise pickle.UnpicklingError(f"{name} is no member of a noun")


class Child:
    """One child process, made at the first job. Not for two threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: ChildFolder | None = None
        self._jobs = 0

    def run(self, function: str, *args: object, timeout: float) -> Any:
        """Call `module:name` with picklable arguments. Raises ChildDied, or the DeskError that the job raised."""
        process = self._alive()
        job = pickle.dumps((function, args, timeout))
        try:
            answer = _converse(process, job, time.monotonic() + timeout)
        except (OSError, EOFError, TimeoutError) as trouble:
            raise ChildDied(*self._obituary(trouble)) from None
        done, value = Nouns(io.BytesIO(answer)).load()
        if not done:
            raise ChildDied(f"读取附件的程序出错（{value}）。", "请专员人工查看原文件。")
        return value

    def close(self) -> None:
        """End the process and wait for it."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)  # whatever it started, too
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    pipe and pipe.close()
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()

    def _alive(self) -> subprocess.Popen[bytes]:
        self._jobs += 1
        if self._jobs > JOBS_BEFORE_RENEWAL:
            self.close()
        if self._process is None:
            self._jobs = 1
            self._folder = ChildFolder()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "parsers.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment() | {"TMPDIR": self._folder.name, "HOME": self._folder.name},
                start_new_session=True,
            )
        return self._process

    def _obituary(self, trouble: Exception) -> tuple[str, str]:
        """Why it died, in words for the specialist; the body is removed."""
        process, self._process = self._process, None
        if isinstance(trouble, TimeoutError):
            what = "读取附件超时。"
        else:
            status = process.wait(5) if process else 0
            what = "读取附件超出处理时间上限。" if status == -24 else f"读取附件的程序异常退出（{status}）。"
        self._process = process
        self.close()
        return what, "请专员人工查看原文件。"


class ChildPool:
    """As many children as may work at the same time; each is used by one thread at a time."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._all = [Child() for _ in range(size)]
        self._free: queue.LifoQueue[Child] = queue.LifoQueue()
        for child in self._all:
            self._free.put(child)

    def run(self, function: str, *args: object, timeout: float) -> Any:
        """Wait for a free child, and run there."""
        child = self._free.get()
        try:
            return child.run(function, *args, timeout=timeout)
        finally:
            self._free.put(child)

    def close(self) -> None:
        """End all children."""
        for child in self._all:
            child.close()


def _environment() -> dict[str, str]:
    """No secret of the service's environment goes into the child; one thread each."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "PYTHONPATH")}
    path = os.pathsep.join(p for p in (kept.get("PYTHONPATH"), *sys.path) if p)
    return kept | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _converse(process: subprocess.Popen[bytes], job: bytes, deadline: float) -> bytes:
    """Send a job, wait for its answer; the pipe is read while it is written, so that neither side blocks the other."""
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - opened as pipes above
    writer = threading.Thread(target=_send, args=(process.stdin, job), daemon=True)
    writer.start()
    (size,) = LENGTH.unpack(b"".join(_read(process.stdout, LENGTH.size, deadline)))
    if size > LARGEST_ANSWER:
        raise EOFError
    return b"".join(_read(process.stdout, size, deadline))


def _send(pipe: Any, data: bytes) -> None:
    with contextlib.suppress(OSError, ValueError):
        pipe.write(LENGTH.pack(len(data)) + data)
        pipe.flush()


def _read(pipe: Any, size: int, deadline: float) -> Iterator[bytes]:
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while size:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            piece = os.read(pipe.fileno(), min(size, 2**20))
            if not piece:
                raise EOFError
            size -= len(piece)
            yield piece


def serve() -> None:
    """The child's life: limits first, then one job after the other until the pipe is closed."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not enter the conversation
    enter_limits()
    try:
        while head := source.read(LENGTH.size):
            (size,) = LENGTH.unpack(head)
            answer = pickle.dumps(_work(pickle.loads(source.read(size))))  # noqa: S301 - from our own parent
            sink.write(LENGTH.pack(len(answer)) + answer)
            sink.flush()
    except BrokenPipeError:
        pass  # the parent was killed meanwhile
    finally:
        empty(Path(tempfile.gettempdir()))


def _work(job: tuple[str, tuple[object, ...], float]) -> tuple[bool, object]:
    function, args, timeout = job
    renew_cpu_limit(min(timeout, CPU_SECONDS))
    module, _, name = function.partition(":")
    try:
        import importlib

        return True, getattr(importlib.import_module(module), name)(*args)
    except MemoryError:
        return False, "内存超限"
    except RecursionError:
        return False, "结构嵌套过深"
    except Exception as error:  # noqa: BLE001 - a parser's own failure is one finding on one attachment
        return False, type(error).__name__


if __name__ == "__main__":
    serve()
