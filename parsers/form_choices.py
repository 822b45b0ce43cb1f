"""Choices on the form: tick boxes, codes of the administration's tables, and the words behind them."""

import re
import unicodedata


def _codes(text: str) -> dict[str, str]:
    parts = text.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


# Code tables of the administration's interface (MIIT enterprise side, XSD V3.0).
_NATURES = _codes(
    """
    1 国防机构 2 政府机关 3 事业单位 4 企业 5 个人 6 社会团体 9 民办非企业 10 基金会
    11 律师执业机构 12 外国在华文化中心 13 群众性团体组织 14 司法鉴定机构 15 宗教团体
    16 境外机构 17 医疗机构 18 公证机构 19 集体经济 20 仲裁机构
    """
)
_CERTIFICATES = _codes(
    """
    1 营业执照 2 身份证 3 组织机构代码证书 4 事业法人证书 5 部队代号 6 社团法人证书 7 护照
    11 台湾居民来往大陆通行证 13 统一社会信用代码证书 14 港澳居民来往内地通行证
    17 民办非企业登记证书 19 基金会法人登记证书 21 律师事务所执业许可证
    30 外国人永久居留身份证 41 港澳居民居住证 42 台湾居民居住证
    """
)
_METHODS = _codes("1 专线 2 主机托管 4 虚拟主机 8 其他 16 云接入")
_SERVICES = _codes(
    """
    1 即时通信 2 搜索引擎 4 综合门户 8 网上邮局 16 网络新闻 32 博客/个人空间 64 网络广告/信息 128 单位门户网站
    256 网络购物 8388608 其他
    """
)
_LANGUAGES = _codes("1 中文简体 2 中文繁体 3 维吾尔文 6 蒙古文 7 藏文 12 英文 13 日文 14 法文 15 俄文")
CODES: dict[str, dict[str, str]] = {
    "entity_nature": _NATURES,
    "entity_cert_type": _CERTIFICATES,
    "entity_principal_cert_type": _CERTIFICATES,
    "website_principal_cert_type": _CERTIFICATES,
    "access_method": _METHODS,
    "service_type": _SERVICES,
    "language": _LANGUAGES,
    "app_type": {"1": "网站"},
}

_MORE_VALUES = """
    居民身份证 第二代身份证 工商营业执照 企业法人营业执照 个体工商户营业执照 组织机构代码证
    统一社会信用代码证 民办非企业单位 社会团体法人证书 事业单位法人证书 军官证 台胞证 港澳通行证
    新增备案 新增网站 新增接入 接入备案 备案接入 变更备案 注销备案 取消接入 转入 首次备案 中文
    简体中文 个人 企业 其它 网站 企业单位 社会团体组织 个体工商户 律师事务所 门户网站 信息展示
    企业展示 单位门户 公司简介 小程序 组织机构代码证书 外国人居留证 虚拟主机 独立主机 云主机 云服务器
    服务器托管
"""
VALUES = frozenset(_MORE_VALUES.split()) | {word for table in CODES.values() for word in table.values()}
"""Words that are answers: never read as labels, however alike."""

TICKED, UNTICKED = "☑√■☒✓✔●◉⊠🗹✅\uf052\uf0fe\uf053", "□☐○◯▢⬜❏❑◻\uf0a3\uf06f\uf0a8"
_BOX_FIRST = re.compile(rf"([{TICKED}{UNTICKED}])\s*([^{TICKED}{UNTICKED}]*)")
_BOX_AFTER = re.compile(rf"([^{TICKED}{UNTICKED}]+?)\s*([{TICKED}{UNTICKED}])")
_BRACKETED = re.compile(r"[(（\[【]\s*([√✓✔vVxX×☑■●]?)\s*[)）\]】]")


def ticked(text: str) -> str | None:
    """The chosen words of 「☑企业 □个人」, 「企业（√）个人（ ）」 or 「[√]企业 [ ]个人」.

    "" if no box is ticked, None if there is no box.
    """
    text = _BRACKETED.sub(lambda m: "☑" if m[1] else "□", text) if len(_BRACKETED.findall(text)) > 1 else text
    boxes = [c for c in text if c in TICKED + UNTICKED]
    if not boxes:
        return None
    if len(boxes) == 1 and boxes[0] in TICKED and text.strip()[0] not in TICKED + UNTICKED:
        return _beside(text.split(), boxes[0])
    before = text.strip()[0] in TICKED + UNTICKED
    pairs = _BOX_FIRST.findall(text) if before else [(box, word) for word, box in _BOX_AFTER.findall(text)]
    chosen = [word.strip(" \t\n,，、;；/:：") for box, word in pairs if box in TICKED]
    return "、".join(w for w in chosen if w)


def _beside(tokens: list[str], mark: str) -> str:
    """「企业√ 个人」: the word that the only mark touches, or the one before it."""
    at = next(i for i, token in enumerate(tokens) if mark in token)
    return tokens[at].replace(mark, "") or tokens[max(at - 1, 0)]


def decoded(key: str, text: str) -> str:
    """「4 企业」, 「4-企业」, 「企业(4)」 and a bare 「4」 as 企业, where the field has a code table."""
    table = CODES.get(key)
    plain = unicodedata.normalize("NFKC", text).strip()
    if table is None:
        return text
    if plain in table:
        return table[plain]
    match = re.fullmatch(r"\d{1,7}\s*[-.、:)_ ]*\s*(\D.*)|(\D*?)\s*\(\d{1,7}\)", plain, re.DOTALL)
    return (match[1] or match[2] or text).strip() if match else text
