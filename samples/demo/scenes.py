"""How a demo mail is put together: a case, what is changed about it, and the program that sends it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from samples.demo.sample import MAILBOXES, Sample
from samples.dossier import Entity, company_papers, individual_papers
from samples.forms.fields import FormData, company_form, individual_form
from samples.forms.style import Style
from samples.forms.workbook import FILE_NAME, form
from samples.mails.clients import QQ, Client, compose
from samples.mails.letter import CHINA, Attachment, Letter

MONDAY = datetime(2026, 11, 16, 8, 40, tzinfo=CHINA)
GREETING = "您好，\n附件是我们的网站备案资料，请查收，有问题请回复邮件，谢谢！\n"


@dataclass(frozen=True, slots=True)
class Scene:
    """One filing by mail. `minutes` after Monday 08:40; `access` is the province of the form's server."""

    name: str
    entity: Entity
    domain: str
    minutes: int
    client: Client = QQ
    access: str = "江苏"
    mailbox: str = "jiangsu"
    text: str = GREETING

    def data(self, **changed: str) -> FormData:
        """The complete form, some values changed."""
        company = self.entity.company
        if company is None:
            base = individual_form(self.entity.principal, self.domain, site_name="木工手记", access=self.access)
        else:
            base = company_form(company, self.domain, principal=self.entity.principal, access=self.access)
        return {**base, **changed}

    def form(self, *, layout: str = "sectioned", style: Style | None = None, **changed: str) -> Attachment:
        """The registration form as xls."""
        return Attachment(FILE_NAME, form(self.data(**changed), layout=layout, style=style))

    def papers(self) -> tuple[Attachment, ...]:
        """Everything else of a complete filing."""
        complete = individual_papers if self.entity.company is None else company_papers
        return complete(self.entity, self.domain)

    @property
    def sent(self) -> datetime:
        """When the mail was written."""
        return MONDAY + timedelta(minutes=self.minutes)

    def letter(self, *files: Attachment, name: str | None = None) -> Letter:
        """The letter; its subject is 主办者全称+域名 [001:118] unless `name` stands for the entity's name."""
        local = self.domain.split(".", maxsplit=1)[0]
        return Letter(
            sender=f"{'web' if self.entity.company else 'me'}@{local}.example",
            sender_name=self.entity.principal.name,
            to=MAILBOXES[self.mailbox],
            subject=f"{name or self.entity.name}+{self.domain}",
            text=f"{self.text}\n{self.entity.principal.name}\n",
            sent=self.sent,
            attachments=files,
        )

    def sample(self, *files: Attachment, name: str | None = None, logo: bytes = b"") -> Sample:
        """The mail with these files."""
        raw = compose(replace(self.letter(*files, name=name), logo=logo), self.client)
        return Sample(self.name, self.mailbox, raw, files)
