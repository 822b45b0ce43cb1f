"""Words of a subject that are neither name nor domain: kinds of filing, courtesy, what is attached."""

import re
from collections.abc import Iterator

from filing.terms import FilingKind

_THINGS = "备案|主体|网站|信息|资料|单位|域名"
_KINDS: tuple[tuple[FilingKind, str], ...] = (
    (FilingKind.CANCEL, r"(?:备案)?注销(?:主体|网站|接入|备案)*(?:申请)?|取消(?:接入|备案)|删除备案"),
    (FilingKind.CHANGE, r"变更接入信息|接入信息变更|修改备案(?:信息|资料)?|备案(?:信息)?修改"
                        rf"|(?:{_THINGS})*变更(?:{_THINGS}|负责人)*"),
    (FilingKind.ADD_ACCESS, r"(?:新增|增加|申请|变更|办理|备案|网站)*接入(?!商|服务|单位)(?:备案)?"
                            r"|(?:备案)?(?:转入|迁入|转接入|转移)(?:备案)?|备案迁移"),
    (FilingKind.ADD_WEBSITE, r"(?:新增|增加|添加)(?:备案)?(?:网站|站点|域名|互联网信息服务)(?:备案)?"),
    (FilingKind.INITIAL, r"(?:首次|初次|第一次|新增|新办|全新|新)(?:网站)?备案|首次"),
)  # fmt: skip
_KIND_RES = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_ANY_KIND = "|".join(pattern for _, pattern in _KINDS)

_PAPERS = "资料|材料|文件|附件|补件|扫描件|电子版"
_ABOUT = f"的?(?:全套|全部|所需|相关)?(?:{_PAPERS}|申请表?|信息|审核|初审|登记表|核验单|邮件|事宜|手续|业务|提交|号)"
_EDGE = (
    rf"(?:个人|网站|域名|ICP|江苏省?|安徽省?|主体)*备案(?:{_ABOUT})*",
    rf"(?:补充|补交|补发|补正|更新|修改|完整|全部|全套|最新|剩余|其余|相关|申请|附件|审核)?(?:{_PAPERS})",
    r"登记表|核验单|责任书|域名证书|营业执照(?:副本)?|身份证|幕布照片?|委托书|授权书",
    r"补件|补充|补交|补发|补正|重新提交|重新发送|重发|再次提交|已?(?:修改|更正|盖章|签字)后?(?:的|版)?",
    r"更正版?|最新版?|更新版?|提交|上传|办理|申请",
    r"请(?:您)?(?:尽快|帮忙|协助|及时|予以)?(?:查收|审核|查看|处理|审批|查阅|办理|受理|确认|回复|核对|备案)(?:一下)?",
    r"谢谢|多谢|感谢|您好|你好|麻烦(?:您|了)?|辛苦了?|烦请|加急|紧急|尽快|急件|特急|关于|有关|以及",
    r"第?[一二三四五六七八九十\d]{1,2}次(?:提交|补充|发送|备案|修改)?",
)  # fmt: skip
_EDGE_END = (
    r"的|等\d*个?域名|20\d\d[-./年]?\d{1,2}[-./月]?\d{0,2}日?|\d{1,8}|[(（][^()（）]{0,2}[)）]|[!！?？~～。.…·*'\"`^]+"
)
_WEAK = (
    r"(?:的)?(?:官方|门户)?(?:网站|官网|网页|主页|站点|商城|首页)",
    r"(?:网站|备案)?(?:主办者|主办单位|主办人|主体|单位|公司|企业|个人|用户|客户|负责人|开办者|申请人|申请单位)"
    r"(?:名称|全称|姓名|名)?",
    r"(?:网站|备案|顶级)?(?:域名|网址|服务器|空间|IP地址|IP)|先生|女士|经理|全称|名称|姓名|ICP|WWW",
)
_OTHER = (
    "(?:企业|公司|单位)备案|和|及|与|等|的|是|为|收|共|咨询|测试|主题|标题|邮件|备案专员|备案组|个|江苏省?|安徽省?|急|新|旧",
    r"FW|RE|RV|\d+月\d+日?|\d{1,4}|[一二两三四五六七八九十]个?|\W",
)
_WHOLE = re.compile(rf"(?:{'|'.join((_ANY_KIND, *_EDGE, *_WEAK, *_OTHER))})*+", re.IGNORECASE)
_START = re.compile(rf"^\s*(?:{'|'.join((_ANY_KIND, *_EDGE))})", re.IGNORECASE)
_END = re.compile(rf"(?:{'|'.join((_ANY_KIND, *_EDGE, _EDGE_END))})\s*$", re.IGNORECASE)
_WEAK_START = re.compile(rf"^\s*(?:{'|'.join(_WEAK)})", re.IGNORECASE)
_WEAK_END = re.compile(rf"(?:{'|'.join(_WEAK)})\s*$", re.IGNORECASE)

_TAG = (
    r"(?:外部邮件|外部|外网邮件|内部|公开|重要|紧急|加急|注意|通知|疑似垃圾邮件|垃圾邮件|可疑邮件|广告|"
    r"ext|external|spam|caution|bulk|suspected spam)"
)
_PREFIX = re.compile(
    r"\s*(?:(?:re|fw|fwd|aw|sv|rv|回复|答复|回覆|答覆|转发|轉寄|转寄|轉發|自动转发|转自|回信|重发|更正|撤回)"
    r"\s*(?:[\[(]?\d{1,3}[\])]?)?\s*:"
    rf"|[\[【(<]\s*{_TAG}\s*(?:邮件)?[:]?\s*[\]】)>]|\*+\s*{_TAG}\s*\*+|{_TAG}\s*[::])\s*",
    re.IGNORECASE,
)


def strip_prefixes(folded: str) -> int:
    """Where the subject proper begins, after any number of Re:, 转发：, 【外部邮件】, ***SPAM***."""
    position = 0
    while match := _PREFIX.match(folded, position):
        position = match.end()
    return position


def filing_kind(text: str) -> FilingKind | None:
    """The kind that the words outside names speak of, or None. The most consequential wins."""
    return next((kind for kind, pattern in _KIND_RES if pattern.search(text)), None)


def is_noise(field: str) -> bool:
    """Whether nothing of the field can be a name."""
    return len(field) <= 60 and _WHOLE.fullmatch(field) is not None


def trim_noise(field: str) -> str:
    """The field without such words at its ends."""
    return _trim(field, _START, _END)


def weaker(field: str) -> Iterator[str]:
    """The field with one more word taken off at a time that may also be part of a name (网站, 公司, 个人)."""
    for _ in range(4):
        for pattern in (_WEAK_START, _WEAK_END):
            shorter = trim_noise(pattern.sub("", field, count=1))
            if shorter and shorter != field:
                field = shorter
                yield field


def _trim(field: str, start: re.Pattern[str], end: re.Pattern[str]) -> str:
    for _ in range(12):
        before = field
        field = field.strip(" \t-—_:：,，;；、.。|/\\&+!！?？~*#=\"'“”‘’<>《》")
        match = start.match(field)
        field = field[match.end() :] if match else field
        match = end.search(field)
        field = field[: match.start()] if match else field
        if field == before:
            break
    return field
