"""A person has a mail handled again that was held, or that failed by our fault."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from filing.terms import MailStatus
from web.access import current, scope_of
from web.forms import submitted
from web.pages import MAIL_ID, path_id
from web.tools import Tools
from web.views import Views

STOPPED = (MailStatus.HELD, MailStatus.FAILED)


class Quarantine:
    """The handler."""

    def __init__(self, views: Views, tools: Tools) -> None:
        self._views = views
        self._again = tools.again

    def routes(self) -> list[Route]:
        """The table of roles has it."""
        return [Route("/mails/{mail_id}/again", self.again, methods=["POST"])]

    def again(self, request: Request) -> Response:
        """Put a stopped mail back into the queue; its page tells whether that was done."""
        submitted(request)
        mail_id = path_id(request, "mail_id", MAIL_ID)
        mail = self._views.mail(scope_of(request), mail_id)
        if mail is None:
            raise HTTPException(404)
        row = mail.letter.row
        done = row.status in STOPPED and self._again(mail_id, current(request).id)
        path, anchor = (f"/cases/{row.case_id}", f"#mail-{mail_id[:12]}") if row.case_id else (f"/mails/{mail_id}", "")
        return RedirectResponse(f"{path}?again={'yes' if done else 'no'}{anchor}", 303)


def told(request: Request) -> bool | None:
    """Whether a mail was queued again, on the page that follows; None if nobody has asked for that."""
    return {"yes": True, "no": False}.get(request.query_params.get("again", ""))
