"""The service's one TOML file. What is missing or bad refuses to start, with the file, the key and an example."""

import difflib
import os
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, IPvAnyNetwork, ValidationError

from filing.errors import ConfigurationRefused
from service.alert_settings import AlertSettings
from service.database_url import with_password
from service.retention_settings import RetentionSettings
from service.web_settings import WebSettings
from store.caps import Caps, Ladder
from store.pace import Pace

Security = Literal["tls", "starttls", "none"]
EXAMPLES = {
    "address": 'address = "JSBA@ChinaNet.CC"',
    "access": 'access = "jiangsu"',
    "imap_host": 'imap_host = "imap.exmail.qq.com"',
    "smtp_host": 'smtp_host = "smtp.exmail.qq.com"',
    "user": 'user = "jsba@chinanet.cc"',
    "password_file": 'password_file = "/etc/beian/jiangsu.password"',
    "password_env": 'password_env = "BEIAN_JIANGSU_PASSWORD"',
    "ip_ranges": 'ip_ranges = ["203.0.113.0/24"]',
    "answer_from": "answer_from = 2026-11-21T00:00:00+08:00",
    "profile": 'profile = "chinanet"',
    "folder": 'folder = "/etc/beian/wordings"',
    "to": 'to = ["supervisor@example.com"]',
    "at": "at = 17:40:00",
    "specialists": 'specialists = ["filing@example.com"]',
    "supervisors": 'supervisors = ["supervisor@example.com"]',
    "link": 'link = "https://desk.example.com"',
    "holidays": 'holidays = "/etc/beian/holidays"',
    "data": 'data = "/var/lib/beian"',
    "recipients": 'recipients = ["age1…"]',
}


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MailboxSettings(_Table):
    """One filing mailbox: `[mailbox.jiangsu]`. The key is what `--mailbox` and the reports call it."""

    address: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
    access: Literal["jiangsu", "anhui"]
    imap_host: str
    imap_port: int = 993
    imap_security: Security = "tls"
    smtp_host: str
    smtp_port: int = 465
    smtp_security: Security = "tls"
    user: str
    password_file: Path | None = None
    password_env: str | None = None
    token_file: Path | None = None
    token_command: tuple[str, ...] = ()
    folder: str = "INBOX"
    poll_seconds: float = 20
    answer_from: AwareDatetime | None = None
    authserv_id: str = ""
    sent_folder: str | None = None
    sent_copy: bool = False
    unknown_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    settled_flag: Annotated[str, Field(pattern=r"^(\\(Flagged|Seen|Answered)|[$\w.-]{1,40})?$")] = ""
    settled_folder: str = ""
    ca_file: Path | None = None
    send_min_seconds: Annotated[float, Field(ge=0)] = 0
    send_per_minute: Annotated[int, Field(ge=0)] = 0
    send_per_hour: Annotated[int, Field(ge=0)] = 0
    send_per_day: Annotated[int, Field(ge=0)] = 0
    display_name: str = "备案专员"
    observe: bool = False

    @property
    def pace(self) -> Pace:
        """How fast the provider lets it send."""
        return Pace(self.send_min_seconds, self.send_per_minute, self.send_per_hour, self.send_per_day)


class AccessSettings(_Table):
    """`[access.jiangsu]`: the IP ranges of our machine rooms there. Left out: IP checks say 未配置 (A39)."""

    ip_ranges: tuple[IPvAnyNetwork, ...] = ()


class DatabaseSettings(_Table):
    """`[database]`: SQLite in the data folder unless `url` says otherwise; its password may lie in a file."""

    url: str | None = None
    password_file: Path | None = None


class BlobSettings(_Table):
    """`[blobs]`: mails and papers lie in the data folder, or in an S3-compatible bucket that several hosts share."""

    url: Annotated[str, Field(pattern=r"^s3://[\w.-]+(/.*)?$")] | None = None
    endpoint: Annotated[str, Field(pattern=r"^https?://")] | None = None
    region: str = "us-east-1"
    access_key_file: Path | None = None
    secret_key_file: Path | None = None
    master_key_file: Path | None = None


