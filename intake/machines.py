"""Machines' mail that may be a customer's all the same: a gateway marks it as bulk, somebody forwards by a list."""

import re

from filing.mail import Mail
from filing.terms import MailClass

_FILE = re.compile(r"\.(jpe?g|png|bmp|tiff?|heic|pdf|ofd|xlsx?|et|docx?|wps|zip|rar|7z)$", re.IGNORECASE)


def may_be_papers(mail: Mail) -> bool:
    """Whether files of the kinds that papers come in are attached. It is never answered; but a person must see it."""
    if mail.mail_class not in (MailClass.LIST, MailClass.AUTO_REPLY):
        return False
    return any(_FILE.search(part.name) and not (part.inline or part.referenced or part.inside) for part in mail.parts)
