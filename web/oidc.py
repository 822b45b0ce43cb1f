"""The company's own sign-in (OpenID Connect), with Authlib: authorization code, PKCE, state and nonce.

It proves a login; it never makes an account. Addresses come from the settings and the issuer's own description only,
and no redirect is followed [T116].
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.rfc6749.parameters import parse_authorization_code_response, prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.requests import Request
from starlette.responses import Response

from filing.errors import ConfigurationRefused, DeskError
from store.sealing import Seal
from web.access import cookie_name
from web.guard import behind_tls

RETURN = "/sign-in/company/return"
ALGORITHMS = ("RS256", "PS256", "ES256")  # named, so that no token may choose `none` or our secret as its key
PATIENCE = timedelta(minutes=10)
SECONDS = 10.0


class ProviderRefused(DeskError):
    """The company's sign-in was not completed. The message is Chinese."""


@dataclass(frozen=True, slots=True)
class Client:
    """How the provider knows us. `home`: https://name of the desk; `claim`: which claim is the login here."""

    issuer: str
    client_id: str
    secret: str
    claim: str
    home: str


class Oidc:
    """`http` is a client of its own, without redirects; tests hand in one that reaches no network."""

    name = "单点登录"

    def __init__(
        self, client: Client, seal: Seal, now: Callable[[], datetime], http: httpx.Client | None = None
    ) -> None:
        self._client = client
        self._seal = seal
        self._now = now
        self._http = http or httpx.Client(timeout=SECONDS, follow_redirects=False)

    def begin(self, after: str) -> tuple[str, str]:
        """Where to send the browser, and the ticket that it must bring back. Raises ProviderRefused."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        place = prepare_grant_uri(
            self._described()["authorization_endpoint"],
            self._client.client_id,
            "code",
            redirect_uri=self._client.home + RETURN,
            scope="openid profile email",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        told = [state, nonce, verifier, after, self._now().isoformat()]
        return place, self._seal.close("oidc", json.dumps(told))

    def finish(self, request: Request) -> tuple[str, str]:
        """The proven login, and where the person was going. Raises ProviderRefused."""
        state, nonce, verifier, after, at = self._ticket(request)
        if self._now() - datetime.fromisoformat(at) > PATIENCE:
            raise ProviderRefused("单点登录用时过长，已失效。", "请重新登录。")
        try:
            code = parse_authorization_code_response(str(request.url), state)["code"]
            claims = self._claims(self._id_token(code, verifier), nonce)
        except (AuthlibBaseError, JoseError, ValueError, KeyError) as error:
            raise ProviderRefused("单点登录没有完成。", "请重新登录；仍不成功请联系系统管理员。") from error
        return self._login(claims), after

    def keep_ticket(self, response: Response, request: Request, ticket: str) -> Response:
        """Only the browser that began can finish."""
        tls, age = behind_tls(request), int(PATIENCE.total_seconds())
        response.set_cookie(_ticket_name(request), ticket, age, path="/", secure=tls, httponly=True, samesite="lax")
        return response

    def drop_ticket(self, response: Response, request: Request) -> Response:
        """It was good for once."""
        tls = behind_tls(request)
        response.delete_cookie(_ticket_name(request), path="/", secure=tls, httponly=True, samesite="lax")
        return response

    def _ticket(self, request: Request) -> list[str]:
        try:
            told: list[str] = json.loads(self._seal.open("oidc", request.cookies.get(_ticket_name(request), "")))
        except (ConfigurationRefused, ValueError) as error:
            raise ProviderRefused("单点登录没有从本浏览器开始，或已用过。", "请回到登录页重新开始。") from error
        return told

    def _id_token(self, code: str, verifier: str) -> str:
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._client.home + RETURN,
            "code_verifier": verifier,
        }
        place, secret = self._described()["token_endpoint"], (self._client.client_id, self._client.secret)
        return str(self._answer("POST", place, data=asked, auth=secret)["id_token"])

    def _claims(self, id_token: str, nonce: str) -> Mapping[str, Any]:
        """What the provider says, once its signature, issuer, audience, nonce and time are right."""
        keys = KeySet.import_key_set(self._answer("GET", self._described()["jwks_uri"]))  # type: ignore[arg-type]  # JSON
        token = jwt.decode(id_token, keys, algorithms=ALGORITHMS)
        wanted = {
            "iss": {"essential": True, "value": self._client.issuer},
            "aud": {"essential": True, "value": self._client.client_id},
        }
        claims = CodeIDToken(token.claims, token.header, wanted, {"nonce": nonce, "client_id": self._client.client_id})
        claims.validate(now=int(self._now().timestamp()), leeway=60)
        return dict(token.claims)

    def _login(self, claims: Mapping[str, Any]) -> str:
        """An address counts only if the provider has verified it: anybody may claim another's."""
        login = claims.get(self._client.claim)
        unverified = self._client.claim == "email" and claims.get("email_verified") is not True
        if not isinstance(login, str) or not login or unverified:
            raise ProviderRefused("单点登录没有给出可用的账号。", "请联系系统管理员核对账号映射。")
        return login

    def _described(self) -> Mapping[str, Any]:
        described = self._answer("GET", f"{self._client.issuer.rstrip('/')}/.well-known/openid-configuration")
        if described.get("issuer") != self._client.issuer:
            raise ProviderRefused("单点登录服务的自述与配置不符。", "请联系系统管理员核对 web.oidc.issuer。")
        return described

    def _answer(self, method: str, place: str, **more: Any) -> Mapping[str, Any]:
        try:
            response = self._http.request(method, place, **more)
            if response.status_code != 200:
                raise ValueError(f"status {response.status_code}")
            answer: Mapping[str, Any] = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderRefused("单点登录服务没有正常应答。", "请稍后再试，或用账号密码登录。") from error
        return answer


def _ticket_name(request: Request) -> str:
    return f"{cookie_name(request)}-company"
