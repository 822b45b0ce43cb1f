"""The database's address, with its password from a file of its own."""

from pathlib import Path
from urllib.parse import quote

from filing.errors import ConfigurationRefused

EXAMPLE = '示例：url = "postgresql://beian@db.internal/beian"，password_file = "/etc/beian/database.password"'


def with_password(url: str, file: Path | None) -> str:
    """`url` as it is without a file. Raises ConfigurationRefused for a file that cannot be read or has no place."""
    if file is None:
        return url
    try:
        password = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        raise ConfigurationRefused(f"database.password_file 指定的文件 {file} 无法读取。", EXAMPLE) from trouble
    scheme, _, rest = url.partition("://")
    user, at, host = rest.partition("@")
    if not at or ":" in user:
        raise ConfigurationRefused("database.url 须写明用户名，且不含密码。", EXAMPLE)
    return f"{scheme}://{user}:{quote(password, safe='')}@{host}"
