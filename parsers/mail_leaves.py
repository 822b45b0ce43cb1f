"""The leaves of a mail's tree, nested mails and Outlook containers opened, broken boundaries mended.

Own leaf rule: every leaf that is not text is a file; a text leaf with a name is a file.
"""

import email.errors
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.message import Message

from filing.names import fold
from parsers.charsets import decode_text
from parsers.file_names import clean_file_name, unnamed
from parsers.mail_headers import decode_header
from parsers.mail_params import disguised, head_value, parameters
from parsers.mail_skeleton import Skeleton
from parsers.sniff import looks_like_mail
from parsers.tnef import SIGNATURE as TNEF
from parsers.tnef import tnef_files
from parsers.transfer import decode_transfer, uuencoded_files

DEEPEST_NESTED_MAIL = 5
_BODY_TYPES = ("text/plain", "text/html")
_SILENT_TYPES = ("application/pgp-encrypted",)
_MAIL_TYPES = ("message/rfc822", "message/global", "message/partial", "message/external-body")
_GUESS = re.compile(rb"^--([^\r\n]{1,200}?)[ \t]*\r?\n(?=Content-[A-Za-z-]+:)", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed message and the bodies that were cut out before parsing."""

    message: Message
    skeleton: Skeleton


@dataclass(frozen=True, slots=True)
class Leaf:
    """`text` is set for body text only, `content` for files only. `group` tells multipart/alternatives apart."""

    content_type: str
    name: str = ""
    content: bytes = b""
    text: str | None = None
    content_id: str = ""
    inline: bool = False
    inside: str | None = None
    group: int = 0
    truncated: bool = False


@dataclass(slots=True)
class Walk:
    """What one walk over a mail gathers besides leaves: names given, content types seen, defects."""

    reopen: Callable[[bytes], Tree | None]
    defects: list[str] = field(default_factory=list)
    content_types: set[str] = field(default_factory=set)
    report_type: str = ""
    names: dict[str, int] = field(default_factory=dict)
    nameless: int = 0

    def flag(self, sentence: str) -> None:
        """Note a defect for the specialist, once."""
        if sentence not in self.defects:
            self.defects.append(sentence)

    def unique(self, wanted: str, inside: str | None, content_type: str) -> str:
        """A clean name that no other part in the same container has."""
        name = clean_file_name(wanted)
        if not name:
            self.nameless += 1
            name = unnamed(self.nameless, content_type)
        count = self.names.get(_key(inside, name), 0) + 1
        stem, dot, extension = name.rpartition(".") if "." in name else (name, "", "")
        shown = name if count == 1 else f"{stem}({count}){dot}{extension}"
        while count > 1 and _key(inside, shown) in self.names:
            count += 1
            shown = f"{stem}({count}){dot}{extension}"
        self.names[_key(inside, name)] = count
        self.names.setdefault(_key(inside, shown), 1)
        return shown


def _key(inside: str | None, name: str) -> str:
    """Names that a disk or an eye would take for the same have the same key."""
    return f"{inside}\0{unicodedata.normalize('NFKC', name).casefold()}"


@dataclass(frozen=True, slots=True)
class _Place:
    tree: Tree
    inside: str | None = None
    depth: int = 0
    group: int = 0
    cut: bool = False  # the multipart around it was never closed, and this is its last part


def leaves(tree: Tree, walk: Walk) -> Iterator[Leaf]:
    """Every leaf in order; a container comes before its members."""
    yield from _node(tree.message, walk, _Place(tree))


def raw_header(node: Message, name: str) -> bytes:
    """The bytes of the first field of that name, b"" if there is none."""
    value = next((v for k, v in node.raw_items() if k.lower() == name), "")
    return str(value).encode("utf-8", "surrogateescape")


def _node(node: Message, walk: Walk, place: _Place) -> Iterator[Leaf]:
    kind = node.get_content_type()
    walk.content_types.add(kind)
    if kind == "multipart/report" and not walk.report_type:
        walk.report_type = parameters(raw_header(node, "content-type")).get("report-type", "").lower() or "unknown"
    if kind.startswith("message/"):
        yield from _nested(node, kind, walk, place)
    elif node.is_multipart():
        yield from _multipart(node, kind, walk, place)
    elif kind.startswith("multipart/") or "content-type" not in node:
        yield from _mended(node, walk, place)
    else:
        yield from _leaf(node, walk, place)


def _multipart(node: Message, kind: str, walk: Walk, place: _Place) -> Iterator[Leaf]:
    unclosed = any(isinstance(d, email.errors.CloseBoundaryNotFoundDefect) for d in node.defects)
    if unclosed:
        walk.flag("邮件结构不完整（缺少结束标记），附件可能不全。")
    children = _children(node)
    group = id(node) if kind == "multipart/alternative" else place.group
    for child in children:
        cut = (unclosed or place.cut) and child is children[-1]
        yield from _node(child, walk, replace(place, cut=cut, group=group))


def _mended(node: Message, walk: Walk, place: _Place) -> Iterator[Leaf]:
    """A multipart whose boundary is missing or wrong: the boundary is guessed from the lines above part headers."""
    body = place.tree.skeleton.restore(_payload(node))
    guess = _GUESS.search(body)
    declared = node.get_content_maintype() == "multipart"
    if guess and place.depth <= DEEPEST_NESTED_MAIL and (declared or not body[: guess.start()].strip()):
        boundary = guess[1].replace(b"\\", b"\\\\").replace(b'"', b'\\"')
        tree = walk.reopen(b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\r\n\r\n' + body)
        if tree and tree.message.is_multipart():
            walk.flag("邮件结构损坏（分隔标记缺失或错误），已尽量还原附件。")
            yield from _node(tree.message, walk, replace(place, tree=tree, depth=place.depth + 1))
            return
    if declared:
        walk.flag("邮件结构损坏，未能还原附件，请发件人重新发送。")
        yield Leaf("text/plain", text=decode_text(body)[0], inside=place.inside, group=place.group)
    else:
        yield from _leaf(node, walk, place)


def _nested(node: Message, kind: str, walk: Walk, place: _Place) -> Iterator[Leaf]:
    if kind not in _MAIL_TYPES:  # delivery-status, disposition-notification: signs of a class, not files
        return
    if kind == "message/partial":
        walk.flag("邮件被拆分成多封发送，无法合并，请发件人重新发送。")
    inner = next(iter(_children(node)), None)
    body = _payload(inner) if inner is not None and not inner.keys() else b""
    if body:  # illegal but sent: a nested mail in base64
        data = decode_transfer(place.tree.skeleton.restore(body), _encoding(node) or "base64")[0]
        yield from _opened(data, _file_name(node, walk), kind, walk, place)
    elif inner is not None:
        content = place.tree.skeleton.restore(_flat(inner))
        yield from _members(content, Tree(inner, place.tree.skeleton), _file_name(node, walk), kind, walk, place)


def _opened(data: bytes, name: str, kind: str, walk: Walk, place: _Place) -> Iterator[Leaf]:
    tree = walk.reopen(data) if place.depth < DEEPEST_NESTED_MAIL else None
    if tree:
        yield from _members(data, tree, name, kind, walk, place)
    else:
        name = walk.unique(name or "邮件.eml", place.inside, kind)
        yield Leaf("application/octet-stream", name, data, inside=place.inside)


def _members(content: bytes, tree: Tree, name: str, kind: str, walk: Walk, place: _Place) -> Iterator[Leaf]:
    subject = clean_file_name(decode_header(raw_header(tree.message, "subject")).replace("/", "_"))
    name = walk.unique(name or f"{subject or '转发邮件'}.eml", place.inside, kind)
    if place.depth >= DEEPEST_NESTED_MAIL:
        yield Leaf("application/octet-stream", name, content, inside=place.inside)
        return
    yield Leaf(kind, name, content, inside=place.inside)
    yield from _node(tree.message, walk, _Place(tree, name, place.depth + 1))


def _leaf(node: Message, walk: Walk, place: _Place) -> Iterator[Leaf]:
    kind, name = node.get_content_type(), _file_name(node, walk)
    raw, encoding = place.tree.skeleton.restore(_payload(node)), _encoding(node)
    content, whole = decode_transfer(raw, encoding)
    disposition = head_value(raw_header(node, "content-disposition"))
    if kind.startswith("text/") and not name and disposition != "attachment":
        yield from _body(node, content, kind, walk, place)
    elif kind not in _SILENT_TYPES:
        if not whole:
            walk.flag("有附件的传输编码损坏或无法识别，请核对附件是否完整。")
        content_id = decode_header(raw_header(node, "content-id")).strip("<> ")
        leaf = Leaf(
            kind, name, content, None, content_id, disposition == "inline" or bool(content_id and not disposition)
        )
        cut = place.cut and (not whole or _ends_open(raw, encoding))
        yield from _file(replace(leaf, inside=place.inside, truncated=cut), walk, place)


def _file(leaf: Leaf, walk: Walk, place: _Place) -> Iterator[Leaf]:
    if leaf.truncated:
        walk.flag("邮件在附件中间被截断，请发件人重新发送。")
    if leaf.content.startswith(TNEF):
        yield from _tnef(leaf, walk, place)
    elif leaf.name.lower().endswith(".eml") or leaf.content_type in ("application/octet-stream", "application/eml"):
        if looks_like_mail(leaf.content):
            yield from _opened(leaf.content, leaf.name, "message/rfc822", walk, place)
        else:
            yield _named(leaf, walk)
    else:
        yield _named(leaf, walk)


def _named(leaf: Leaf, walk: Walk) -> Leaf:
    return replace(leaf, name=walk.unique(leaf.name, leaf.inside, leaf.content_type))


def _tnef(leaf: Leaf, walk: Walk, place: _Place) -> Iterator[Leaf]:
    container = _named(replace(leaf, content_type="application/ms-tnef"), walk)
    yield container
    try:
        for name, content in tnef_files(leaf.content):
            member = Leaf("application/octet-stream", name, content, inside=container.name)
            yield _named(member, walk)
    except ValueError:
        walk.flag("Outlook专用附件（winmail.dat）损坏，请发件人以普通附件重新发送。")


def _body(node: Message, content: bytes, kind: str, walk: Walk, place: _Place) -> Iterator[Leaf]:
    if kind not in _BODY_TYPES:
        return
    files, rest = uuencoded_files(content) if kind == "text/plain" else ([], content)
    charset = parameters(raw_header(node, "content-type")).get("charset", "")
    text, whole = decode_text(rest, charset)
    if not whole:
        walk.flag("正文编码有误，个别文字可能显示不正确。")
    yield Leaf(kind, text=text, inside=place.inside, group=place.group)
    for name, data in files:
        yield _named(Leaf("application/octet-stream", decode_header(name), data, inside=place.inside), walk)


def _children(node: Message) -> list[Message]:
    payload: object = node.get_payload() if node.is_multipart() else []
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _payload(node: Message) -> bytes:
    """The body as it stands in the mail: without a Content-Transfer-Encoding the library hands out raw bytes."""
    if node.is_multipart():
        return b""
    fields = [(k, v) for k, v in node.raw_items() if k.lower() == "content-transfer-encoding"]
    del node["Content-Transfer-Encoding"]
    data = node.get_payload(decode=True)
    for name, value in fields:
        node.set_raw(name, value)
    return data if isinstance(data, bytes) else b""


def _encoding(node: Message) -> str:
    return head_value(raw_header(node, "content-transfer-encoding"))


def _file_name(node: Message, walk: Walk) -> str:
    """Of two different names the one in Content-Disposition counts (RFC 2183)."""
    fields = raw_header(node, "content-disposition"), raw_header(node, "content-type")
    filename, name = parameters(fields[0]).get("filename", ""), parameters(fields[1]).get("name", "")
    if filename and name and fold(filename) != fold(name):
        walk.flag(f"有附件写了两个不同的文件名，以“{clean_file_name(filename)}”为准。")
    if any(map(disguised, fields)):
        walk.flag("有附件的文件名含有改变显示方向或不可见的字符，可能伪装了扩展名，已清除后显示，请核对。")
    return filename or name


def _flat(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (email.errors.MessageError, ValueError, LookupError, AttributeError, TypeError):  # on broken trees
        return b""


def _ends_open(raw: bytes, encoding: str) -> bool:
    """Whether a body without an end mark stops in mid-line, or after a full line of base64 without padding."""
    if encoding != "base64":
        return not raw.endswith(b"\n")
    lines = raw.rstrip().rsplit(b"\n", 2)
    full = len(lines) > 1 and len(lines[-1].strip()) >= len(lines[-2].strip())
    return (not raw.endswith(b"\n") and not raw.rstrip().endswith(b"=")) or (full and not raw.rstrip().endswith(b"="))
