"""How a connection to a mail server is protected: verified TLS, or nothing at all on this very machine."""

import ssl
from pathlib import Path

from filing.errors import ConfigurationRefused

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def tls_context(host: str, security: str, ca_file: Path | None) -> ssl.SSLContext | None:
    """The context for `tls` and `starttls`; None for `none`, which is refused for any host but this one.

    `ca_file`: the certificate authority of a private server, in PEM. There is no way to skip the verification.
    """
    if security == "none":
        if host not in LOOPBACK:
            message = f"邮件服务器 {host} 的连接未加密，密码和客户资料会被窃听。"
            raise ConfigurationRefused(message, '请将 security 设为 "tls" 或 "starttls"。')
        return None
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except OSError as trouble:
        message = f"证书文件 {ca_file} 无法读取：{trouble}。"
        raise ConfigurationRefused(message, "请提供 PEM 格式的 CA 证书文件。") from trouble
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
