"""What a page submits: one small urlencoded form, read whole before anything is done with it.

The desk takes no files from the browser, so nothing but urlencoded forms is read: neither `text/plain`, with which a
foreign page could post, nor `multipart` with its floods of parts [T117, T137].
"""

from collections.abc import Collection
from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive, Scope

MOST_BYTES = 256 * 1024  # a reply of several pages, edited
MOST_FIELDS = 600  # a bulk act on a whole page of the list, with room
FORM_TYPE = "application/x-www-form-urlencoded"
Form = ImmutableMultiDict[str, str]
TOKEN = "csrf"  # noqa: S105 - the name of the field, not a secret


async def read_form(scope: Scope, receive: Receive) -> tuple[Form, Receive]:
    """The form of a request, and a `receive` that tells its body again.

    Raises HTTPException: 400 for what is no form, 413 for too much of it, 415 for another type.
    """
    if _media_type(Request(scope)) != FORM_TYPE:
        raise HTTPException(415)
    body = await _body(receive)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(400) from error
    return Form(pairs), _again(body, receive)


def submitted(request: Request, *names: str) -> Form:
    """The form that was posted; fields beyond `names` and the token are refused, so that no form sets more [T140].

    Raises HTTPException(400).
    """
    form: Form = request.state.form
    _refuse_others(form, {TOKEN, *names})
    return form


def text(form: Form, name: str, longest: int = 200) -> str:
    """A field's text, "" if it is not there. Raises HTTPException(400) if it is longer, or holds control characters."""
    value = form.get(name, "")
    if len(value) > longest or any(ord(c) < 32 for c in value):
        raise HTTPException(400)
    return value


def _refuse_others(form: Form, names: Collection[str]) -> None:
    if set(form) - set(names):
        raise HTTPException(400)


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _body(receive: Receive) -> bytes:
    """The whole body. What its head says of the length is not believed: the bytes are counted."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise HTTPException(400)
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            raise HTTPException(413)
        more = message.get("more_body", False)
    return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
