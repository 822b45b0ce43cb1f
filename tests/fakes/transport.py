"""A mail server in memory that can be told how to answer."""

from collections.abc import Callable
from dataclasses import dataclass, field

from filing.errors import DeliveryUnknown


@dataclass
class FakeTransport:
    """Stands for replies.transport.SmtpTransport. Each exception or code is used up once; then all goes well."""

    offers: list[Exception] = field(default_factory=list)
    codes: list[int | Exception] = field(default_factory=list)
    before_dot: Callable[[], None] = lambda: None
    sent: list[tuple[str, str, bytes]] = field(default_factory=list)
    aborted: int = 0

    def offer(self, sender: str, recipient: str, message: bytes) -> "FakeCommitting":
        if self.offers:
            raise self.offers.pop(0)
        return FakeCommitting(self, (sender, recipient, message))


@dataclass
class FakeCommitting:
    """A body that the server holds."""

    transport: FakeTransport
    mail: tuple[str, str, bytes]

    def final_dot(self) -> int:
        self.transport.before_dot()
        answer = self.transport.codes.pop(0) if self.transport.codes else 250
        if isinstance(answer, DeliveryUnknown) or answer == 250:
            self.transport.sent.append(self.mail)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def abort(self) -> None:
        self.transport.aborted += 1
