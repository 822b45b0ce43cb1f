"""How to open a mailbox: its settings as the doors to IMAP and SMTP want them."""

from intake.imap import ImapSettings
from replies.transport import SmtpSettings
from service.access import password, token
from service.settings import MailboxSettings


def imap_settings(key: str, mailbox: MailboxSettings) -> ImapSettings:
    """How to open a mailbox. Raises ConfigurationRefused if its password cannot be read."""
    return ImapSettings(
        key,
        mailbox.imap_host,
        mailbox.imap_port,
        mailbox.user,
        password(mailbox),
        mailbox.imap_security,
        mailbox.folder,
        mailbox.ca_file,
        token(mailbox),
    )


def smtp_settings(mailbox: MailboxSettings) -> SmtpSettings:
    """How to send from a mailbox. Raises ConfigurationRefused if its password cannot be read."""
    return SmtpSettings(
        mailbox.smtp_host,
        mailbox.smtp_port,
        mailbox.user,
        password(mailbox),
        mailbox.smtp_security,
        mailbox.ca_file,
        token(mailbox),
    )
