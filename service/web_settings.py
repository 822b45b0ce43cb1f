"""The settings of the inbox in the browser: where it is served, to whom, and how they sign in."""

from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, IPvAnyAddress, model_validator


class _Web(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OidcSettings(_Web):
    """`[web.oidc]`: the company's own sign-in. `claim`: which of its claims is the login here."""

    issuer: Annotated[str, Field(pattern=r"^https://\S+$")]
    client_id: str
    secret_file: Path
    claim: str = "preferred_username"


class WebSettings(_Web):
    """`[web]`: where the inbox is served, and to whom. `local`: without sign-in, to one person at this machine."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8580
    local: bool = False
    public: tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+(:\d{1,5})?$")], ...] = ()
    proxies: tuple[IPvAnyAddress, ...] = (IPv4Address("127.0.0.1"), IPv6Address("::1"))
    code_required: bool = True
    oidc: OidcSettings | None = None

    @model_validator(mode="after")
    def _closed(self) -> "WebSettings":
        """Nothing but this machine is served without sign-in, and other machines through a TLS proxy only."""
        loopback = self.host in ("127.0.0.1", "::1", "localhost")
        if (self.local and (self.public or not loopback)) or ((self.oidc or not loopback) and not self.public):
            raise ValueError("web.local, web.host and web.public do not go together")
        return self
