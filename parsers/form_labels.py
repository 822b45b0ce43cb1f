"""What the labels of a registration form are called, as data: whose (owner) and what (attribute).

Owners and attributes are multiplied (网站负责人 + 手机号码), so that a wording that nobody listed is still understood.
Phrases of their own (服务器放置地) are in form_phrases.py. All words are folded: no spaces, no punctuation, lower case.
"""

from enum import StrEnum


class Section(StrEnum):
    """Whose data a part of the form holds."""

    NONE = ""
    CASE = "case"
    ENTITY = "entity"
    PRINCIPAL = "entity_principal"
    LEGAL = "legal_rep"
    WEBSITE = "website"
    WEBMASTER = "website_principal"
    ACCESS = "access"
    CONTACT = "contact"
    PERSON = "person"  # 负责人 alone: of the entity or of the website
    OTHER = "other"


PERSONS = frozenset({Section.PRINCIPAL, Section.WEBMASTER, Section.CONTACT, Section.LEGAL, Section.PERSON})


def words(text: str) -> tuple[str, ...]:
    """The words of a text, apart by spaces."""
    return tuple(text.split())


OWNERS: dict[Section, tuple[str, ...]] = {
    Section.ENTITY: words(
        """
        主办单位 网站主办单位 主办者 网站主办者 主办人 网站主办人 主办单位或主办人 主办单位或主办者
        主办单位或个人 单位或个人 主办者或单位 备案主体 主体 单位 公司 企业 开办者 网站开办者 开办单位
        网站开办单位 申请单位 备案单位 机构 组织 主体单位 所属单位 网站所有者 主办单位主办人 营业执照 主办方
        网站主办方 客户 备案人 申请人 网站所属单位 企业或个人 网站主体 备案主体单位
        """
    ),
    Section.PRINCIPAL: words(
        """
        主体负责人 主办单位负责人 主办者负责人 主办人负责人 单位负责人 企业负责人 公司负责人 主体单位负责人
        备案主体负责人 网站主办者负责人 网站主办单位负责人 主办单位或主办人负责人 分管网站的负责人
        分管网站负责人 icp主体负责人 主要负责人 机构负责人 主体信息负责人 备案主体的负责人 主办方负责人
        网站主体负责人
        """
    ),
    Section.LEGAL: words(
        """
        法定代表人 法人代表 法人代表人 法人 法定代表 单位法人代表 单位法人 企业法人 公司法人 企业法人代表
        企业法定代表人 单位法定代表人 公司法定代表人 主办单位法定代表人 主办单位法人 主体法人 法人或负责人
        法定代表人或负责人 法定代表人负责人 法人负责人 主办单位法人代表 公司法人代表 经营者
        """
    ),
    Section.WEBSITE: words("网站 备案网站 站点 服务 互联网信息服务"),
    Section.WEBMASTER: words(
        """
        网站负责人 icp负责人 互联网信息服务负责人 服务负责人 网站管理员 网站联系人 网站管理人 站长
        网站主要负责人 备案网站负责人 网站信息负责人 网站安全负责人 信息服务负责人 app负责人 网站的负责人
        互联网服务负责人
        """
    ),
    Section.CONTACT: words(
        """
        联系人 经办人 备案联系人 业务联系人 备案经办人 业务经办人 办理人 客户联系人 授权经办人 备案对接人
        """
    ),
    Section.PERSON: words("负责人"),
    Section.ACCESS: words(
        """
        接入商 接入 网站接入 接入服务 接入服务商 接入单位 服务器 网站接入服务 接入服务提供者 网站接入服务提供者
        """
    ),
}

