"""Where mails and papers are kept, as the settings say."""

from pathlib import Path

from filing.errors import ConfigurationRefused
from service.settings import Settings
from store.blobs import Blobs
from store.bucket import Access, Bucket
from store.master_keys import MasterKeys
from store.shelf import Folder, Shelf


def open_blobs(settings: Settings) -> Blobs:
    """The folder or the bucket. Raises ConfigurationRefused for a missing or wrong key."""
    keys = MasterKeys(settings.master_key_file)
    return Blobs(open_shelf(settings), keys)


def open_shelf(settings: Settings) -> Shelf:
    """The same without the key: files as they lie there."""
    return _bucket(settings) if settings.blobs.url else Folder(settings.data / "blobs")


def _bucket(settings: Settings) -> Bucket:
    asked = settings.blobs
    keys = (_secret("access_key_file", asked.access_key_file), _secret("secret_key_file", asked.secret_key_file))
    return Bucket(Access(asked.url or "", asked.endpoint or "", asked.region, *keys))


def _secret(name: str, file: Path | None) -> str:
    example = f'示例：{name} = "/etc/beian/{name.removesuffix("_file")}"'
    if file is None:
        raise ConfigurationRefused(f"使用对象存储时必须配置 blobs.{name}。", example)
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as trouble:
        raise ConfigurationRefused(
            f"blobs.{name} 指定的文件 {file} 无法读取：{trouble.strerror}。", example
        ) from trouble
