"""The inbox as an ASGI application: the list of addresses, and the walls before them.

What is asked passes two walls before any handler: `guard` (names, methods, headers) and `access` (who may).
"""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.access import Access, Door
from web.account import AccountPages
from web.act_pages import ActPages
from web.admin import PeoplePages
from web.audit import AuditPages
from web.away import AwayPages
from web.case_pages import CasePages
from web.demo_door import DemoDoor
from web.guard import LOOPBACK, Guard, Names
from web.learning import Learning
from web.live import Live
from web.looks import Looks
from web.office import Office
from web.pages import Pages
from web.quarantine import Quarantine
from web.queue_pages import QueuePages
from web.rate import Rate
from web.report import ReportPages
from web.sign_in import SignIn
from web.sort_pages import SortPages
from web.static import BY_ADDRESS, FOR_EVER, packed
from web.tools import Tools
from web.views import Render, Views
from web.worksheets import WorksheetPages
from web.writing import refuse, refused, write


def make_app(
    views: Views,
    tools: Tools,
    render: Render,
    door: Door | None = None,
    office: Office | None = None,
    names: Names = LOOPBACK,
) -> Starlette:
    """The application. `views` answers from the store; `render` draws one page of a paper (see web.views.Render).

    `door` knows who is signed in; without one the visitor is a specialist, as in the demo. `office`: the accounts, for
    a desk that has some. `names`: under which the desk is served.
    """
    door = door or DemoDoor()
    pages, queue = Pages(views, write), QueuePages(tools, write)
    acts = ActPages(tools, case := CasePages(views, tools, queue, write))
    routes = [
        Route("/", queue.queue, methods=["GET"]),
        Route("/live", Live(tools, door).live, methods=["GET"]),
        Route("/mails", pages.mails, methods=["GET"]),
        Route("/cases/{case_id}", case.case, methods=["GET"]),
        Route("/cases/{case_id}/look", case.look, methods=["POST"]),
        Route("/cases/{case_id}/leave", case.leave, methods=["POST"]),
        Route("/cases/{case_id}/sort", SortPages(views, tools, write).sort, methods=["GET"]),
        Route("/cases/{case_id}/acts/{act}", acts.act, methods=["POST"]),
        Route("/queue/acts", acts.bulk, methods=["POST"]),
        Route("/mails/{mail_id}", case.mail, methods=["GET"]),
        Route("/static/{name}", static_file, methods=["GET"]),
        Route("/learning", Learning(views, write).learning, methods=["GET"]),
        Route("/health", pages.health, methods=["GET"]),
        Route("/healthz", pages.healthz, methods=["GET"]),
        *ReportPages(tools.reports, tools.now, write, tools.looks.record).routes(),
        *WorksheetPages(tools.books, tools.security, tools.now, write, tools.looks.record).routes(),
        *Looks(views, tools, render).routes(),
        *Quarantine(views, tools).routes(),
        *AwayPages(tools, write).routes(),
        *(office_routes(office) if office else ()),
    ]
    walls = [
        Middleware(Guard, refuse=refuse, names=names, rate=Rate(tools.now)),
        Middleware(Access, door=door, routes=routes, refuse=refuse),
    ]
    app = Starlette(routes=routes, middleware=walls, exception_handlers={HTTPException: refused})
    app.router.redirect_slashes = False
    return app


def office_routes(office: Office) -> list[Route]:
    """What only a desk with accounts has."""
    pages = (SignIn(office, write), AccountPages(office, write), PeoplePages(office, write), AuditPages(office, write))
    return [route for page in pages for route in page.routes()]


def static_file(request: Request) -> Response:
    """One of our own files, which never changes under its name."""
    file = BY_ADDRESS.get(request.path_params["name"])
    if file is None:
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(file.content, media_type=file.media_type, headers=headers)
    return Response(packed(file.address), media_type=file.media_type, headers=headers | {"Content-Encoding": "gzip"})
