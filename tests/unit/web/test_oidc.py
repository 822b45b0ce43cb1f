"""The company's own sign-in, against a provider that lives in this process and reaches no network."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from filing.people import Role
from store.accesses import Filters
from tests.fakes.browser import Answer, Browser
from tests.fakes.desk_store import DeskStore
from tests.fakes.staff import Staff
from tests.fakes.tools import fake_tools
from tests.fakes.views import desk, render
from web.app import make_app
from web.guard import Names
from web.office import Office, SessionDoor
from web.oidc import Client, Oidc

ISSUER = "https://login.chinanet.example"
HOME = "https://beian.example"


@dataclass
class Provider:
    """Just enough of OpenID Connect. `claims` replace what it would say; `key` is what it signs with."""

    now: int
    claims: dict[str, object] = field(default_factory=dict)
    key: RSAKey | OctKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k"}))
    published: RSAKey | None = None
    algorithm: str = "RS256"
    described: dict[str, object] = field(default_factory=dict)
    asked: list[httpx.Request] = field(default_factory=list)
    nonce: str = ""
    challenge: str = ""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.url.path.endswith("openid-configuration"):
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            told = {"issuer": ISSUER, **{k: f"{ISSUER}/{v}" for k, v in ends.items()}, **self.described}
            return httpx.Response(200, json=told)
        if request.url.path == "/keys":
            key = self.published or self.key
            return httpx.Response(200, json={"keys": [key.as_dict(private=False)]})
        return self._token(request)

    def _token(self, request: httpx.Request) -> httpx.Response:
        form = parse_qs(request.content.decode())
        if create_s256_code_challenge(form["code_verifier"][0]) != self.challenge or form["code"] != ["good"]:
            return httpx.Response(400, json={"error": "invalid_grant"})
        plain = {"iss": ISSUER, "aud": "desk", "sub": "1", "iat": self.now, "exp": self.now + 300, "nonce": self.nonce}
        claims = plain | {"preferred_username": "zhangsan"} | self.claims
        token = jwt.encode({"alg": self.algorithm, "kid": "k"}, claims, self.key, algorithms=[self.algorithm])
        return httpx.Response(200, json={"id_token": token, "access_token": "x", "token_type": "Bearer"})


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    return Staff(DeskStore(tmp_path))


@pytest.fixture
def provider(staff: Staff) -> Provider:
    return Provider(int(staff.desk.clock.now().timestamp()))


def browser_of(staff: Staff, provider: Provider, claim: str = "preferred_username") -> Browser:
    http = httpx.Client(transport=httpx.MockTransport(provider))
    oidc = Oidc(Client(ISSUER, "desk", "client-secret", claim, HOME), staff.seal, staff.desk.clock.now, http)
    office = Office(staff.entrance, staff.people, staff.log, staff.desk.clock.now, ("江苏",), oidc)
    names = Names(frozenset({"beian.example"}))
    app = make_app(desk(), fake_tools(desk()), render, SessionDoor(staff.entrance), office, names)
    return Browser(app, host="beian.example", scheme="https")


def begin(browser: Browser, provider: Provider) -> dict[str, str]:
    """What the provider is asked; it remembers nonce and challenge, as it would."""
    place = browser.get("/sign-in/company?next=/mails").headers["location"]
    assert place.startswith(f"{ISSUER}/authorize?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(place).query).items()}
    provider.nonce, provider.challenge = asked["nonce"], asked["code_challenge"]
    return asked


def come_back(browser: Browser, state: str, code: str = "good") -> Answer:
    return browser.get(f"/sign-in/company/return?code={code}&state={state}", sec_fetch_site="cross-site")


def test_a_known_person_comes_in_and_goes_where_they_wanted(staff: Staff, provider: Provider) -> None:
    staff.hire()
    browser = browser_of(staff, provider)
    asked = begin(browser, provider)
    answer = come_back(browser, asked["state"])

    assert answer.headers["location"] == "/mails"
    assert staff.session(browser.cookies["__Host-beian"]).person.login == "zhangsan"
    assert (asked["redirect_uri"], asked["code_challenge_method"]) == (f"{HOME}/sign-in/company/return", "S256")
    assert "client-secret" not in str(asked)
    assert {r.url.host for r in provider.asked} == {"login.chinanet.example"}


def test_nobody_is_made_by_signing_in(staff: Staff, provider: Provider) -> None:
    browser = browser_of(staff, provider)
    answer = come_back(browser, begin(browser, provider)["state"])

    assert (answer.status, staff.people.all()) == (401, ())
    assert "没有对应的有效人员" in answer.text
    assert staff.log.page(Filters(), 1, 0)[0].about == "单点登录"


def test_whoever_is_disabled_stays_out(staff: Staff, provider: Provider) -> None:
    staff.hire()
    staff.people.disable("zhangsan", "admin")
    browser = browser_of(staff, provider)

    assert come_back(browser, begin(browser, provider)["state"]).status == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"nonce": "of another sign-in"},
        {"exp": 1_000_000_000},
        {"preferred_username": None},
        {"preferred_username": ["zhangsan"]},
    ],
)
def test_a_token_for_somebody_else_or_another_time_is_refused(
    staff: Staff, provider: Provider, claims: dict[str, object]
) -> None:
    staff.hire()
    provider.claims = claims
    browser = browser_of(staff, provider)

    assert come_back(browser, begin(browser, provider)["state"]).status == 401


def test_a_token_with_another_signature_is_refused(staff: Staff, provider: Provider) -> None:
    staff.hire()
    provider.published = RSAKey.generate_key(2048, {"kid": "k"})
    browser = browser_of(staff, provider)
    assert come_back(browser, begin(browser, provider)["state"]).status == 401

    provider.key, provider.algorithm = OctKey.import_key(json.dumps(provider.published.as_dict(private=False))), "HS256"
    assert come_back(browser, begin(browser, provider)["state"]).status == 401


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_counts_only_if_it_is_verified(staff: Staff, provider: Provider, verified: object) -> None:
    staff.hire("zhangsan@chinanet.cc", Role.AUDITOR)
    provider.claims = {"email": "zhangsan@chinanet.cc", "email_verified": verified}
    browser = browser_of(staff, provider, "email")
    assert come_back(browser, begin(browser, provider)["state"]).status == 401

    provider.claims = {"email": "ZhangSan@ChinaNet.CC", "email_verified": True}
    assert come_back(browser, begin(browser, provider)["state"]).status == 303


def test_only_the_browser_that_began_can_finish_and_only_once(staff: Staff, provider: Provider) -> None:
    staff.hire()
    browser = browser_of(staff, provider)
    state = begin(browser, provider)["state"]
    assert come_back(Browser(browser.app, host="beian.example", scheme="https"), state).status == 401
    assert come_back(browser, "another-state").status == 401
    assert come_back(browser, state, "stolen").status == 401
    staff.desk.clock.pass_(minutes=11)
    assert come_back(browser, state).status == 401


def test_t116_a_provider_that_leads_elsewhere_or_describes_another_is_not_followed(
    staff: Staff, provider: Provider
) -> None:
    provider.described = {"issuer": "https://evil.example"}
    assert "与配置不符" in browser_of(staff, provider).get("/sign-in/company").text

    def elsewhere(request: httpx.Request) -> httpx.Response:
        provider.asked.append(request)
        return httpx.Response(302, headers={"location": "https://evil.example/"})

    provider.asked.clear()
    browser = browser_of(staff, elsewhere)  # type: ignore[arg-type]  # a transport is any function
    assert "没有正常应答" in browser.get("/sign-in/company").text
    assert len(provider.asked) == 1


def test_without_a_company_sign_in_its_addresses_lead_to_ours(staff: Staff) -> None:
    browser = Browser(staff.app())
    for address in ("/sign-in/company", "/sign-in/company/return?code=x&state=y"):
        assert browser.get(address).headers["location"] == "/sign-in"
