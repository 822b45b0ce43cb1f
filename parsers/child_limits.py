"""What a child may use: set once at its start, before it sees a stranger's byte."""

import contextlib
import ctypes
import os
import resource
import threading
import time

MEMORY = 4 * 2**30  # address space; a reader with its models needs about a quarter of that in real memory
FILE_SIZE = 64 * 2**20
CPU_SECONDS = 90.0
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def enter_limits() -> None:
    """Memory, file size, no core dump, no network where the kernel allows; ends when the parent has ended."""
    _cut_network()
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 256),
    ):
        _lower(kind, most)
    threading.Thread(target=_follow_parent, args=(os.getppid(),), daemon=True).start()


def renew_cpu_limit(seconds: float) -> None:
    """So many CPU seconds from now for the next job; beyond, the kernel ends the child."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def _lower(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most, hard) if hard == resource.RLIM_INFINITY or most <= hard else (hard, hard))


def _cut_network() -> None:
    """A network namespace of its own has no way out. Without the right to one, the deployment's walls must hold."""
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        if unshare(CLONE_NEWNET) != 0:
            unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _follow_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(0)
