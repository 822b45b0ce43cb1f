"""A private Dovecot on free loopback ports, with its own certificate; for root it runs as `nobody`."""

import datetime as dt
import getpass
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "jsba@test.local", "secret"
CHINESE_USER, CHINESE_PASSWORD = "cn@test.local", "密码"
CONFIG = """
base_dir = {base}/run
state_dir = {base}/state
instance_name = filing-desk-test
log_path = {base}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
ssl = yes
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{base}/mail/%u/Maildir
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {base}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {base}/users
  default_fields = uid={user} gid={group} home={base}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain_port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


class Dovecot:
    """A context manager. `put` delivers a mail as a mail server would; `renumber` changes UIDVALIDITY."""

    def __init__(self, users: Mapping[str, str] | None = None) -> None:
        self._users = {USER: PASSWORD, CHINESE_USER: CHINESE_PASSWORD, **(users or {})}
        self.base = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.plain_port, self.tls_port = free_port(), free_port()
        self.ca_file = self.base / "cert.pem"
        self._user = "nobody" if os.geteuid() == 0 else getpass.getuser()
        self._group = grp.getgrgid(pwd.getpwnam(self._user).pw_gid).gr_name
        self._count = 0

    def __enter__(self) -> "Dovecot":
        self._write_files()
        self._give_away()
        command = ["dovecot", "-F", "-c", str(self.base / "dovecot.conf")]
        if os.geteuid() == 0:
            identity = ["--reuid", self._user, "--regid", self._group, "--clear-groups"]
            command = ["setpriv", *identity, *command]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE)
        self._wait_until_up()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stderr is not None
        self._process.stderr.close()
        shutil.rmtree(self.base)

    @property
    def maildir(self) -> Path:
        return self.maildir_of(USER)

    def maildir_of(self, user: str) -> Path:
        return self.base / "mail" / user / "Maildir"

    def put(self, raw: bytes, user: str = USER) -> None:
        self._count += 1
        maildir, name = self.maildir_of(user), f"{1_790_000_000 + self._count}.{self._count}.test"
        (maildir / "tmp" / name).write_bytes(raw)
        shutil.chown(maildir / "tmp" / name, self._user, self._group)
        (maildir / "tmp" / name).rename(maildir / "new" / name)

    def expunge(self, text: bytes) -> None:
        for folder in ("new", "cur"):
            for file in (self.maildir / folder).iterdir():
                if text in file.read_bytes():
                    file.unlink()

    def renumber(self) -> None:
        time.sleep(1.1)  # the new UIDVALIDITY is the second in which it is made
        for pattern in ("dovecot-uidlist", "dovecot-uidvalidity*", "dovecot.index*"):
            for file in self.maildir.glob(pattern):
                file.unlink()

    def _write_files(self) -> None:
        names = {"user": self._user, "group": self._group, "plain_port": self.plain_port, "tls_port": self.tls_port}
        (self.base / "dovecot.conf").write_text(CONFIG.format(base=self.base, **names))
        lines = [f"{user}:{{PLAIN}}{password}::::::\n" for user, password in self._users.items()]
        (self.base / "users").write_text("".join(lines), encoding="utf-8")
        for user in self._users:
            for folder in ("cur", "new", "tmp"):
                (self.maildir_of(user) / folder).mkdir(parents=True)
        _write_certificate(self.base)

    def _give_away(self) -> None:
        for path in [self.base, *self.base.rglob("*")]:
            shutil.chown(path, self._user, self._group)

    def _wait_until_up(self) -> None:
        for _ in range(200):
            try:
                with socket.create_connection(("127.0.0.1", self.plain_port), 1) as connection:
                    if connection.recv(4) == b"* OK":
                        return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError((self.base / "dovecot.log").read_text())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _write_certificate(folder: Path) -> None:
    """A self-signed certificate for localhost, valid for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    alternatives = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(pem)
