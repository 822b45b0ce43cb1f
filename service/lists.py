"""The CSV files that the desk keeps outside: 黑名单表 [001:217] and the list of products in force [001:152]."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from filing.errors import ConfigurationRefused
from filing.records import Listed, Product

BLACKLIST = {
    "entity_name": ("主办者名称", "单位名称"),
    "cert_no": ("证件号码", "证件号"),
    "domain": ("域名",),
    "mobile": ("手机", "手机号码"),
    "reason": ("原因",),
    "state": ("状态",),
}
"""Columns of A31; the others (来源, 登记日期, 登记人, 备注 …) are the desk's own."""
PRODUCTS = {
    "customer": ("客户", "客户名称", "主办者名称", "单位名称"),
    "domain": ("域名",),
    "ip": ("IP", "IP地址"),
    "valid_to": ("到期日期", "到期日", "有效期至"),
}
RESTORED = "已恢复"
"""A row of this state is history: access was restored."""


def read_blacklist(file: Path) -> tuple[Listed, ...]:
    """The rows in force. Raises ConfigurationRefused for a file that cannot be read or has none of the columns."""
    rows = [row for _, row in _rows(file, BLACKLIST, "主办者名称,证件号码,域名,手机,原因,状态")]
    kept = [row for row in rows if row["state"] != RESTORED]
    return tuple(Listed(r["entity_name"], r["cert_no"], r["domain"], r["mobile"], r["reason"]) for r in kept)


def read_products(file: Path) -> tuple[Product, ...]:
    """All products. Raises ConfigurationRefused likewise, and for a date that is none."""
    rows = _rows(file, PRODUCTS, "客户,域名,IP,到期日期")
    return tuple(Product(r["customer"], r["domain"], r["ip"], _day(file, n, r["valid_to"])) for n, r in rows)


def _rows(file: Path, columns: Mapping[str, tuple[str, ...]], example: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, key → value) of each row that is not empty."""
    reader = csv.DictReader(_text(file).splitlines())
    headings = {(name or "").strip(): name for name in reader.fieldnames or ()}
    found = {key: next((headings[n] for n in names if n in headings), None) for key, names in columns.items()}
    if not any(found.values()):
        raise ConfigurationRefused(f"名单 {file} 的第 1 行不是认得的列名。", f"示例：{example}")
    for row in reader:
        values = {key: (row.get(name) or "").strip() if name else "" for key, name in found.items()}
        if any(values.values()):
            yield reader.line_num, values


def _text(file: Path) -> str:
    """UTF-8, or as Excel in China saves CSV files: GB 18030."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        advice = "请检查配置文件 [lists] 中的路径与权限。"
        raise ConfigurationRefused(f"名单 {file} 无法读取：{error.strerror}。", advice) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _day(file: Path, line: int, text: str) -> date | None:
    """2026-11-21, 2026/11/21; empty is open-ended."""
    if not text:
        return None
    try:
        return date(*(int(part) for part in text.replace("/", "-").split(" ")[0].split("-")))
    except (ValueError, TypeError):
        raise ConfigurationRefused(f"名单 {file} 第 {line} 行的日期“{text}”无法识别。", "示例：2027-03-31") from None