class CalendarSettings(_Table):
    """`[calendar]`: a folder of the operator's own holiday files (2027.toml …), each before ours of the same year."""

    holidays: Path | None = None


class ReportSettings(_Table):
    """`[report]`: who gets the day's report by mail, when (working days), and from which mailbox (None: the first)."""

    to: tuple[Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")], ...] = ()
    at: time = time(17, 40)
    mailbox: str | None = None


class ListSettings(_Table):
    """`[lists]`: CSV files that the desk keeps outside (C088, C115)."""

    blacklist: Path | None = None
    products: Path | None = None


class DnsSettings(_Table):
    """`[dns]`: whether domains are looked up with the host's resolver (DNS001). Off: no network is used."""

    resolve: bool = False


class WordingSettings(_Table):
    """`[wording]`: a folder of the operator's own wordings; each stands before ours of the same name."""

    folder: Path | None = None


class OcrSettings(_Table):
    """`[ocr]`: which engine reads first, and in how many processes (one thread each)."""

    engine: Literal["rapidocr", "tesseract"] = "rapidocr"
    workers: Annotated[int, Field(ge=1, le=64)] = Field(default_factory=lambda: os.cpu_count() or 1)


class ReplySettings(_Table):
    """`[replies]`: how many replies may leave without a person; each ladder is a list of [replies, minutes]."""

    max_per_day: Annotated[int, Field(ge=1)] = Caps().per_day
    per_case: Ladder = Caps().per_case
    per_correspondent: Ladder = Caps().per_correspondent
    per_mailbox: Ladder = Caps().per_mailbox
    breaker: Ladder = Caps().breaker
    max_mails_per_hour: Annotated[int, Field(ge=1)] = Caps().mails_per_hour

    @property
    def caps(self) -> Caps:
        """As the store wants them."""
        ladders = (self.per_case, self.per_correspondent, self.per_mailbox, self.breaker)
        return Caps(self.max_per_day, *ladders, self.max_mails_per_hour)


class BackupSettings(_Table):
    """`[backup]`: where `beian backup` writes, and whose keys open it (age; nobody: it is not encrypted)."""

    folder: Path | None = None
    recipients: tuple[Annotated[str, Field(pattern=r"^age1[0-9a-z]{58}$")], ...] = ()


class MetricsSettings(_Table):
    """`[metrics]`: where a monitoring system reads figures; port 0 = nowhere. No sign-in, so this machine only."""

    host: Literal["127.0.0.1", "::1", "localhost"] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 0

    @property
    def where(self) -> tuple[str, int] | None:
        """Host and port, or None if nobody is to read them."""
        return (self.host, self.port) if self.port else None


class Settings(_Table):
    """The whole file."""

    profile: str = "chinanet"
    data: Path = Path("var")
    slot: Annotated[str, Field(pattern=r"^[\w-]{1,40}$")] = "0"
    stop_seconds: Annotated[int, Field(ge=0, le=600)] = 20
    mailbox: dict[str, MailboxSettings] = Field(default_factory=dict)
    access: dict[Literal["jiangsu", "anhui"], AccessSettings] = Field(default_factory=dict)
    calendar: CalendarSettings = CalendarSettings()
    report: ReportSettings = ReportSettings()
    alerts: AlertSettings = AlertSettings()
    lists: ListSettings = ListSettings()
    dns: DnsSettings = DnsSettings()
    database: DatabaseSettings = DatabaseSettings()
    blobs: BlobSettings = BlobSettings()
    wording: WordingSettings = WordingSettings()
    ocr: OcrSettings = Field(default_factory=OcrSettings)
    replies: ReplySettings = ReplySettings()
    web: WebSettings = WebSettings()
    metrics: MetricsSettings = MetricsSettings()
    backup: BackupSettings = BackupSettings()
    retention: RetentionSettings = RetentionSettings()

    @property
    def database_url(self) -> str:
        """SQLAlchemy's URL of the desk's database. Raises ConfigurationRefused if its password cannot be read."""
        if self.database.url:
            return with_password(self.database.url, self.database.password_file)
        return f"sqlite:///{self.data / 'beian.db'}"

    @property
    def master_key_file(self) -> Path:
        """What opens mails and papers, and sealed columns."""
        return self.blobs.master_key_file or self.data / "master.key"

    @property
    def ip_ranges(self) -> dict[str, tuple[str, ...]] | None:
        """Access key → CIDRs; None if none is configured anywhere."""
        ranges: dict[str, tuple[str, ...]] = {
            key: tuple(str(r) for r in table.ip_ranges) for key, table in self.access.items() if table.ip_ranges
        }
        return ranges or None

    @property
    def own_addresses(self) -> frozenset[str]:
        """Our mailboxes, lower case: a mail from one of them is never answered."""
        return frozenset(m.address.lower() for m in self.mailbox.values())

    @property
    def observed(self) -> frozenset[str]:
        """Addresses of the mailboxes from which nothing is sent."""
        return frozenset(m.address for m in self.mailbox.values() if m.observe)

    @property
    def authserv_ids(self) -> dict[str, str]:
        """Mailbox → how its server signs Authentication-Results; "" = it is not configured, none are trusted."""
        return {key: m.authserv_id for key, m in self.mailbox.items()}


_KEYS = tuple(
    {*Settings.model_fields, *MailboxSettings.model_fields, *OcrSettings.model_fields, *WebSettings.model_fields}
)


def load_settings(file: Path) -> Settings:
    """Read and validate the file. Raises ConfigurationRefused with file, line, key and an example."""
    try:
        text = file.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise ConfigurationRefused(
            f"配置文件 {file} 无法读取。", "请用 --config 指定存在且可读的 TOML 文件。"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationRefused(f"配置文件 {file} 不是合法的 TOML：{error}。", "请按提示的行列位置更正。") from error
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        raise ConfigurationRefused(*_explain(file, text, error)) from None


def _explain(file: Path, text: str, error: ValidationError) -> tuple[str, str]:
    """The first complaint as a person would put it."""
    complaints = error.errors(include_url=False, include_input=False)
    first = next((c for c in complaints if c["type"] == "extra_forbidden"), complaints[0])  # a typo explains the rest
    path = [str(step) for step in first["loc"] if not isinstance(step, int)]
    key = path[-1] if path else ""
    wrong = {"missing": "缺少必填项", "extra_forbidden": "不认识的设置项"}.get(first["type"], "取值不对")
    line = _line_of(text, path)
    where = f"第 {line} 行，" if line else ""
    return f"配置文件 {file}：{where}{'.'.join(path)} {wrong}。", _advice(key, first["type"])


def _advice(key: str, trouble: str) -> str:
    """The next step: the key that was perhaps meant, and an example where there is one."""
    meant = next(iter(difflib.get_close_matches(key, _KEYS, 1)), "") if trouble == "extra_forbidden" else key
    if trouble == "extra_forbidden" and not meant:
        return "请删除该项；可用的设置项见运维手册。"
    perhaps = f"是否应为 {meant}？" if meant != key else ""
    return perhaps + (f"示例：{EXAMPLES[meant]}" if meant in EXAMPLES else "请参照运维手册更正该项。")


def _line_of(text: str, path: list[str]) -> int | None:
    """Where the key stands, or else its table."""
    lines = [line.strip() for line in text.splitlines()]
    header = f"[{'.'.join(path[:-1])}]" if len(path) > 1 else ""
    start = lines.index(header) if header in lines else 0
    if path:
        for number, line in enumerate(lines[start:], start + 1):
            if line.split("=")[0].strip() == path[-1]:
                return number
    return start + 1 if header in lines else None
