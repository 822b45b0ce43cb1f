"""The folder that a child may write to. Pieces of a customer's paper lie there while it is read, and must not outlast
the service: whoever is killed cannot tidy up, so the child does it, and where that died as well, the next service.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

PREFIX = "beian-child-"
NEWBORN = 60.0  # seconds in which a folder may still be without its lock


class ChildFolder:
    """A temporary folder held by a lock of this process; the kernel lets go of the lock when the process is killed."""

    def __init__(self) -> None:
        sweep(Path(tempfile.gettempdir()))
        self.name = tempfile.mkdtemp(prefix=PREFIX)
        self._lock = os.open(self.name, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def cleanup(self) -> None:
        """Remove the folder and what lies in it."""
        shutil.rmtree(self.name, ignore_errors=True)
        os.close(self._lock)


def sweep(where: Path) -> None:
    """Remove the folders that a killed service has left in `where`: those that nobody holds any more."""
    for folder in where.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.lstat().st_mtime > NEWBORN and _left_behind(folder):
                shutil.rmtree(folder, ignore_errors=True)


def empty(folder: Path) -> None:
    """Remove what lies in a child's folder, which the child itself may not remove.

    Any other folder is left alone: where its own cannot be used, Python takes the system's for temporary files.
    """
    if not folder.name.startswith(PREFIX):
        return
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


def _left_behind(folder: Path) -> bool:
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False  # another user's, or no folder
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(place)
    return True