PERSON_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "name": words("姓名 名字 真实姓名 姓名全称 中文姓名"),
    "cert_type": words("证件类型 有效证件类型 证件种类 身份证件类型 证件类别 证件名称 有效证件"),
    "cert_no": words(
        """
        证件号码 证件号 有效证件号码 有效证件号 身份证号 身份证号码 身份证件号码 公民身份号码 公民身份证号码
        居民身份证号 居民身份证号码 二代身份证号码 证件编号 身份号码 id号码 身份证证件号码
        """
    ),
    "cert_both": words(
        """
        证件类型及号码 证件类型号码 证件类型和号码 证件及号码 有效证件及号码 证件类型与号码 证件类型证件号码
        """
    ),
    "landline": words(
        """
        办公电话 办公室电话 固定电话 固话 座机 座机号 座机号码 固定电话号码 办公电话号码 座机电话 办公座机
        办公固话 固话号码 办公固定电话 固定联系电话 单位电话 公司电话 办公室座机 电话座机 固定办公电话
        """
    ),
    "mobile": words(
        """
        手机 手机号 手机号码 移动电话 移动电话号码 移动手机 手机电话 联系手机 手机联系方式 中国移动手机 移动号码
        联通手机 中国移动联通手机 移动联通手机 中国联通手机 联系手机号 联系手机号码 mobile 手机号码1
        移动联通号码 电信手机
        """
    ),
    "mobile2": words(
        """
        应急联系电话 紧急联系电话 应急电话 紧急电话 备用电话 备用手机 备用手机号 备用手机号码 备用联系电话
        应急手机 应急手机号 应急手机号码 应急联系方式 紧急联系方式 应急联系手机 应急联络电话 备用联系方式
        紧急联系手机 第二联系电话 其他联系方式 手机号码2 应急联系电话号码
        """
    ),
    "phone": words(
        """
        电话 联系电话 联系方式 电话号码 联系电话号码 联系号码 联络电话 联系方式1 联系方式2 联系电话1 联系电话2
        tel
        """
    ),
    "email": words(
        """
        电子邮箱 电子邮件 邮箱 邮箱地址 电子邮箱地址 电子邮件地址 邮件地址 电子信箱 email email地址 e-mail
        联系邮箱 邮件 email邮箱 mail 邮箱号 电邮 邮箱email 电子邮箱email
        """
    ),
    "qq": words("qq qq号 qq号码 联系qq 腾讯qq qq账号"),
    "ignored": words(
        """
        msn 传真 传真号码 邮编 邮政编码 职务 性别 民族 证件有效期 有效期 证件有效期限 证件有效期起 证件有效期止
        微信 微信号 证件住址 家庭住址 学历 出生日期 签字 签名 国籍 年龄 职位 职称 部门 微信号码 skype
        """
    ),
}

ENTITY_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "name": words(
        """
        名称 全称 名称全称 姓名 名字 单位名称 公司名称 名 名称或姓名 姓名或名称 名称姓名 姓名名称 企业名称
        """
    ),
    "nature": words("性质 单位性质 类型 主体性质 类别 属性"),
    "cert_type": PERSON_ATTRIBUTES["cert_type"],
    "cert_no": PERSON_ATTRIBUTES["cert_no"]
    + words(
        """
        统一社会信用代码 营业执照号 营业执照号码 营业执照注册号 注册号 组织机构代码 组织机构代码证号
        营业执照编号 信用代码 社会信用代码 代码 执照号 执照号码 组织机构代码号
        """
    ),
    "cert_both": PERSON_ATTRIBUTES["cert_both"],
    "cert_address": words(
        """
        证件住所 证件地址 证件住址 注册地址 住所 身份证住址 身份证地址 营业执照住所 营业执照地址 证件注册地址
        地址 执照地址 执照住所 营业执照注册地址 证件所在地址 住址 证件登记住所 身份证住所 注册住所 证件登记地址
        证照住所 证照地址 注册所在地址 户籍地址 工商注册地址 登记住所
        """
    ),
    "province": words(
        """
        所在省 省 省份 所属省 所在省份 所属省份 省自治区直辖市 所在省市自治区 所在省直辖市 属地省
        所在省自治区直辖市
        """
    ),
    "city": words(
        """
        所在市 市 城市 所属市 所在城市 地市 所在地市 市州 市地区 所属城市 地级市
        """
    ),
    "county": words(
        """
        所在县 县 所在区县 区县 县区 所在县区 所属县 所在区 所属区县 区 县市区 市县区 所在县市区 区或县
        """
    ),
    "region": words(
        """
        所属区域 所在地 所在省市 所在省市县 所在地区 省市县 所在区域 省市区 所在省市区 所属地区 地区 所属地 属地
        所在省市区县 省市区县 所在省市县区 省市 所属省市 所属省市县 所在地省市县 所在省份城市 注册所在地
        """
    ),
    "mail_address": words(
        """
        通信地址 通讯地址 联系地址 详细地址 通信住址 办公地址 通讯住址 实际地址 详细通信地址 详细通讯地址
        办公通信地址 经营地址 现住地址 现住址 邮寄地址 详细联系地址 实际办公地址 居住地址 实际经营地址 常住地址
        现居住地址
        """
    ),
    "icp_number": words(
        """
        备案号 备案许可证号 icp备案号 备案号码 icp备案许可证号 icp号 备案编号 icp备案号码 已有备案号 原备案号
        现有备案号 许可证号 icp许可证号 icp备案证号 备案证号 备案或许可证号
        """
    ),
    "icp_password": words("备案密码 icp密码 icp备案密码 备案号密码 icp备案号密码 备案号对应密码"),
    "ignored": words(
        """
        注册资金 注册资本 成立日期 经营范围 营业期限 印章 公章 盖章 有效期 证件有效期
        """
    ),
}

