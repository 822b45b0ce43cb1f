"""One's own account: password, telephone, open sessions."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from filing.people import Step
from store import one_time
from store.entrance import SignInRefused
from store.passwords import LONGEST
from store.people import PersonRefused
from web.access import visit_of
from web.forms import submitted, text
from web.guard import address_of
from web.office import Office, keep, onward, session_of
from web.pages import Write
from web.qr import picture


class AccountPages:
    """The handlers."""

    def __init__(self, office: Office, write: Write) -> None:
        self._office = office
        self._entrance = office.entrance
        self._write = write

    def routes(self) -> list[Route]:
        """All of them; the table of roles has each."""
        return [
            Route("/account", self.account, methods=["GET"]),
            Route("/account/sessions", self.end_others, methods=["POST"]),
            Route("/account/password", self.ask_password, methods=["GET"]),
            Route("/account/password", self.change_password, methods=["POST"]),
            Route("/account/code", self.ask_code, methods=["GET"]),
            Route("/account/code", self.confirm_code, methods=["POST"]),
        ]

    def account(self, request: Request) -> Response:
        """Who one is here, and where one is signed in."""
        here = session_of(request)
        account, sessions = self._office.people.named(here.person.login), self._entrance.open_sessions(here.person)
        return self._write(request, "account.html", account=account, sessions=sessions, here=here)

    def end_others(self, request: Request) -> Response:
        """Signed out everywhere but here."""
        submitted(request)
        self._entrance.end_others(session_of(request), address_of(request))
        return RedirectResponse("/account", 303)

    def ask_password(self, request: Request) -> Response:
        """The form for a new password."""
        return self._password_form(request)

    def change_password(self, request: Request) -> Response:
        """The old one, and the new one twice."""
        form = submitted(request, "old", "new", "again")
        old, new = form.get("old", "")[: LONGEST + 1], form.get("new", "")[: LONGEST + 1]
        if new != form.get("again", ""):
            return self._password_form(request, "两次输入的新密码不一致，请重新输入。")
        try:
            token = self._entrance.change_password(session_of(request), old, new, address_of(request))
        except (SignInRefused, PersonRefused) as refused:
            return self._password_form(request, str(refused))
        session = self._entrance.session(token)
        return onward(request, token, session.step if session else Step.IN, "/")

    def ask_code(self, request: Request) -> Response:
        """The picture that a telephone scans to show codes from now on."""
        return self._code_form(request)

    def confirm_code(self, request: Request) -> Response:
        """The first code proves that the telephone has it; then the recovery codes, told this once."""
        form = submitted(request, "code")
        self._without_code(request)
        try:
            token, codes = self._entrance.confirm_code(session_of(request), text(form, "code", 40), address_of(request))
        except SignInRefused as refused:
            return self._code_form(request, str(refused))
        page = self._write(request, "recovery_codes.html", codes=codes, visit=None, csrf="")  # of a session that ended
        return keep(page, request, token)

    def _password_form(self, request: Request, refused: str = "") -> Response:
        forced = visit_of(request).step is Step.PASSWORD
        return self._write(request, "account_password.html", 400 if refused else 200, forced=forced, refused=refused)

    def _code_form(self, request: Request, refused: str = "") -> Response:
        self._without_code(request)
        session = session_of(request)
        secret = self._entrance.begin_code(session)
        shown = {"secret": secret, "qr": picture(one_time.address(secret, session.person.login)), "refused": refused}
        return self._write(request, "account_code.html", 400 if refused else 200, **shown)

    def _without_code(self, request: Request) -> None:
        """Whoever has a telephone keeps it until an administrator resets it: a stolen session cannot change it."""
        if self._office.people.named(session_of(request).person.login).enrolled:
            raise HTTPException(403)
