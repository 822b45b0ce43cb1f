"""A small S3 on a loopback port: one bucket in memory, every request's signature (SigV4) checked."""

import hashlib
import hmac
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit

ACCESS_KEY, SECRET_KEY, REGION, BUCKET = "test-access", "test-secret", "us-east-1", "desk"
PAGE = 3  # names in one answer


class S3Server:
    """A context manager. `files` are the bucket; while `down`, every request is answered with 503."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.down = False
        self._http = _Quiet(("127.0.0.1", 0), type("Bound", (_Handler,), {"desk": self}))
        self.endpoint = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> "S3Server":
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Clients may be killed at any time."""


class _Handler(BaseHTTPRequestHandler):
    desk: S3Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together: apart, each answer waits 40 ms for the other side's acknowledgement

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._refused(body):
            return
        self.desk.files[self.path] = body
        self._answer(200)

    def do_GET(self) -> None:
        if not self._refused(b""):
            url = urlsplit(self.path)
            found = self._listed(url.query) if url.path == f"/{BUCKET}" else self.desk.files.get(self.path)
            asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
            if found and asked:
                self._answer_part(found, int(asked[1]), int(asked[2]) + 1)
            else:
                self._answer(404 if found is None else 200, found or b"")

    do_HEAD = do_GET  # noqa: N815 - as above

    def _listed(self, query: str) -> bytes:
        """A page of the bucket's names (ListObjectsV2)."""
        asked = dict(parse_qsl(query))
        prefix = f"/{BUCKET}/{asked.get('prefix', '')}"
        rest = sorted(n for n in self.desk.files if n.startswith(prefix) and n > asked.get("continuation-token", ""))
        entry = "<Contents><Key>{}</Key><LastModified>2026-11-21T00:00:00.000Z</LastModified><Size>{}</Size></Contents>"
        page = [entry.format(unquote(n).removeprefix(f"/{BUCKET}/"), len(self.desk.files[n])) for n in rest[:PAGE]]
        more = f"<NextContinuationToken>{rest[PAGE - 1]}</NextContinuationToken>" if len(rest) > PAGE else ""
        return f"<ListBucketResult>{''.join(page)}{more}</ListBucketResult>".encode()

    def _refused(self, body: bytes) -> bool:
        if self.desk.down:
            self._answer(503)
        elif not re.match(rf"/{BUCKET}[/?]", unquote(self.path)):
            self._answer(404)
        elif _signature(self, body) not in self.headers["Authorization"]:
            self._answer(403)
        else:
            return False
        return True

    def _answer_part(self, whole: bytes, start: int, end: int) -> None:
        body = whole[start:end]
        self._answer(206, body, {"Content-Range": f"bytes {start}-{start + len(body) - 1}/{len(whole)}"})

    def _answer(self, status: int, body: bytes = b"", more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.md5(body).hexdigest()}"')  # noqa: S324 - what S3 calls an ETag
        self.send_header("Last-Modified", "Sat, 21 Nov 2026 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


def _signature(request: BaseHTTPRequestHandler, body: bytes) -> str:
    """What the signature must be by Amazon's published algorithm."""
    fields = dict(f.strip().split("=", 1) for f in request.headers["Authorization"].split(" ", 1)[1].split(","))
    names, moment = fields["SignedHeaders"], request.headers["x-amz-date"]
    claimed = request.headers["x-amz-content-sha256"]
    assert claimed in ("UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest())
    url = urlsplit(request.path)
    head = "".join(f"{name}:{request.headers[name].strip()}\n" for name in names.split(";"))
    path = quote(unquote(url.path), safe="/-_.~")
    canonical = "\n".join((request.command, path, "&".join(sorted(url.query.split("&"))), head, names, claimed))
    scope = f"{moment[:8]}/{REGION}/s3/aws4_request"
    text = "\n".join(("AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(canonical.encode()).hexdigest()))
    key = f"AWS4{SECRET_KEY}".encode()
    for part in (moment[:8], REGION, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.new(key, text.encode(), "sha256").hexdigest()
