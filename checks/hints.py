"""What a file's name says of its content. It proves nothing; it spares the customer wrong requests."""

import re

from filing.paper import Paper
from filing.terms import Material

_WORDS = (
    (Material.REGISTRATION_FORM, r"登记表|信息采集表|备案资料表"),
    (Material.VERIFICATION_FORM, r"核验单|核验表"),
    (Material.SECURITY_COMMITMENT, r"责任书|安全协议|管理协议|安全承诺"),
    (Material.DOMAIN_CERTIFICATE, r"域名.{0,4}(证|实名)|注册证书"),
    (Material.AUTHORIZATION_LETTER, r"委托书|授权书|委托函"),
    (Material.BUSINESS_LICENSE, r"执照|法人证书|登记证书|信用代码证|机构代码证|执业许可"),
    (Material.LEGAL_REPRESENTATIVE_ID, r"(法人|法定代表人|主体负责人|老板).{0,6}身份证|身份证.{0,4}(法人|法定代表人)"),
    (Material.WEBSITE_PRINCIPAL_ID, r"网站负责人.{0,6}身份证|身份证.{0,4}网站负责人"),
    (Material.ID_CARD, r"身份证|id.?card"),
    (Material.BACKDROP_PHOTO, r"幕布|半身照|核验照|当面核验"),
    (Material.PRE_APPROVAL, r"前置审批"),
)
_TABLE = tuple((material, re.compile(pattern, re.IGNORECASE)) for material, pattern in _WORDS)
_PICTURE = re.compile(r"\.(jpe?g|jfif|png|bmp|tiff?|gif|webp|hei[cf])(#page=[\d-]+)?$", re.IGNORECASE)
_SCAN = re.compile(r"\.(jpe?g|jfif|png|bmp|tiff?|gif|webp|hei[cf]|pdf|ofd|docx?|wps)(#page=[\d-]+)?$", re.IGNORECASE)
_SHEET = re.compile(r"\.(xlsx?|et|xlsb|ods|csv)$", re.IGNORECASE)
ID_ROLES = (Material.WEBSITE_PRINCIPAL_ID, Material.LEGAL_REPRESENTATIVE_ID)


def hinted(paper: Paper) -> Material | None:
    """The material that a paper's recogniser, or else its file name, speaks of."""
    return paper.material or hinted_by(paper.name)


def hinted_by(name: str) -> Material | None:
    """The first material whose words a file name holds."""
    return next((material for material, words in _TABLE if words.search(name)), None)


def may_be(paper: Paper, material: Material) -> bool:
    """Whether a file that nothing could read may hold a material."""
    hint = hinted(paper)
    if hint is Material.ID_CARD:
        return material in ID_ROLES
    if hint:
        return hint is material
    if material is Material.REGISTRATION_FORM:
        return bool(_SHEET.search(paper.name))
    return bool((_PICTURE if material is Material.BACKDROP_PHOTO else _SCAN).search(paper.name))
