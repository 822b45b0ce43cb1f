"""Demo mails that are filings: two complete ones, and one each for what the desk finds most often."""

from dataclasses import replace
from random import Random

from samples.companies import Company
from samples.demo.cast import CHUZHOU, HENGYUAN, JIAYI, LIN, QINGHE, QINGHE_BEFORE, STRANGER, TIANSHAN
from samples.demo.sample import Sample
from samples.demo.scenes import Scene
from samples.dossier import (
    certificate_pdf,
    drawn_certificate,
    id_photos,
    id_scan,
    licence_file,
    licence_scan,
    photo,
    replaced,
    signed_papers,
    signed_pdf,
    without,
)
from samples.forms.style import Style
from samples.forms.workbook import form
from samples.mails.archive import gbk_zip
from samples.mails.clients import FOXMAIL, IPHONE, NETEASE, OUTLOOK, QQ, SCRIPT, THUNDERBIRD
from samples.mails.letter import Attachment
from samples.papers.letters import Authorised, general_letter
from samples.papers.photo import signature_logo
from samples.papers.saving import MIN_BYTES, as_jpeg, as_png, jpeg_of_size
from samples.papers.scanner import quarter_turned, scanned


def complete_enterprise() -> Sample:
    """Everything is there; Outlook adds a logo."""
    scene = Scene("01-complete-enterprise", JIAYI, "jiayi-yangli.cn", 0, OUTLOOK)
    certificate = Attachment("域名证书.png", drawn_certificate(scene.domain, JIAYI.name))
    files = replaced(scene.papers(), "域名证书", certificate)
    return scene.sample(scene.form(style=Style("star")), *files, logo=as_png(signature_logo("甲乙科技")))


def complete_individual() -> Sample:
    """From an iPhone: pictures inline, without telling names, one side of the card each."""
    scene = Scene("02-complete-individual", LIN, "mugong-yangli.cn", 25, IPHONE)
    front, back = id_photos(LIN.principal)
    verification, commitment = signed_papers(LIN, scene.domain)
    pictures = (verification.content, commitment.content, front, back, photo(LIN.principal))
    files = [Attachment(f"IMG_{2231 + place}.jpeg", content) for place, content in enumerate(pictures)]
    table = form(scene.data(), layout="two_columns", style=Style("colon"), xlsx=True)
    certificate = Attachment("域名证书.png", drawn_certificate(scene.domain, LIN.name))
    return scene.sample(Attachment("备案信息登记表.xlsx", table), *files, certificate)


def photo_missing() -> Sample:
    """All but the photo before the backdrop (G02)."""
    scene = Scene("03-photo-missing", JIAYI, "jiayi-shop-yangli.cn", 61, FOXMAIL)
    return scene.sample(
        scene.form(layout="vertical_bands", style=Style(renamed=True)), *without(scene.papers(), "幕布")
    )


def scan_too_small() -> Sample:
    """The licence has exactly 512,000 bytes: not larger than 500K (G12)."""
    scene = Scene("04-scan-too-small", JIAYI, "jiayi-tool-yangli.cn", 95, NETEASE)
    small = jpeg_of_size(licence_scan(_company(scene)), MIN_BYTES)
    return scene.sample(scene.form(), *replaced(scene.papers(), "营业执照", Attachment("营业执照副本.jpg", small)))


def licence_name_differs() -> Sample:
    """The company has a new name, its licence still the old one; it was scanned lying on its side."""
    scene = Scene("05-licence-name-differs", QINGHE, "qinghe-yangli.cn", 140, THUNDERBIRD)
    old = as_jpeg(quarter_turned(licence_scan(QINGHE_BEFORE)), min_bytes=MIN_BYTES)
    files = replaced(scene.papers(), "营业执照", Attachment("扫描0001.jpg", old))
    return scene.sample(scene.form(style=Style("required")), *files)


def domain_holder_differs() -> Sample:
    """The domain belongs to a person who is not the entity (G14)."""
    scene = Scene("06-domain-holder-differs", JIAYI, "jiayi-old-yangli.cn", 1450, QQ)
    certificate = Attachment("域名证书.pdf", certificate_pdf(scene.domain, STRANGER.name))
    return scene.sample(scene.form(style=Style(ticks=True)), *replaced(scene.papers(), "域名证书", certificate))


