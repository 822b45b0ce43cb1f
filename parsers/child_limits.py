"""What a child may use and reach: set once at its start, before it sees a stranger's byte.

Every wall stands by itself; one that this kernel or container does not offer is left out without a word.
"""

import contextlib
import ctypes
import os
import re
import resource
import struct
import sys
import tempfile
import threading
import time
from pathlib import Path

from parsers import landlock
from parsers.child_folder import empty

MEMORY = 4 * 2**30  # address space; a reader with its models needs about a quarter of that in real memory
FILE_SIZE = 64 * 2**20
CPU_SECONDS = 90.0
PROCESSES = 128  # threads count, too
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
_FIRST_UID, _UIDS = 52_000, 8_000  # between people and systemd's dynamic users
_KEEP_CAPS = 8
_CAP_V3, _DAC_READ_SEARCH = 0x20080522, 1 << 2

_SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/sbin",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/etc/localtime",
    "/etc/mime.types",
)
_CPU = (
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/self/statm",
    "/sys/devices",
    "/sys/bus/pci",
)  # onnxruntime counts processors and looks for others; parsers/memory.py asks what is held
_LIBRARIES = ("site-packages", "dist-packages", "lib-dynload")
_HOUSE = ("filing", "parsers")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")


def enter_limits() -> None:
    """No network, no files but the libraries and a temporary folder, bounded memory, processes and file sizes.

    Ends when the parent has ended.
    """
    folder = Path(tempfile.gettempdir()).resolve()
    counted_apart = _cut_network()
    counted_apart = _become_nobody(folder) or counted_apart
    landlock.confine(_reachable(folder))
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 256),
        *([(resource.RLIMIT_NPROC, PROCESSES)] if counted_apart else []),
    ):
        _lower(kind, most)
    threading.Thread(target=_follow_parent, args=(os.getppid(), folder), daemon=True).start()


def renew_cpu_limit(seconds: float) -> None:
    """So many CPU seconds from now for the next job; beyond, the kernel ends the child."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def _reachable(folder: Path) -> dict[Path, int]:
    """Libraries and our own readers to read; not the folder that they lie in, which may hold the desk's data."""
    libraries = [p for p in sys.path if Path(p).name in _LIBRARIES or p.endswith(".zip")]
    house = [str(Path(__file__).parents[1] / package) for package in _HOUSE]
    read = landlock.existing((*_SYSTEM, *_CPU, sys.prefix, sys.base_prefix, *libraries, *house))
    devices = landlock.existing(_DEVICES)
    return {
        **dict.fromkeys(read - {Path("/")}, landlock.READ),
        **dict.fromkeys(devices, landlock.DEVICE),
        folder: landlock.ALL,
    }


def _lower(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most, hard) if hard == resource.RLIM_INFINITY or most <= hard else (hard, hard))


def _cut_network() -> bool:
    """A network namespace of its own has no way out. Without the right to one, the deployment's walls must hold.

    Returns True if a user namespace was entered, in which processes are counted apart.
    """
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        if unshare(CLONE_NEWNET) == 0 or not Path("/proc/self/uid_map").exists():
            return False
        user, group = os.geteuid(), os.getegid()
        if unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0:
            # without these lines the child could not create a file, not even in its own folder
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
            return _counts_by_namespace()
    return False


def _counts_by_namespace() -> bool:
    """Since Linux 5.14 RLIMIT_NPROC counts within a user namespace; before, all processes of the user."""
    release = re.match(r"(\d+)\.(\d+)", os.uname().release)
    return release is not None and (int(release[1]), int(release[2])) >= (5, 14)


def _become_nobody(folder: Path) -> bool:
    """Root becomes a user that nobody is, with a process count of its own, who can read but change nothing.

    Reading is all that is kept of root (CAP_DAC_READ_SEARCH): libraries may lie in root's home; Landlock says which.
    """
    if os.geteuid() != 0:
        return False
    kept = _permitted() & _DAC_READ_SEARCH
    if not kept and not _open_to_all(Path(sys.prefix), Path(sys.base_prefix), Path(__file__)):
        return False  # a container that took the right away, and libraries that only root may read
    user = _FIRST_UID + os.getpid() % _UIDS
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        os.chown(folder, user, user)
        libc.prctl(_KEEP_CAPS, ctypes.c_ulong(1), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0))
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        libc.capset(struct.pack("<Ii", _CAP_V3, 0), struct.pack("<6I", kept, kept, 0, 0, 0, 0))
        return True
    return False


def _permitted() -> int:
    """The lower 32 of the capabilities that this process may have."""
    data = ctypes.create_string_buffer(24)
    with contextlib.suppress(OSError, AttributeError):
        if ctypes.CDLL(None).capget(struct.pack("<Ii", _CAP_V3, 0), data) == 0:
            return int(struct.unpack("<6I", data.raw)[1])
    return 0


def _open_to_all(*places: Path) -> bool:
    """Whether any user may read there."""
    return all(
        place.stat().st_mode & 0o4 and all(parent.stat().st_mode & 0o1 for parent in place.resolve().parents)
        for place in places
    )


def _follow_parent(parent: int, folder: Path) -> None:
    """A service that was killed cannot tidy up after itself: pieces of papers must not stay on its disk."""
    while os.getppid() == parent:
        time.sleep(1.0)
    with contextlib.suppress(OSError):
        empty(folder)
    os._exit(0)
