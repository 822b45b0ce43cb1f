"""The accounts of the desk as its pages want them, by the settings."""

from filing.errors import ConfigurationRefused
from filing.ports import Clock
from service.settings import Settings
from service.web_settings import OidcSettings
from store.accounts import Accounts
from web.guard import Names
from web.office import Office
from web.oidc import Client, Oidc


def office(settings: Settings, accounts: Accounts, clock: Clock, provinces: tuple[str, ...]) -> Office:
    """Who may sign in. Raises ConfigurationRefused if the secret of the company's sign-in cannot be read."""
    oidc = settings.web.oidc
    company = Oidc(_client(settings, oidc), accounts.seal, clock.now) if oidc else None
    return Office(accounts.entrance, accounts.people, accounts.log, clock.now, provinces, company)


def names(settings: Settings) -> Names:
    """Under which names, and through which proxies, the desk is served."""
    proxies = frozenset(str(address) for address in settings.web.proxies)
    return Names(frozenset(name.lower() for name in settings.web.public), proxies)


def _client(settings: Settings, oidc: OidcSettings) -> Client:
    try:
        secret = oidc.secret_file.read_text(encoding="utf-8").strip()
    except OSError as error:
        message = f"单点登录的密钥文件 {oidc.secret_file} 无法读取。"
        raise ConfigurationRefused(message, "请检查该文件是否存在、服务账号是否可读。") from error
    return Client(oidc.issuer, oidc.client_id, secret, oidc.claim, f"https://{settings.web.public[0]}")
