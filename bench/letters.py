"""Mails as they cost most: a complete filing with ten attachments, none of which was read before."""

from pathlib import PurePath

from samples.demo.cast import JIAYI
from samples.demo.scenes import Scene
from samples.mails.clients import QQ
from samples.mails.letter import Attachment

ATTACHMENTS = 10
TAIL = frozenset({".jpg", ".jpeg", ".png", ".pdf"})
"""Of such files readers do not mind bytes after the end: another content, the same paper."""


def ten_attachments(number: int) -> tuple[bytes, tuple[Attachment, ...]]:
    """The mail, and its attachments."""
    scene = Scene(f"bench-{number}", JIAYI, f"bench{number}-yangli.cn", number, QQ)
    papers = tuple(_own(paper, number) for paper in scene.papers())
    more = ATTACHMENTS - 1 - len(papers)
    pictures = [paper for paper in papers if PurePath(paper.name).suffix in TAIL - {".pdf"}]
    again = tuple(_own(Attachment(f"补充{n}-{p.name}", p.content), n) for n, p in enumerate(pictures[:more]))
    sample = scene.sample(scene.form(), *papers, *again)
    return sample.raw, sample.files


def _own(paper: Attachment, number: int) -> Attachment:
    if PurePath(paper.name).suffix not in TAIL:
        return paper
    return Attachment(paper.name, paper.content + f"\n{number}".encode())