BARE_OWNER_IS_NAME = frozenset({Section.PRINCIPAL, Section.LEGAL, Section.WEBMASTER, Section.CONTACT, Section.PERSON})
"""网站负责人 beside a value is the label of a name; above other labels it is a band."""

BARE_ENTITY_NAME = words(
    """
    主办单位 主办者 网站主办单位 网站主办者 主办单位或主办人 备案主体 单位全称 公司全称 企业全称 主办方
    """
)

AMBIGUOUS: dict[str, tuple[str, ...]] = {
    # Words that say what, but not whose. Places, names and remarks depend on the section.
    **{r: w for r, w in PERSON_ATTRIBUTES.items() if r not in ("name", "ignored")},
    "name": ("姓名", "真实姓名", "名称", "名字", "全称"),
    "icp_number": ENTITY_ATTRIBUTES["icp_number"],
    "site_remark": ("备注", "备注信息", "备注说明", "其他说明"),
    "address": ("地址", "住址"),
    "nature": ("性质", "类别"),
}

ENTITY_ALONE: dict[str, tuple[str, ...]] = {
    # Attributes that only an entity has: no owner is needed.
    "nature": words("单位性质 主体性质 主办性质 企业性质 公司性质"),
    "cert_no": words(
        """
        统一社会信用代码 营业执照号 营业执照号码 营业执照注册号 注册号 组织机构代码 组织机构代码证号
        营业执照编号 社会信用代码 统一社会信用代码证号 工商注册号 统一信用代码 统一社会信用代码或注册号
        营业执照代码 组织机构代码证号码
        """
    ),
    "cert_address": tuple(w for w in ENTITY_ATTRIBUTES["cert_address"] if w not in ("地址", "住址")),
    **{r: ENTITY_ATTRIBUTES[r] for r in ("province", "city", "county", "region", "mail_address", "icp_password")},
}

BAND_EXTRA: dict[Section, tuple[str, ...]] = {
    Section.WEBSITE: words("域名 网站备案 网站和域名 网站及域名 网站域名 服务备案"),
    Section.ENTITY: words(
        """
        主体备案 网站备案主体 主办单位主体 备案主体单位 主办单位证件 主体证件 个人 主办者身份
        """
    ),
    Section.ACCESS: words("接入备案 服务器接入 主机 网站接入备案 isp接入 空间 接入服务器"),
    Section.OTHER: words("其他 其它 附加 补充 域名证书 材料 附件 审核"),
}
"""More owners that only head a section."""
