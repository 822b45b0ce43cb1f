"""The papers of one case as files: drawn, scanned and saved once, however many mails they go into."""

from dataclasses import dataclass
from functools import cache
from random import Random

from PIL import Image

from samples.companies import Company
from samples.forms.fields import PROVIDERS
from samples.mails.letter import Attachment
from samples.papers.certificate import Registration, tabular
from samples.papers.commitment import commitment
from samples.papers.idcard import emblem_side, on_a4, on_table, portrait_side
from samples.papers.licence import licence
from samples.papers.photo import backdrop_photo
from samples.papers.saving import MIN_BYTES, as_jpeg, as_pdf, as_png
from samples.papers.scanner import scanned
from samples.papers.textpdf import text_pdf
from samples.papers.verification import Verified, verification_form
from samples.people import Person

IPS = {"江苏": "203.0.113.20", "安徽": "198.51.100.20"}


@dataclass(frozen=True, slots=True)
class Entity:
    """Who files: a company with its website principal, or a person alone."""

    name: str
    certificate: str
    principal: Person
    company: Company | None = None

    @classmethod
    def of_company(cls, company: Company, principal: Person | None = None) -> "Entity":
        """An organisation; its legal representative answers for the website unless somebody else is given."""
        return cls(company.name, company.uscc, principal or company.legal_representative, company)

    @classmethod
    def of_person(cls, person: Person) -> "Entity":
        """An individual."""
        return cls(person.name, person.id_number, person)

    def verified(self, domain: str, access: str = "江苏") -> Verified:
        """What stands on this entity's verification form and commitment."""
        organisation = self.company is not None
        provider, ip = PROVIDERS[access], IPS[access]
        return Verified(self.name, domain, self.principal.name, self.certificate, provider, ip, organisation)


@cache
def licence_scan(company: Company) -> Image.Image:
    """The licence on a scanner's glass."""
    rng = Random(f"licence/{company.uscc}")
    return scanned(licence(company, rng), rng)


@cache
def verification_scan(entity: Entity, domain: str, access: str = "江苏") -> Image.Image:
    """The signed verification form."""
    rng = Random(f"verification/{entity.name}/{domain}")
    return scanned(verification_form(entity.verified(domain, access), rng), rng)


@cache
def commitment_scan(entity: Entity, access: str = "江苏") -> Image.Image:
    """The signed commitment; it names no domain, so that one serves several filings."""
    rng = Random(f"commitment/{entity.name}")
    return scanned(commitment(entity.verified("", access), rng), rng)


@cache
def licence_file(company: Company) -> bytes:
    """The licence as a JPEG larger than the lower bound."""
    return as_jpeg(licence_scan(company), min_bytes=MIN_BYTES)


@cache
def verification_file(entity: Entity, domain: str) -> bytes:
    """The verification form as a JPEG larger than the lower bound."""
    return as_jpeg(verification_scan(entity, domain), min_bytes=MIN_BYTES)


@cache
def commitment_file(entity: Entity) -> bytes:
    """The commitment as a JPEG larger than the lower bound."""
    return as_jpeg(commitment_scan(entity), min_bytes=MIN_BYTES)


@cache
def id_scan(person: Person) -> bytes:
    """Both sides on one A4 page."""
    rng = Random(f"id/{person.id_number}")
    return as_jpeg(scanned(on_a4(portrait_side(person, rng), emblem_side(person, rng)), rng), min_bytes=MIN_BYTES)


@cache
def id_photos(person: Person) -> tuple[bytes, bytes]:
    """Each side photographed on a desk."""
    rng = Random(f"id-photo/{person.id_number}")
    sides = (portrait_side(person, rng), emblem_side(person, rng))
    front, back = (scanned(on_table(side, rng), rng, tilt=0) for side in sides)
    return as_jpeg(front, min_bytes=MIN_BYTES), as_jpeg(back, min_bytes=MIN_BYTES)


@cache
def photo(person: Person, brand: str = "中网科技") -> bytes:
    """The person before the backdrop."""
    return as_jpeg(backdrop_photo(Random(f"photo/{person.id_number}"), brand=brand), min_bytes=MIN_BYTES)


def drawn_certificate(domain: str, holder: str) -> bytes:
    """A certificate as a PNG, which may be small."""
    return as_png(tabular(Registration(domain, holder), Random(f"certificate/{domain}")))


def certificate_pdf(domain: str, holder: str) -> bytes:
    """A certificate as a registrar's console exports it: a PDF with a text layer."""
    facts = Registration(domain, holder)
    rows = (
        f"域名 Domain Name：{facts.domain}",
        f"域名所有者 Registrant：{facts.holder}",
        f"域名注册商 Registrar：{facts.registrar}",
        f"注册日期 Registration Date：{facts.registered:%Y-%m-%d}",
        f"到期日期 Expiration Date：{facts.expires:%Y-%m-%d}",
    )
    return text_pdf("域名注册证书", rows)


def signed_pdf(entity: Entity, domain: str, access: str) -> bytes:
    """Verification form and commitment scanned into one PDF of two pages."""
    return as_pdf([verification_scan(entity, domain, access), commitment_scan(entity, access)])


def signed_papers(entity: Entity, domain: str) -> tuple[Attachment, ...]:
    """核验单 and 责任书 as two JPEG files."""
    return (
        Attachment("网站备案真实性核验单.jpg", verification_file(entity, domain)),
        Attachment("网站备案信息安全责任书.jpg", commitment_file(entity)),
    )


def company_papers(entity: Entity, domain: str) -> tuple[Attachment, ...]:
    """Everything of a complete filing of an organisation but the registration form."""
    if entity.company is None:
        raise ValueError("an individual has no licence")
    return (
        *signed_papers(entity, domain),
        Attachment("域名证书.pdf", certificate_pdf(domain, entity.name)),
        Attachment("身份证正反面.jpg", id_scan(entity.principal)),
        Attachment("幕布照片.jpg", photo(entity.principal)),
        Attachment("营业执照副本.jpg", licence_file(entity.company)),
    )


def individual_papers(entity: Entity, domain: str) -> tuple[Attachment, ...]:
    """Everything of a complete filing of an individual but the registration form."""
    return (
        *signed_papers(entity, domain),
        Attachment("域名证书.pdf", certificate_pdf(domain, entity.name)),
        Attachment("身份证.jpg", id_scan(entity.principal)),
        Attachment("照片.jpg", photo(entity.principal)),
    )


def without(files: tuple[Attachment, ...], *words: str) -> tuple[Attachment, ...]:
    """The files whose names hold none of the words."""
    return tuple(file for file in files if not any(word in file.name for word in words))


def replaced(files: tuple[Attachment, ...], word: str, other: Attachment) -> tuple[Attachment, ...]:
    """The files with `other` instead of the one whose name holds the word."""
    return tuple(other if word in file.name else file for file in files)
