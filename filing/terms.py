"""The field's words, each with its one English identifier (docs/glossary.md repeats them)."""

from enum import StrEnum


class Material(StrEnum):
    """A paper or datum that a filing may ask for. The value is the key of the JSON contract."""

    REGISTRATION_FORM = "registration_form"
    VERIFICATION_FORM = "verification_form"
    SECURITY_COMMITMENT = "security_commitment"
    DOMAIN_CERTIFICATE = "domain_certificate"
    WEBSITE_PRINCIPAL_ID = "website_principal_id"
    BACKDROP_PHOTO = "backdrop_photo"
    BUSINESS_LICENSE = "business_license"
    LEGAL_REPRESENTATIVE_ID = "legal_representative_id"
    AUTHORIZATION_LETTER = "authorization_letter"
    ICP_NUMBER_AND_PASSWORD = "icp_number_and_password"  # noqa: S105 - the name of a material, not a secret
    PRE_APPROVAL = "pre_approval"
    ID_CARD = "id_card"  # an ID card whose holder's role in the case is not known (yet)


class FilingKind(StrEnum):
    """What is asked of the administration (备案类型)."""

    INITIAL = "initial"
    ADD_WEBSITE = "add_website"
    ADD_ACCESS = "add_access"
    CHANGE = "change"
    CANCEL = "cancel"


class EntityType(StrEnum):
    """Nature of the entity (主办单位性质)."""

    INDIVIDUAL = "individual"
    ENTERPRISE = "enterprise"
    GOVERNMENT = "government"
    PUBLIC_INSTITUTION = "public_institution"
    SOCIAL_ORGANIZATION = "social_organization"
    PRIVATE_NON_ENTERPRISE = "private_non_enterprise"
    FOUNDATION = "foundation"
    LAW_FIRM = "law_firm"
    OTHER = "other"


class Fate(StrEnum):
    """What became of one part of a mail. Every part has exactly one."""

    MATERIAL = "material"
    FORM = "form"
    DUPLICATE = "duplicate"
    DECORATION = "decoration"
    CONTAINER = "container"
    LINK_ONLY = "link_only"
    UNREADABLE = "unreadable"
    UNRECOGNISED = "unrecognised"


class Problem(StrEnum):
    """Why a part is unreadable (fate `unreadable`)."""

    PASSWORD = "password"  # noqa: S105 - the file asks for one; this is not one
    DAMAGED = "damaged"
    EMPTY = "empty"
    OVER_LIMITS = "over_limits"
    NOT_ACCEPTED = "not_accepted"
    CRASHED = "crashed"


class MailClass(StrEnum):
    """Who wrote: a person, or which kind of machine."""

    NORMAL = "normal"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LIST = "list"
    RECEIPT = "receipt"
    UNPARSABLE = "unparsable"


class Verdict(StrEnum):
    """PASS; FAIL is provable and goes to the customer; UNSURE goes to a specialist."""

    PASS = "pass"  # noqa: S105 - a verdict
    FAIL = "fail"
    UNSURE = "unsure"


class Outcome(StrEnum):
    """What the desk decides on a case after a mail."""

    COMPLETE = "COMPLETE"
    INCOMPLETE = "INCOMPLETE"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    FOR_SPECIALIST = "FOR_SPECIALIST"
    NOT_A_SUBMISSION = "NOT_A_SUBMISSION"


class MailStatus(StrEnum):
    """received → processing → settled | held | failed."""

    RECEIVED = "received"
    PROCESSING = "processing"
    SETTLED = "settled"
    HELD = "held"
    FAILED = "failed"


class ReplyStatus(StrEnum):
    """draft → queued → committing → sent | unknown | failed."""

    DRAFT = "draft"
    QUEUED = "queued"
    COMMITTING = "committing"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


CHINESE = {
    Material.REGISTRATION_FORM: "网站备案资料登记表",
    Material.VERIFICATION_FORM: "网站备案真实性核验单",
    Material.SECURITY_COMMITMENT: "网站备案信息安全责任书",
    Material.DOMAIN_CERTIFICATE: "域名证书",
    Material.WEBSITE_PRINCIPAL_ID: "网站负责人身份证",
    Material.BACKDROP_PHOTO: "网站负责人幕布半身照片",
    Material.BUSINESS_LICENSE: "营业执照副本",
    Material.LEGAL_REPRESENTATIVE_ID: "法定代表人身份证",
    Material.AUTHORIZATION_LETTER: "网站负责人委托书",
    Material.ICP_NUMBER_AND_PASSWORD: "备案号和备案密码",
    Material.PRE_APPROVAL: "前置审批文件",
    Material.ID_CARD: "身份证",
    FilingKind.INITIAL: "新增备案",
    FilingKind.ADD_WEBSITE: "新增网站",
    FilingKind.ADD_ACCESS: "新增接入",
    FilingKind.CHANGE: "变更备案",
    FilingKind.CANCEL: "注销备案",
    EntityType.INDIVIDUAL: "个人",
    EntityType.ENTERPRISE: "企业",
    EntityType.GOVERNMENT: "政府机关",
    EntityType.PUBLIC_INSTITUTION: "事业单位",
    EntityType.SOCIAL_ORGANIZATION: "社会团体",
    EntityType.PRIVATE_NON_ENTERPRISE: "民办非企业单位",
    EntityType.FOUNDATION: "基金会",
    EntityType.LAW_FIRM: "律师事务所",
    EntityType.OTHER: "其他组织",
    Outcome.COMPLETE: "资料齐全",
    Outcome.INCOMPLETE: "需补充",
    Outcome.NOT_ACCEPTED: "暂不受理",
    Outcome.FOR_SPECIALIST: "待专员处理",
    Outcome.NOT_A_SUBMISSION: "非备案资料",
    MailStatus.RECEIVED: "已收到",
    MailStatus.PROCESSING: "处理中",
    MailStatus.SETTLED: "已处理",
    MailStatus.HELD: "待人工",
    MailStatus.FAILED: "处理出错",
}
"""What a person is shown for the values above, but for replies: two enums that share a value are one key of a dict."""

REPLY_STATUS_CHINESE = {
    ReplyStatus.DRAFT: "草稿",
    ReplyStatus.QUEUED: "待发送",
    ReplyStatus.COMMITTING: "发送中",
    ReplyStatus.SENT: "已发送",
    ReplyStatus.UNKNOWN: "发送结果不明",
    ReplyStatus.FAILED: "发送失败",
}
"""The same for the status of a reply (MailStatus and ReplyStatus share `failed`)."""
