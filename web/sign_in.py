"""The pages of signing in and out."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from filing.people import Step
from store.entrance import SignInRefused
from store.passwords import LONGEST
from web.access import SIGN_IN, SIGN_OUT, visitor
from web.forms import Form, submitted, text
from web.guard import address_of
from web.office import Office, forget, keep, local_path, onward, session_of
from web.oidc import RETURN, ProviderRefused
from web.pages import Write


class SignIn:
    """Password, code, and the company's own sign-in where there is one."""

    def __init__(self, office: Office, write: Write) -> None:
        self._office = office
        self._entrance = office.entrance
        self._write = write

    def routes(self) -> list[Route]:
        """All of them; the table of roles has each."""
        return [
            Route(SIGN_IN, self.ask, methods=["GET"]),
            Route(SIGN_IN, self.sign_in, methods=["POST"]),
            Route("/sign-in/code", self.ask_code, methods=["GET"]),
            Route("/sign-in/code", self.take_code, methods=["POST"]),
            Route("/sign-in/company", self.leave, methods=["GET"]),
            Route(RETURN, self.come_back, methods=["GET"]),
            Route(SIGN_OUT, self.sign_out, methods=["POST"]),
        ]

    def ask(self, request: Request) -> Response:
        """The form for login and password."""
        visit = visitor(request)
        if visit and visit.step is Step.IN:
            return RedirectResponse("/", 303)
        return self._form(request, local_path(request.query_params.get("next", "/")))

    def sign_in(self, request: Request) -> Response:
        """Login and password."""
        form = submitted(request, "login", "password", "next")
        login, password = text(form, "login"), form.get("password", "")[: LONGEST + 1]
        try:
            token = self._entrance.sign_in(login, password, address_of(request))
        except SignInRefused as refused:
            return self._form(request, local_path(form.get("next", "/")), login, str(refused))
        return self._on(request, token, form)

    def ask_code(self, request: Request) -> Response:
        """The form for the code."""
        return self._code_form(request, local_path(request.query_params.get("next", "/")))

    def take_code(self, request: Request) -> Response:
        """The code of the telephone, or a recovery code."""
        form = submitted(request, "code", "next")
        try:
            token = self._entrance.give_code(session_of(request), text(form, "code", 40), address_of(request))
        except SignInRefused as refused:
            return self._code_form(request, local_path(form.get("next", "/")), str(refused))
        return self._on(request, token, form)

    def leave(self, request: Request) -> Response:
        """To the company's own sign-in: by a link, for a form may lead to our own pages only."""
        if self._office.oidc is None:
            return RedirectResponse(SIGN_IN, 303)
        try:
            place, ticket = self._office.oidc.begin(local_path(request.query_params.get("next", "/")))
        except ProviderRefused as refused:
            return self._form(request, "/", "", str(refused))
        response = RedirectResponse(place, 303)
        return self._office.oidc.keep_ticket(response, request, ticket)

    def come_back(self, request: Request) -> Response:
        """From there, with a code that the company's server changes into a proven login."""
        if self._office.oidc is None:
            return RedirectResponse(SIGN_IN, 303)
        try:
            login, after = self._office.oidc.finish(request)
            token = self._entrance.sign_in_known(login, address_of(request))
        except (ProviderRefused, SignInRefused) as refused:
            return self._form(request, "/", "", str(refused))
        return self._office.oidc.drop_ticket(onward(request, token, Step.IN, after), request)

    def sign_out(self, request: Request) -> Response:
        """Over, on the server as well."""
        submitted(request)
        self._entrance.sign_out(session_of(request), address_of(request))
        return forget(RedirectResponse(SIGN_IN, 303), request)

    def _on(self, request: Request, token: str, form: Form) -> Response:
        session = self._entrance.session(token)
        step = session.step if session else Step.IN
        after = local_path(form.get("next", "/"))
        if step is Step.CODE and after != "/":
            return keep(RedirectResponse(f"/sign-in/code?next={quote(after, safe='')}", 303), request, token)
        return onward(request, token, step, after)

    def _form(self, request: Request, after: str, login: str = "", refused: str = "") -> Response:
        company = self._office.oidc.name if self._office.oidc else ""
        values = {"after": after, "login": login, "refused": refused, "company": company}
        return self._write(request, "sign_in.html", 401 if refused else 200, **values)

    def _code_form(self, request: Request, after: str, refused: str = "") -> Response:
        return self._write(request, "sign_in_code.html", 401 if refused else 200, after=after, refused=refused)
