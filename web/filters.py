"""How moments, durations and sizes are written on the pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from filing.mail import SHANGHAI, Mail

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


def clocks(mail: Mail) -> str:
    """What a mail says of its own time and when it was received, where they are far apart; or nothing."""
    said = mail.other_clock
    if said is None:
        return ""
    way = "早" if said < mail.received_at else "晚"
    apart = duration(abs(said - mail.received_at).total_seconds())
    return (
        f"邮件自称发于 {moment(said)}，比邮件服务器收到的时间（{moment(mail.received_at)}）{way} {apart}。"
        "邮件自称的时间可以伪造，时限一律按服务器收到的时间计算。"
    )


SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Left:
    """How long is left until something is due, as a chip: tone, icon and words. `brief`: where there is little room."""

    tone: str
    sign: str
    text: str
    brief: str


def until(due: datetime, now: datetime) -> Left:
    """已超时 0:35; 距今日 17:30 还有 1:12; 明日 17:30 前; 11-24 周二 17:30 前."""
    there, here = due.astimezone(SHANGHAI), now.astimezone(SHANGHAI)
    days = (there.date() - here.date()).days
    if there <= here:
        late = f"已超时 {_clock(here - there)}"
        return Left("bad", "alert-triangle", late, late)
    if days == 0:
        soon = there - here <= SOON
        words = (f"距今日 {there:%H:%M} 还有 {_clock(there - here)}", f"还有 {_clock(there - here)}")
        return Left("warn", "clock-exclamation", *words) if soon else Left("good", "clock", *words)
    day = "明日" if days == 1 else f"{there:%m-%d} 周{WEEKDAYS[there.weekday()]}"
    return Left("good", "calendar", f"{day} {there:%H:%M} 前", f"{day} {there:%H:%M}")


def _clock(span: timedelta) -> str:
    """1:12 (hours and minutes), or 3 天 4 小时."""
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02}" if minutes < 24 * 60 else duration(span.total_seconds())
