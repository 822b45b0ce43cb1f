"""Archives of a backup: tar, with recipients encrypted by `age`, a program of its own; whole or not there at all."""

import os
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from filing.errors import ConfigurationRefused, DeskError
from store.shelf import sync_folder

ENCRYPTED = ".age"


class BackupBroken(DeskError):
    """A backup that cannot be written, or not be read."""


@contextmanager
def new_archive(path: Path, recipients: Sequence[str]) -> Iterator[tarfile.TarFile]:
    """A tar to fill; its name appears when it is on the disk. Raises BackupBroken, ConfigurationRefused."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        with (
            open(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file,
            _encrypted(file, recipients) as sink,
            tarfile.open(fileobj=sink, mode="w|") as tar,
        ):
            yield tar
        _make_safe(fresh)
        fresh.rename(path)
        sync_folder(path.parent)
    except (OSError, tarfile.TarError) as trouble:
        raise BackupBroken(f"备份文件 {path} 无法写入：{trouble}。", "请检查目录权限和磁盘空间。") from trouble
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def old_archive(path: Path, identity: Path | None) -> Iterator[tarfile.TarFile]:
    """A tar to read from its beginning to its end. Raises BackupBroken if it is not whole or not for `identity`."""
    try:
        with path.open("rb") as file, _decrypted(path, file, identity) as source:
            with tarfile.open(fileobj=source, mode="r|") as tar:
                yield tar
            while source.read(2**20):  # padding: `age` says only at the end whether all was genuine
                pass
    except (OSError, tarfile.TarError) as trouble:
        raise BackupBroken(
            f"备份文件 {path} 无法读取或不完整：{trouble}。", "请换一份备份，或检查解密密钥。"
        ) from trouble


@contextmanager
def _encrypted(file: IO[bytes], recipients: Sequence[str]) -> Iterator[IO[bytes]]:
    if not recipients:
        yield file
        return
    named = [word for recipient in recipients for word in ("--recipient", recipient)]
    process = _age("--encrypt", *named, stdin=subprocess.PIPE, stdout=file)
    with _ending(process):
        assert process.stdin is not None  # noqa: S101 - opened as a pipe above
        with process.stdin as pipe:
            yield pipe


@contextmanager
def _decrypted(path: Path, file: IO[bytes], identity: Path | None) -> Iterator[IO[bytes]]:
    if path.suffix != ENCRYPTED:
        yield file
        return
    if identity is None:
        raise ConfigurationRefused(f"备份 {path.name} 已加密。", "请用 --identity 指定 age 私钥文件。")
    process = _age("--decrypt", "--identity", str(identity), stdin=file, stdout=subprocess.PIPE)
    with _ending(process):
        assert process.stdout is not None  # noqa: S101 - opened as a pipe above
        with process.stdout as pipe:
            yield pipe


def _age(*words: str, stdin: IO[bytes] | int, stdout: IO[bytes] | int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(["age", *words], stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)
    except FileNotFoundError as missing:
        raise ConfigurationRefused("没有找到加密程序 age。", "请安装 Debian 软件包 age。") from missing


@contextmanager
def _ending(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Wait for it; what it complained of goes before what that led to. It does not outlive an error of ours."""
    with process:
        try:
            yield
        except (OSError, tarfile.TarError):
            _judge(process)
            raise
        except BaseException:
            process.kill()
            raise
        _judge(process)


def _judge(process: subprocess.Popen[bytes]) -> None:
    said = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
    if process.wait():
        message = f"加密程序 age 报错：{said.splitlines()[0][:200] if said else process.returncode}。"
        raise BackupBroken(message, "请检查公钥或私钥文件，或换一份备份。")


def _make_safe(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
