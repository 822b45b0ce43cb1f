"""Looking at personal data: a recorded act with a purpose. Nothing leaves before its entry is in the log [T129].

A mail's HTML is never shown at all: its text is on the page, and whoever needs the sender's own form takes the original
(`raw`) to a mail program. So there is no sandbox to get wrong, and no remote picture to betray that somebody looked.
"""

import asyncio
from datetime import timedelta
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from filing.access import Access, AccessKind, Purpose
from filing.paper import Paper
from web.access import current, scope_of
from web.forms import Form, submitted, text
from web.guard import address_of
from web.office import local_path
from web.pages import MAIL_ID, ORDINAL, page_number, path_id
from web.papers import is_personal
from web.static import FILES
from web.tools import Tools
from web.views import Render, Views

OPEN_FOR = timedelta(minutes=30)


class Looks:
    """The handlers."""

    def __init__(self, views: Views, tools: Tools, render: Render) -> None:
        self._views = views
        self._log = tools.looks
        self._raw = tools.raw
        self._now = tools.now
        self._render = render
        self._drawing = asyncio.Semaphore(2)  # each picture is a child process; a page may ask for thirty at once

    def routes(self) -> list[Route]:
        """All of them; the table of roles has each."""
        return [
            Route("/papers/{mail_id}/{part}/image.jpg", self.picture, methods=["GET"]),
            Route("/papers/{mail_id}/{part}/open", self.open_picture, methods=["POST"]),
            Route("/papers/{mail_id}/{part}/reveal", self.reveal, methods=["POST"]),
            Route("/mails/{mail_id}/raw", self.download, methods=["POST"]),
        ]

    async def picture(self, request: Request) -> Response:
        """A page of a paper, drawn, marked and encoded by us: never the sender's bytes [T107, T126]."""
        number = page_number(request)
        if not await run_in_threadpool(self.may_show, request):
            return Response(FILES["locked.svg"].content, 403, media_type="image/svg+xml")
        mail_id, part = request.path_params["mail_id"], request.path_params["part"]
        mark = f"{current(request).name} {current(request).login} {self._now():%Y-%m-%d %H:%M}"
        async with self._drawing:
            jpeg = await run_in_threadpool(self._render, mail_id, int(part), number, mark)
        if jpeg is None:
            return Response(FILES["no-preview.svg"].content, 404, media_type="image/svg+xml")
        return Response(jpeg, media_type="image/jpeg")

    def reveal(self, request: Request) -> Response:
        """One value of one paper, unmasked, as a piece of a page. Fields: `key` of the fact, `purpose`."""
        form = submitted(request, "key", "purpose")
        key, paper = text(form, "key", 80), self.paper(request)
        fact = paper.facts.get(key)
        if fact is None:
            raise HTTPException(404)
        self._record(request, AccessKind.NUMBER_REVEALED, form, field=key)
        values = (fact.value,) if isinstance(fact.value, str) else fact.value
        return HTMLResponse(f'<bdi class="revealed">{escape("、".join(values))}</bdi>')

    def open_picture(self, request: Request) -> Response:
        """From now on, for half an hour, this person sees this paper's pages. Fields: `purpose`, `next` (a path)."""
        form = submitted(request, "purpose", "next")
        self.paper(request)
        self._record(request, AccessKind.PICTURE_OPENED, form)
        after = form.get("next", "")
        return RedirectResponse(local_path(after), 303) if after else Response(status_code=204)

    def download(self, request: Request) -> Response:
        """The mail as it was received, for a mail program: a file to be saved, never a page. Field: `purpose`."""
        form, mail_id = submitted(request, "purpose"), path_id(request, "mail_id", MAIL_ID)
        if self._views.mail(scope_of(request), mail_id) is None:
            raise HTTPException(404)
        self._record(request, AccessKind.MAIL_DOWNLOADED, form)
        name = f'attachment; filename="mail-{mail_id[:12]}.eml"'
        return Response(
            self._raw(mail_id), media_type="application/octet-stream", headers={"Content-Disposition": name}
        )

    def paper(self, request: Request) -> Paper:
        """The paper that the path names, within the asker's scope. Raises HTTPException(404)."""
        mail_id, part = path_id(request, "mail_id", MAIL_ID), int(path_id(request, "part", ORDINAL))
        mail = self._views.mail(scope_of(request), mail_id)
        papers = mail.letter.submission.papers if mail and mail.letter.submission else ()
        if part > len(papers):
            raise HTTPException(404)
        return papers[part - 1]

    def may_show(self, request: Request) -> bool:
        """Whether the asker may see the pages of the paper that the path names. Raises HTTPException(404)."""
        paper = self.paper(request)
        mail_id, part = request.path_params["mail_id"], int(request.path_params["part"])
        since = self._now() - OPEN_FOR
        return not is_personal(paper) or self._log.opened(current(request).id, mail_id, part, since)

    def _record(self, request: Request, kind: AccessKind, form: Form, field: str = "") -> None:
        purpose, mail_id = form.get("purpose", ""), request.path_params["mail_id"]
        if purpose not in list(Purpose):
            raise HTTPException(400)
        mail, person = self._views.mail(scope_of(request), mail_id), current(request)
        part = request.path_params.get("part")
        self._log.record(
            Access(
                kind,
                self._now(),
                person.login,
                person.id,
                address_of(request),
                case_id=mail.letter.row.case_id if mail else None,
                mail_id=mail_id,
                paper=int(part) if part else None,
                field=field,
                purpose=Purpose(purpose),
            )
        )
