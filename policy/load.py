"""Load a profile's policy, or refuse it with everything that its author must mend."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from filing.errors import ConfigurationRefused
from policy.book import Book
from policy.read import FOLDER, read_book
from policy.resolve import Policy
from policy.server_ip import networks


def load_policy(
    profile: str = "chinanet", folder: Path | None = None, ip_ranges: Mapping[str, tuple[str, ...]] | None = None
) -> Policy:
    """The policy of a profile. `ip_ranges`: file stem of the access province (jiangsu) → CIDRs; None or () = 未配置.

    Raises ConfigurationRefused, in Chinese, with file, line, key and an example for each problem.
    The folder is read once per process.
    """
    book = _book(profile, folder or FOLDER)
    written = {_province(book, key): tuple(cidrs) for key, cidrs in (ip_ranges or {}).items() if cidrs}
    ranges = {_province(book, key): networks(key, tuple(cidrs)) for key, cidrs in (ip_ranges or {}).items() if cidrs}
    return Policy(book, ranges, written)


@lru_cache(maxsize=8)
def _book(profile: str, folder: Path) -> Book:
    book, problems = read_book(profile, folder)
    if book is None:
        raise ConfigurationRefused("策略文件有误：\n" + "\n".join(map(str, problems)), "请改正后重试。")
    return book


def _province(book: Book, key: str) -> str:
    if key not in book.access_keys:
        known = "、".join(f"[access.{stem}]" for stem in book.access_keys)
        raise ConfigurationRefused(f"设置中的 [access.{key}] 没有对应的策略文件 access/{key}.toml。", f"可用：{known}")
    return book.access_keys[key]
