"""One attachment → its papers, by what the bytes are: names and declared types are the sender's word only."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from filing.mail import Part, RawMail
from filing.paper import Paper
from filing.ports import Reader
from filing.terms import Fate, Problem
from parsers.archive import ArchiveTrouble, Budget, Member, open_archive
from parsers.deadline import NOT_REACHED, SECONDS, Deadline, TimedReader
from parsers.decoration import is_decoration, picture_size
from parsers.file_names import clean_file_name, clean_inner_path, unnamed
from parsers.mail_classify import is_file
from parsers.remarks import remarks
from parsers.sniff import sniff
from parsers.tables import holds_table

DEEPEST = 2
"""An archive in an archive is opened; one more level is not (42.zip, quines)."""
DOT = 16
"""Pixels: nothing is drawn on so few."""
OPENED_TYPES = ("message/rfc822", "message/global", "application/ms-tnef")
"""Containers whose members parse_mail has listed already: Part.inside names them."""

ARCHIVES = ("zip", "7z", "rar", "tar", "gzip", "bzip2", "xz")
_SECRET = "邮件或文件经过加密，无法读取，请以普通邮件重新发送。"  # noqa: S105 - a sentence, not a secret
_REFUSED = {
    "empty": (Problem.EMPTY, "文件是空的（0字节），请重新发送。"),
    "locked": (Problem.PASSWORD, "文件设有打开密码，请去掉密码后重新发送。"),
    "secret": (Problem.PASSWORD, _SECRET),
    "encoded": (Problem.NOT_ACCEPTED, "附件的传输编码无法识别（yEnc或BinHex），请以普通附件重新发送。"),
    "program": (Problem.NOT_ACCEPTED, "这是程序文件，不是备案材料，系统不会打开。"),
    "ole": (Problem.NOT_ACCEPTED, "文件格式无法识别，请以JPG、PDF、XLS或DOC格式重新发送。"),
    "zstd": (Problem.NOT_ACCEPTED, "压缩格式无法识别，请改用ZIP格式，或直接以附件发送。"),
    "unknown": (Problem.NOT_ACCEPTED, "文件格式无法识别，请以JPG、PDF、XLS或DOC格式重新发送。"),
}
_DAMAGED_OUTLOOK = {
    "tnef": "Outlook专用附件（winmail.dat）损坏，请以普通附件重新发送。",
    "outlook": "Outlook邮件文件（.msg）损坏，请把其中的材料直接作为附件发送。",
}
_NO_FILES = "Outlook邮件文件（.msg）里没有附件，请把材料直接作为附件发送。"
_ENCRYPTED_MAIL = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_CUT_OFF = "邮件在此附件中间被截断，请重新发送。"
_LINKS = "压缩包中有链接或特殊文件（不是真正的文件），已忽略。"
_TOO_DEEP = "压缩包层数过多，系统未打开，请直接以附件发送材料。"


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every step of one attachment shares."""

    reader: Reader
    budget: Budget
    deadline: Deadline


def read_attachment(part: Part, reader: Reader, seconds: float = SECONDS) -> tuple[Paper, ...]:
    """Its papers: one, or a container followed by its members. Runs in the limited child; raises nothing of its own.

    After so many `seconds` no further page or member is begun.
    """
    deadline = Deadline(seconds)
    return _read(part, _Desk(TimedReader(reader, deadline), Budget(len(part.content)), deadline), 0)


def paper_of(part: Part, fate: Fate, problem: Problem | None = None, about: str = "") -> Paper:
    """The row of a part that is not read any further."""
    name = _display_name(part)
    sha256 = hashlib.sha256(part.content).hexdigest()
    return Paper(name, len(part.content), sha256, fate, inside=part.inside, problem=problem, about=about)


def _display_name(part: Part) -> str:
    clean = clean_inner_path if part.inside else clean_file_name
    return clean(part.name) or unnamed(1, part.content_type)


def _read(part: Part, desk: _Desk, depth: int) -> tuple[Paper, ...]:
    settled = _without_opening(part)
    if settled:
        return (settled,)
    kind = sniff(part.content)
    if kind in _REFUSED:
        return (paper_of(part, Fate.UNREADABLE, *_REFUSED[kind]),)
    first, *members = _opened(part, kind, desk, depth)
    about = first.about + remarks(part.name, part.content, kind)
    return (replace(first, about=about), *members)


def _opened(part: Part, kind: str, desk: _Desk, depth: int) -> tuple[Paper, ...]:
    if kind in ARCHIVES:
        return _archive(part, kind, desk, depth)
    if kind in ("mail", "tnef", "outlook"):
        return _mail(part, desk, depth) if kind == "mail" else _outlook(part, kind, desk, depth)
    return _file(part, kind, desk.reader)


def _without_opening(part: Part) -> Paper | None:
    if part.content_type in OPENED_TYPES:
        return paper_of(part, Fate.CONTAINER)
    if not is_file(part.content_type):
        return paper_of(part, Fate.DECORATION, about="邮件签名或日程，不是备案材料。")
    if part.content_type in _ENCRYPTED_MAIL:
        return paper_of(part, Fate.UNREADABLE, Problem.PASSWORD, _SECRET)
    if part.truncated:
        return paper_of(part, Fate.UNREADABLE, Problem.DAMAGED, _CUT_OFF)
    return paper_of(part, Fate.DECORATION, about="邮件签名中的小图片。") if is_decoration(part) else None