def abbreviated_name() -> Sample:
    """Form and subject say 甲乙科技 (G15)."""
    scene = Scene("07-abbreviated-name", JIAYI, "jiayi-cloud-yangli.cn", 1490, FOXMAIL)
    return scene.sample(scene.form(entity_name="甲乙科技"), *scene.papers(), name="甲乙科技")


def suspended_province() -> Sample:
    """An entity of 新疆: suspended, whatever else is missing (G09)."""
    scene = Scene("08-suspended-province", TIANSHAN, "yanchi-yangli.cn", 1530, QQ)
    papers = (
        Attachment("营业执照.jpg", licence_file(_company(scene))),
        Attachment("法人身份证.jpg", id_scan(TIANSHAN.principal)),
        Attachment("域名证书.pdf", certificate_pdf(scene.domain, TIANSHAN.name)),
    )
    return scene.sample(scene.form(), *papers)


def wrong_mailbox() -> Sample:
    """Sent to 安徽 although the server is in 江苏 (G19)."""
    scene = Scene("09-wrong-mailbox", JIAYI, "jiayi-mail-yangli.cn", 1570, NETEASE, mailbox="anhui")
    return scene.sample(scene.form(), *scene.papers())


def access_without_number() -> Sample:
    """备案接入 without the ICP number and the password (G16)."""
    text = "您好，\n我们的网站已在别处备案，现在转到贵司，办理备案接入，资料见附件。\n"
    scene = Scene("10-access-without-number", JIAYI, "jiayi-move-yangli.cn", 2890, OUTLOOK, text=text)
    return scene.sample(scene.form(kind="新增接入"), *scene.papers())


def incomplete() -> Sample:
    """An individual forgets two papers."""
    scene = Scene("11-incomplete", LIN, "mugong-blog-yangli.cn", 2930, SCRIPT)
    return scene.sample(scene.form(style=Style(same_as=True, guide=True)), *without(scene.papers(), "责任书", "照片"))


def follow_up() -> Sample:
    """The two papers, half an hour later, under the same subject with 回复:."""
    text = "您好，补充安全责任书和照片，请查收。\n"
    scene = Scene("12-follow-up", LIN, "mugong-blog-yangli.cn", 2962, SCRIPT, text=text)
    papers = scene.papers()
    files = (papers[1], papers[-1])
    return scene.sample(*files, name=f"回复: {LIN.name}")


def zipped() -> Sample:
    """A whole submission in a zip with GBK names, to 安徽 (G26)."""
    scene = Scene("13-zipped", CHUZHOU, "luming-yangli.cn", 2990, QQ, access="安徽", mailbox="anhui")
    front, back = id_photos(CHUZHOU.principal)
    files = (
        scene.form(layout="row_per_site"),
        Attachment("核验单和责任书.pdf", signed_pdf(CHUZHOU, scene.domain, "安徽")),
        Attachment("域名证书.png", drawn_certificate(scene.domain, CHUZHOU.name)),
        Attachment("身份证正面.jpg", front),
        Attachment("身份证反面.jpg", back),
        Attachment("幕布照.jpg", photo(CHUZHOU.principal, "安徽易速网络")),
        Attachment("营业执照副本.jpg", licence_file(_company(scene))),
    )
    return replace(scene.sample(Attachment("备案资料.zip", gbk_zip(files, folder="备案资料"))), files=files)


def letter_of_wrong_kind() -> Sample:
    """A company of 上海 sends the ordinary letter instead of 《网站负责人委托书-上海》 (G04)."""
    scene = Scene("19-letter-of-wrong-kind", HENGYUAN, "hengyuan-yangli.cn", 4400, THUNDERBIRD)
    company = _company(scene)
    rng = Random("letter/hengyuan")
    letter = scanned(general_letter(Authorised(company, HENGYUAN.principal, scene.domain), rng), rng)
    extra = (
        Attachment("法人身份证.jpg", id_scan(company.legal_representative)),
        Attachment("委托书.jpg", as_jpeg(letter, min_bytes=MIN_BYTES)),
    )
    return scene.sample(scene.form(), *scene.papers(), *extra)


def lost_digits() -> Sample:
    """Excel made numbers of the ID numbers (G32)."""
    scene = Scene("20-lost-digits", JIAYI, "jiayi-data-yangli.cn", 4450, NETEASE)
    return scene.sample(scene.form(layout="two_columns", style=Style(numeric=True)), *scene.papers())


def _company(scene: Scene) -> Company:
    if scene.entity.company is None:
        raise ValueError(f"{scene.name} is an individual's")
    return scene.entity.company
