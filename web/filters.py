"""How moments, durations and sizes are written on the pages."""

from datetime import datetime

from filing.mail import SHANGHAI

WEEKDAYS = "一二三四五六日"


def moment(value: datetime) -> str:
    """2026-11-21 周六 14:05, in Asia/Shanghai."""
    local = value.astimezone(SHANGHAI)
    return f"{local:%Y-%m-%d} 周{WEEKDAYS[local.weekday()]} {local:%H:%M}"


def precise(value: datetime) -> str:
    """2026-11-21 14:05:09, in Asia/Shanghai: for histories."""
    return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def duration(seconds: float) -> str:
    """8 秒, 1 分 12 秒, 2 小时 5 分, 3 天 4 小时: the two largest units."""
    whole = max(0, round(seconds))
    units = ((86400, "天"), (3600, "小时"), (60, "分"), (1, "秒"))
    parts: list[tuple[int, str]] = []
    for length, name in units:
        count, whole = divmod(whole, length)
        if count or (parts and len(parts) < 2):
            parts.append((count, name))
    return " ".join(f"{count} {name}" for count, name in parts[:2] if count) or "不到 1 秒"


def size(count: int) -> str:
    """Decoded bytes, in the unit in which the lower bound of 500K (512,000 bytes) is told."""
    return f"{count} 字节" if count < 1024 else f"{count / 1024:,.0f} KB"
