"""What stands on the form: sections, keys and labels, and the values of one customer."""

from collections.abc import Mapping

from samples.companies import Company
from samples.people import Person
from samples.places import county_of

FormData = Mapping[str, str]
"""Canonical key → value. An empty value is an empty cell."""

PROVIDERS = {"江苏": "中网科技（苏州）股份有限公司", "安徽": "安徽易速网络科技有限公司"}
"""Legal names of the access provider by access province [001:333-334]."""

SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "备案信息",
        (
            ("kind", "备案类型"),
            ("entity_icp_number", "主体备案号"),
            ("website_icp_number", "网站备案号"),
            ("icp_password", "备案密码"),
        ),
    ),
    (
        "主体信息",
        (
            ("entity_name", "主办单位名称"),
            ("entity_nature", "主办单位性质"),
            ("entity_cert_type", "证件类型"),
            ("entity_cert_no", "证件号码"),
            ("entity_cert_address", "证件住所"),
            ("entity_province", "所在省份"),
            ("entity_city", "所在城市"),
            ("entity_county", "所在县区"),
            ("entity_mail_address", "通信地址"),
            ("investor", "投资者或上级主管单位"),
        ),
    ),
    (
        "主体负责人信息",
        (
            ("entity_principal_name", "姓名"),
            ("entity_principal_cert_type", "证件类型"),
            ("entity_principal_cert_no", "证件号码"),
            ("entity_principal_landline", "办公电话"),
            ("entity_principal_mobile", "手机号码"),
            ("entity_principal_email", "电子邮箱"),
        ),
    ),
    (
        "网站信息",
        (
            ("site_name", "网站名称"),
            ("domains", "网站域名"),
            ("home_url", "网站首页网址"),
            ("service_type", "网站服务内容"),
            ("language", "网站语言"),
            ("pre_approval", "前置或专项审批内容"),
        ),
    ),
    (
        "网站负责人信息",
        (
            ("website_principal_name", "姓名"),
            ("website_principal_cert_type", "证件类型"),
            ("website_principal_cert_no", "证件号码"),
            ("website_principal_landline", "办公电话"),
            ("website_principal_mobile", "手机号码"),
            ("website_principal_email", "电子邮箱"),
        ),
    ),
    (
        "接入信息",
        (
            ("access_provider", "接入服务提供者名称"),
            ("access_method", "网站接入方式"),
            ("server_location", "服务器放置地"),
            ("server_ips", "网站IP地址"),
        ),
    ),
)

LONG = frozenset(
    {"entity_name", "entity_cert_address", "entity_mail_address", "investor", "access_provider", "site_name"}
)
"""Values that take the whole width of a four-column form."""

NUMBERS = frozenset({"entity_principal_cert_no", "website_principal_cert_no"})
CHOICES = {
    "entity_nature": ("企业", "个人", "政府机关", "事业单位", "社会团体"),
    "service_type": ("单位门户网站", "网络购物", "博客/个人空间", "其他"),
    "access_method": ("专线", "主机托管", "虚拟主机", "其他"),
}
"""What the form offers to tick."""

OTHER_NAMES = {
    "kind": "备案性质",
    "entity_name": "主办单位或主办人名称(全称)",
    "entity_nature": "单位性质",
    "entity_mail_address": "通讯地址",
    "investor": "投资人或主管单位",
    "entity_principal_landline": "固定电话",
    "entity_principal_mobile": "移动电话",
    "entity_principal_email": "E-mail",
    "domains": "备案域名",
    "home_url": "首页地址",
    "service_type": "服务内容",
    "language": "语种",
    "website_principal_landline": "固定电话",
    "website_principal_mobile": "移动电话",
    "website_principal_email": "E-mail",
    "access_provider": "网站接入服务提供者",
    "server_location": "服务器所在地",
    "server_ips": "服务器IP",
}
"""What other forms in the wild call the same fields."""


def full_label(section: str, key: str, label: str) -> str:
    """The label where no section heading stands near it: 主体负责人姓名, 主办单位证件类型."""
    if key.startswith(("entity_principal_", "website_principal_")):
        return section.removesuffix("信息") + label
    return f"主办单位{label}" if key.startswith(("entity_cert", "entity_mail")) else label


def company_form(company: Company, domain: str, *, principal: Person | None = None, access: str = "江苏") -> FormData:
    """A complete form of an organisation; `principal` (website principal) is the legal representative by default."""
    head, site = company.legal_representative, principal or company.legal_representative
    return {
        "kind": "新增备案",
        "entity_name": company.name,
        "entity_nature": company.nature,
        "entity_cert_type": "事业单位法人证书" if company.kind == "public_institution" else "营业执照",
        "entity_cert_no": company.uscc,
        "entity_cert_address": company.address,
        "entity_province": company.city.province_name,
        "entity_city": company.city.name,
        "entity_county": county_of(company.address),
        "entity_mail_address": company.address,
        "investor": head.name,
        **_principal("entity", head, company.landline),
        "site_name": company.name,
        "service_type": "单位门户网站",
        **_principal("website", site, company.landline),
        **_site(domain, access),
    }


def individual_form(person: Person, domain: str, *, site_name: str, access: str = "江苏") -> FormData:
    """A complete form of an individual."""
    return {
        "kind": "新增备案",
        "entity_name": person.name,
        "entity_nature": "个人",
        "entity_cert_type": "身份证",
        "entity_cert_no": person.id_number,
        "entity_cert_address": person.address,
        "entity_province": person.city.province_name,
        "entity_city": person.city.name,
        "entity_county": county_of(person.address),
        "entity_mail_address": person.address,
        **_principal("entity", person, ""),
        "site_name": site_name,
        "service_type": "其他",
        **_principal("website", person, ""),
        **_site(domain, access),
    }


def _principal(role: str, person: Person, landline: str) -> FormData:
    values = {
        "name": person.name,
        "cert_type": "身份证",
        "cert_no": person.id_number,
        "landline": landline,
        "mobile": person.mobile,
        "email": person.email,
    }
    return {f"{role}_principal_{key}": value for key, value in values.items()}


def _site(domain: str, access: str) -> FormData:
    return {
        "domains": domain,
        "home_url": f"www.{domain}",
        "language": "中文简体",
        "pre_approval": "无",
        "access_provider": PROVIDERS[access],
        "access_method": "虚拟主机",
        "server_location": access + "省",
        "server_ips": {"江苏": "203.0.113.20", "安徽": "198.51.100.20"}[access],
    }
