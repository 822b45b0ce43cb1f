"""One mail → one submission: subject, papers, and what the body says."""

import hashlib
from collections.abc import Callable

from filing.case import Submission
from filing.mail import Mail, Part
from filing.paper import Paper
from filing.terms import Fate, MailClass
from parsers.body import read_body
from parsers.file_names import clean_file_name
from parsers.mail_links import cloud_file_names
from parsers.subject import parse_subject

Read = Callable[[Part], tuple[Paper, ...]]
"""Opens one attachment, in a limited child."""

_LINK_ONLY = "只收到网盘或超大附件的下载链接，系统不会下载，请以普通附件重新发送。"


def read_submission(mail: Mail, read: Read) -> Submission:
    """The submission of a mail. Papers of machine mail (bounces, auto-replies, lists) are not read."""
    line = parse_subject(mail.subject)
    if mail.mail_class is not MailClass.NORMAL:
        return Submission(mail, line)
    papers = [paper for part in mail.parts for paper in read(part)]
    return Submission(mail, line, (*papers, *linked_papers(mail)), read_body(mail.subject, mail.own_text))


def linked_papers(mail: Mail) -> tuple[Paper, ...]:
    """A row for each file that lies with a mail provider (超大附件): named by the text beside the link where it is."""
    if not mail.cloud_links:
        return ()
    attached = tuple(part.name for part in mail.parts)
    shown = [clean_file_name(name) for name in cloud_file_names(mail.text)]
    names = [name for name in shown if name and not name.endswith(attached)]
    count = max(len(names), 1) if len(names) >= len(mail.cloud_links) else len(mail.cloud_links)
    names += [f"网盘链接-{i + 1}" for i in range(len(names), count)]
    return tuple(_linked(mail, name, i) for i, name in enumerate(names))


def _linked(mail: Mail, name: str, position: int) -> Paper:
    link = mail.cloud_links[min(position, len(mail.cloud_links) - 1)]
    sha256 = hashlib.sha256(f"{link}\n{name}".encode()).hexdigest()
    return Paper(name, 0, sha256, Fate.LINK_ONLY, about=_LINK_ONLY)
