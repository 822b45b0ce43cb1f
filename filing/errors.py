"""Errors that a person will read. Each says what is wrong and what to do next, in Chinese."""


class DeskError(Exception):
    """`message` is for the reader, `advice` the next step; the exit status is that of the command line contract."""

    exit_status = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class UnreadableInput(DeskError):
    """The file given on the command line cannot be read as what it should be."""

    exit_status = 3


class ConfigurationRefused(DeskError):
    """Settings or policy are wrong: file, key and an example are in the message."""

    exit_status = 4


class MailboxTrouble(DeskError):
    """A mailbox cannot be reached or refuses us; the poller backs off."""


class LoginRefused(MailboxTrouble):
    """The mailbox refuses user name or password."""


class TransportTrouble(DeskError):
    """SMTP failed before the final dot: nothing was sent, it may be tried again."""


class TransportRefused(DeskError):
    """SMTP refused for good (5xx)."""


class DeliveryUnknown(DeskError):
    """The final dot was written and no answer came: the reply may or may not have been accepted."""
