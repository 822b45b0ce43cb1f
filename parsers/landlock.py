"""Landlock, the kernel's own walls around one process: where it is available, only what is named here can be opened.

Called by its system call numbers, which are the same on all 64-bit Linux. [linux/landlock.h]
"""

import ctypes
import os
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_NO_NEW_PRIVS = 38
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _IOCTL = 1 << 14, 1 << 15

READ = _EXECUTE | _READ_FILE | _READ_DIR
DEVICE = _READ_FILE | _WRITE_FILE
ALL = (1 << 16) - 1
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # ABI → how many rights it knows; 16 from the fifth on
_TCP, _SCOPES = 0b11, 0b11  # bind and connect; abstract sockets and signals


def version() -> int:
    """The ABI of this kernel, 0 without Landlock."""
    try:
        found = ctypes.CDLL(None).syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    except (OSError, AttributeError):
        return 0
    return max(int(found), 0)


def confine(rights: Mapping[Path, int]) -> bool:
    """From now on this thread, and all that it starts, opens only what lies at these paths, and connects nowhere.

    Returns False where the kernel does not offer it. There is no way back.
    """
    abi = version()
    if not abi:
        return False
    handled = (1 << _RIGHTS.get(abi, 16)) - 1
    wish = struct.pack("<QQQ", handled, _TCP, _SCOPES)[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    libc = ctypes.CDLL(None, use_errno=True)
    ruleset = libc.syscall(_CREATE, wish, ctypes.c_size_t(len(wish)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        for path, allowed in rights.items():
            _allow(libc, ruleset, path, allowed & handled)
        libc.prctl(_NO_NEW_PRIVS, ctypes.c_ulong(1), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0))
        return bool(libc.syscall(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def existing(paths: Iterable[str]) -> set[Path]:
    """Those of the paths that are there, without their links."""
    return {Path(path).resolve() for path in paths if path and Path(path).exists()}


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, allowed: int) -> None:
    """A path that cannot be opened is none that a job could need."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("<Qi", allowed if path.is_dir() else allowed & _OF_A_FILE, place)
        libc.syscall(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint32(0))
    finally:
        os.close(place)