def _file(part: Part, kind: str, reader: Reader) -> tuple[Paper, ...]:
    """A file that one of the readers knows. They name the paper; where it lies is added here."""
    name = _display_name(part)
    read = _readers(reader).get("spreadsheet" if kind == "text" and holds_table(part) else kind)
    if read is None:
        about = "这是文本文件，没有认出是哪一份备案材料。"
        return (paper_of(part, Fate.UNRECOGNISED, about=about),)
    papers = _placed(read(name, part.content), part.inside)
    return (_dot(papers[0], part),) if papers[0].fate is Fate.DECORATION else papers


def _dot(paper: Paper, part: Part) -> Paper:
    """A picture of a few pixels is an icon where the body shows it; sent as an attachment it is an empty scan."""
    size = picture_size(part.content)
    if part.inline or part.content_id or size is None or max(size) > DOT:
        return paper
    about = f"图片过小（{size[0]}x{size[1]}像素），看不到任何内容，请重新扫描或拍照后发送。"
    return replace(paper, fate=Fate.UNREADABLE, problem=Problem.EMPTY, about=about)


def _readers(reader: Reader) -> dict[str, Callable[[str, bytes], tuple[Paper, ...]]]:
    """Imported when first needed: OCR and PDF libraries are slow to load."""
    from parsers.document import read_document_file, read_workbook_file
    from parsers.ofd import read_ofd_file
    from parsers.pdf_papers import read_pdf_file
    from parsers.pictures import read_picture_file

    return {
        "picture": lambda name, content: read_picture_file(name, content, reader),
        "pdf": lambda name, content: read_pdf_file(name, content, reader),
        "document": lambda name, content: read_document_file(name, content, reader),
        "spreadsheet": lambda name, content: read_workbook_file(name, content, reader),
        "ofd": read_ofd_file,
    }


def _placed(papers: Iterable[Paper], inside: str | None) -> tuple[Paper, ...]:
    return tuple(p if p.inside else replace(p, inside=inside) for p in papers)


def _archive(part: Part, kind: str, desk: _Desk, depth: int) -> tuple[Paper, ...]:
    """The container and its members; one row that says why if it cannot be opened."""
    if depth >= DEEPEST:
        return (paper_of(part, Fate.UNREADABLE, Problem.OVER_LIMITS, _TOO_DEEP),)
    links = desk.budget.links
    try:
        members = list(open_archive(kind, part.content, desk.budget))
    except ArchiveTrouble as trouble:
        return (paper_of(part, Fate.UNREADABLE, trouble.problem, trouble.about),)
    if not members:
        return (paper_of(part, Fate.UNREADABLE, Problem.EMPTY, "压缩包里没有文件，请重新压缩后发送。"),)
    box = paper_of(part, Fate.CONTAINER, about=_LINKS if desk.budget.links > links else "")
    return (box, *(paper for member in members for paper in _member(member, box.name, desk, depth + 1)))


def _member(member: Member, box: str, desk: _Desk, depth: int) -> tuple[Paper, ...]:
    part = Part(_inner_name(member.name, box), member.content, inside=box)
    if member.trouble:
        return (paper_of(part, Fate.UNREADABLE, member.trouble.problem, member.trouble.about),)
    if desk.deadline.over:
        return (paper_of(part, Fate.UNREADABLE, Problem.CRASHED, NOT_REACHED),)
    return _read(part, desk, depth)


def _inner_name(name: str, box: str) -> str:
    """The one file in x.jpg.gz is x.jpg."""
    return box.rpartition(".")[0] or name if name == "内容" else name


def _mail(part: Part, desk: _Desk, depth: int) -> tuple[Paper, ...]:
    """A mail kept as a file (.eml): its attachments are the members."""
    from parsers.mail import parse_mail

    if depth >= DEEPEST:
        return (paper_of(part, Fate.UNREADABLE, Problem.OVER_LIMITS, _TOO_DEEP),)
    box = paper_of(part, Fate.CONTAINER)
    mail = parse_mail(RawMail(part.content, "", datetime.fromtimestamp(0, UTC)))
    members = [replace(p, inside=p.inside or box.name) for p in mail.parts]
    papers = [paper for member in members for paper in _read(member, desk, depth + 1)]
    return (box, *papers)


def _outlook(part: Part, kind: str, desk: _Desk, depth: int) -> tuple[Paper, ...]:
    """winmail.dat (`tnef`) or a message (.msg) kept as a file: the files in it are the members."""
    from parsers.ole import CompoundFile
    from parsers.tnef import tnef_files

    if depth >= DEEPEST:
        return (paper_of(part, Fate.UNREADABLE, Problem.OVER_LIMITS, _TOO_DEEP),)
    box = paper_of(part, Fate.CONTAINER)
    try:
        files = tnef_files(part.content) if kind == "tnef" else CompoundFile(part.content).files()
        members = [Part(name, content, inside=box.name) for name, content in files]
    except ValueError:
        return (paper_of(part, Fate.UNREADABLE, Problem.DAMAGED, _DAMAGED_OUTLOOK[kind]),)
    if not members and kind == "outlook":
        return (paper_of(part, Fate.UNREADABLE, Problem.EMPTY, _NO_FILES),)
    return (box, *(paper for member in members for paper in _read(member, desk, depth + 1)))
