"""The administrator's pages: who may come in, as what, and for which provinces. No customer's data is here."""

import secrets
from collections.abc import Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from filing.people import ROLE_CHINESE, Role
from store.people import Account, PersonRefused
from web.access import current
from web.forms import Form, submitted, text
from web.office import Office
from web.pages import Write

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none is taken for another


class PeoplePages:
    """The handlers."""

    def __init__(self, office: Office, write: Write) -> None:
        self._office = office
        self._people = office.people
        self._write = write
        self._acts: Mapping[str, Callable[[Account, Form, str], str]] = {
            "place": self._place,
            "disable": self._disable,
            "enable": self._enable,
            "reset_code": self._reset_code,
            "reset_password": self._reset_password,
        }

    def routes(self) -> list[Route]:
        """All of them; the table of roles has each."""
        return [
            Route("/people", self.people, methods=["GET"]),
            Route("/people", self.add, methods=["POST"]),
            Route("/people/{person_id}", self.person, methods=["GET"]),
            Route("/people/{person_id}", self.change, methods=["POST"]),
        ]

    def people(self, request: Request) -> Response:
        """Everybody, and the form for somebody new."""
        return self._list(request)

    def add(self, request: Request) -> Response:
        """Somebody new; their first password is shown this once."""
        form = submitted(request, "login", "name", "role", "province")
        login, name, password = text(form, "login", 64), text(form, "name", 40), first_password()
        try:
            role, provinces = self._standing(form)
            person = self._people.add(login, name, role, provinces, password, current(request).login)
        except PersonRefused as refused:
            return self._list(request, 400, refused=str(refused))
        return self._list(request, told=f"已新增 {person.login}。", password=password)

    def person(self, request: Request) -> Response:
        """One person, and what can be changed."""
        return self._one(request, self._named(request))

    def change(self, request: Request) -> Response:
        """One act on a person; nobody changes their own account here."""
        form = submitted(request, "act", "role", "province")
        account, by = self._named(request), current(request)
        act = self._acts.get(form.get("act", ""))
        if act is None:
            raise HTTPException(400)
        try:
            if account.person.id == by.id:
                raise PersonRefused("不能在这里修改自己的账号。", "请由另一位系统管理员操作。")
            password = act(account, form, by.login)
        except PersonRefused as refused:
            return self._one(request, account, 400, refused=str(refused))
        return self._one(request, self._named(request), told="已保存，该人员的登录会话已全部结束。", password=password)

    def _place(self, account: Account, form: Form, by: str) -> str:
        role, provinces = self._standing(form)
        self._people.place(account.person.login, role, provinces, by)
        return ""

    def _disable(self, account: Account, _form: Form, by: str) -> str:
        self._people.disable(account.person.login, by)
        return ""

    def _enable(self, account: Account, _form: Form, by: str) -> str:
        self._people.enable(account.person.login, by)
        return ""

    def _reset_code(self, account: Account, _form: Form, by: str) -> str:
        self._people.reset_code(account.person.login, by)
        return ""

    def _reset_password(self, account: Account, _form: Form, by: str) -> str:
        password = first_password()
        self._people.reset_password(account.person.login, password, by)
        return password

    def _standing(self, form: Form) -> tuple[Role, tuple[str, ...]]:
        role, provinces = form.get("role", ""), tuple(form.getlist("province"))
        if role not in list(Role) or not set(provinces) <= set(self._office.provinces):
            raise HTTPException(400)
        return Role(role), provinces

    def _named(self, request: Request) -> Account:
        wanted = request.path_params["person_id"]
        found = next((a for a in self._people.all() if a.person.id == wanted), None)
        if found is None:
            raise HTTPException(404)
        return found

    def _list(
        self, request: Request, status: int = 200, refused: str = "", told: str = "", password: str = ""
    ) -> Response:
        values = {"refused": refused, "told": told, "password": password, **self._choices()}
        return self._write(request, "people.html", status, accounts=self._people.all(), **values)

    def _one(
        self, request: Request, account: Account, status: int = 200, *, refused: str = "", told: str = "",
        password: str = "",
    ) -> Response:  # fmt: skip
        values = {"refused": refused, "told": told, "password": password, **self._choices()}
        return self._write(request, "person.html", status, account=account, **values)

    def _choices(self) -> dict[str, object]:
        return {"roles": ROLE_CHINESE, "provinces": self._office.provinces}


def first_password() -> str:
    """About 79 random bits, to be told and then changed."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
