"""What things are called on the pages, beyond filing.terms.CHINESE. Data only."""

from collections.abc import Mapping

from filing.event import EventKind
from filing.terms import (
    CHINESE,
    EntityType,
    Fate,
    FilingKind,
    MailClass,
    MailStatus,
    Material,
    Outcome,
    Problem,
    ReplyStatus,
    Verdict,
)

FATES = {
    Fate.MATERIAL: "已认出",
    Fate.FORM: "登记表",
    Fate.DUPLICATE: "重复",
    Fate.DECORATION: "装饰图片",
    Fate.CONTAINER: "容器",
    Fate.LINK_ONLY: "仅有链接",
    Fate.UNREADABLE: "无法读取",
    Fate.UNRECOGNISED: "未认出",
}

FATE_REASONS = {
    Fate.MATERIAL: "",
    Fate.FORM: "",
    Fate.DUPLICATE: "与先前收到的文件内容完全相同，不重复计入。",
    Fate.DECORATION: "签名档或正文里的图片，不是材料。",
    Fate.CONTAINER: "压缩包、邮件或合并文件，其中的各项列在后面。",
    Fate.LINK_ONLY: "只有邮箱超大附件的下载链接；系统不打开外部链接，需客户以普通附件重发。",
    Fate.UNREADABLE: "文件无法打开。",
    Fate.UNRECOGNISED: "没有认出是哪一种材料，请人工查看。",
}

PROBLEMS = {
    Problem.PASSWORD: "文件设有打开密码。",
    Problem.DAMAGED: "文件已损坏。",
    Problem.EMPTY: "文件是空的。",
    Problem.OVER_LIMITS: "超出安全限制（大小、页数或层数），没有打开。",
    Problem.NOT_ACCEPTED: "不接受这种文件类型。",
    Problem.CRASHED: "识别程序出错：这是我方故障，请人工查看原件。",
}

MAIL_CLASSES = {
    MailClass.NORMAL: "普通邮件",
    MailClass.AUTO_REPLY: "自动回复",
    MailClass.BOUNCE: "退信",
    MailClass.LIST: "群发邮件",
    MailClass.RECEIPT: "阅读回执",
    MailClass.UNPARSABLE: "无法解析",
}

CLASS_NOTES = {
    MailClass.AUTO_REPLY: "对方的自动回复，不再回复。",
    MailClass.BOUNCE: "我方或他人邮件的退信，不回复。",
    MailClass.LIST: "群发或订阅邮件，不回复。",
    MailClass.RECEIPT: "阅读回执，不回复。",
}

MAIL_STATUSES = {
    MailStatus.RECEIVED: "已收到",
    MailStatus.PROCESSING: "处理中",
    MailStatus.SETTLED: "已处理",
    MailStatus.HELD: "待人工",
    MailStatus.FAILED: "处理出错",
}
"""Apart from CHINESE: there, `failed` of a mail and `failed` of a reply are equal keys (both are strings)."""

MAILBOXES = {"jiangsu": "江苏备案邮箱", "anhui": "安徽备案邮箱"}

VERDICTS = {Verdict.PASS: "通过", Verdict.FAIL: "不符", Verdict.UNSURE: "存疑"}

MARKS: dict[Outcome | MailStatus | ReplyStatus | Verdict | None, tuple[str, str]] = {
    None: ("none", "…"),
    Outcome.COMPLETE: ("good", "✓"),
    Outcome.INCOMPLETE: ("warn", "!"),
    Outcome.NOT_ACCEPTED: ("bad", "✕"),
    Outcome.FOR_SPECIALIST: ("look", "?"),
    Outcome.NOT_A_SUBMISSION: ("none", "–"),
    MailStatus.RECEIVED: ("none", "…"),
    MailStatus.PROCESSING: ("none", "…"),
    MailStatus.SETTLED: ("good", "✓"),
    MailStatus.HELD: ("look", "?"),
    MailStatus.FAILED: ("bad", "✕"),
    ReplyStatus.DRAFT: ("look", "✎"),
    ReplyStatus.QUEUED: ("none", "…"),
    ReplyStatus.COMMITTING: ("none", "…"),
    ReplyStatus.SENT: ("good", "✓"),
    ReplyStatus.UNKNOWN: ("warn", "?"),
    ReplyStatus.FAILED: ("bad", "✕"),
    Verdict.PASS: ("good", "✓"),
    Verdict.FAIL: ("bad", "✕"),
    Verdict.UNSURE: ("look", "?"),
}
"""Tone (a class of the style sheet) and sign: a state is never told by its colour alone."""

EVENTS = {
    EventKind.MAIL_RECEIVED: "收到邮件",
    EventKind.MAIL_STARTED: "开始处理",
    EventKind.MAIL_SETTLED: "处理完毕",
    EventKind.MAIL_HELD: "转人工",
    EventKind.MAIL_FAILED: "处理出错",
    EventKind.MAIL_REQUEUED: "重新处理",
    EventKind.ATTEMPT_STARTED: "开始识别附件",
    EventKind.CASE_OPENED: "新建备案",
    EventKind.MAIL_JOINED_CASE: "归入备案",
    EventKind.CASE_JUDGED: "初审结论",
    EventKind.REPLY_DRAFTED: "拟好回复草稿",
    EventKind.REPLY_QUEUED: "回复待发送",
    EventKind.REPLY_COMMITTING: "正在发送回复",
    EventKind.REPLY_SENT: "回复已发送",
    EventKind.REPLY_UNKNOWN: "回复发送结果不明",
    EventKind.REPLY_FAILED: "回复发送失败",
    EventKind.REPLY_RETRIED: "回复将重试发送",
    EventKind.MAILBOX_FAILED: "邮箱连接失败",
    EventKind.UIDVALIDITY_CHANGED: "邮箱重新编号，已重新扫描",
}

EVENT_DATA = {
    "mailbox": "邮箱",
    "reference": "备案编号",
    "access_province": "接入省",
    "by": "依据",
    "new_sender": "新的发件人",
    "outcome": "结论",
    "codes": "发现",
    "missing": "缺少",
    "reason": "原因",
    "template": "模板",
    "smtp_code": "服务器应答",
    "error": "错误",
    "attempt": "次数",
    "part": "附件",
}
"""What is told of an event's data; the other keys are for programs."""

_PERSON = {
    "name": "姓名",
    "cert_type": "证件类型",
    "cert_no": "证件号码",
    "landline": "办公电话",
    "mobile": "手机号码",
    "mobile2": "应急联系电话",
    "phone": "联系电话",
    "email": "电子邮箱",
    "qq": "QQ",
    "msn": "MSN",
}
_PEOPLE = {
    "entity_principal": "主体负责人",
    "website_principal": "网站负责人",
    "legal_rep": "法定代表人",
    "contact": "联系人",
}

FACTS = {f"{role}_{key}": f"{who}{what}" for role, who in _PEOPLE.items() for key, what in _PERSON.items()} | {
    "kind": "备案类型",
    "filing_kind": "备案类型",
    "entity_icp_number": "主体备案号",
    "website_icp_number": "网站备案号",
    "icp_number": "备案号",
    "icp_password": "备案密码",
    "entity_name": "主办者名称",
    "entity_nature": "主办单位性质",
    "entity_type": "主办单位性质",
    "entity_cert_type": "主办单位证件类型",
    "entity_cert_no": "主办单位证件号码",
    "entity_cert_address": "证件住所",
    "entity_province": "主办者省",
    "entity_city": "所在市",
    "entity_county": "所在县（区）",
    "entity_mail_address": "通信地址",
    "investor": "投资者或上级主管单位",
    "site_name": "网站名称",
    "domains": "域名",
    "domain": "域名",
    "home_url": "首页网址",
    "service_type": "服务内容",
    "language": "网站语言",
    "pre_approval": "前置审批",
    "app_type": "应用服务类型",
    "site_remark": "备注",
    "access_provider": "接入服务提供者",
    "access_method": "接入方式",
    "server_location": "服务器放置地",
    "server_ips": "网站 IP 地址",
    "access_start": "接入时间",
    "registrar": "域名注册服务商",
    "chinanet_user": "用户名",
    "uscc": "统一社会信用代码",
    "registration_number": "注册号",
    "org_code": "组织机构代码",
    "legal_representative": "法定代表人",
    "name": "姓名",
    "id_number": "身份证号码",
    "sides": "证件面",
    "issued_by": "签发机关",
    "valid_from": "有效期起",
    "valid_to": "有效期止",
    "address": "住址（住所）",
    "holder": "域名持有者",
    "title": "材料名称",
    "sex": "性别",
    "birth": "出生日期",
    "ethnicity": "民族",
    "agent": "受托人",
    "principal": "委托人",
}
"""Keys of Paper.facts, as domain.md §5.1 and the papers name them."""

FINDING_FACTS = FACTS | {
    "form": "登记表填写",
    "paper": "证件显示",
    "paper_title": "材料",
    "subject": "邮件主题",
    "lacks": "缺少",
    "file": "文件",
    "size": "大小",
    "limit": "限值",
    "problem": "问题",
    "about": "说明",
    "unread": "没有读出",
    "found": "收到的版本",
    "why": "原因",
    "how": "做法",
    "notes": "注意",
    "look": "请核对",
    "label": "栏目",
    "section": "部分",
    "reason": "原因",
    "example": "正确示例",
    "value": "填写的内容",
    "raw": "表中原文",
    "ips": "IP 地址",
    "access_province": "接入省",
    "province": "所属省",
    "mailbox": "应发往",
    "system_url": "备案系统",
    "legal_name": "应填写的全称",
    "seen": "线索",
    "ticked": "登记表勾选",
    "words": "涉及字样",
    "place": "地名",
    "which": "备案号",
    "access": "接入省",
    "what": "比较项",
    "form_domains": "登记表域名",
    "paper_domain": "材料域名",
    "due": "应为",
    "given": "已填写",
    "labels": "栏目",
    "individual": "个人备案",
    "number": "备案号",
    "before": "原属省",
    "after": "现属省",
    "word": "涉及字样",
    "expired": "已过期",
    "tool": "软件",
}
"""Keys of Finding.facts."""

_MATERIALS = {str(term): word for term, word in CHINESE.items() if isinstance(term, Material)}
_SIDES = {"portrait": "人像面", "emblem": "国徽面"}
VALUES: dict[str, Mapping[str, str]] = {
    "sides": _SIDES,
    "lacks": _SIDES | {"number": "备案号", "password": "备案密码", "name": "主办者全称", "domain": "域名"},
    "which": {"entity": "主体备案号", "website": "网站备案号"},
    "reason": {"empty": "未填写", "unreadable_form": "登记表无法读取"},
    "problem": {str(problem): word for problem, word in PROBLEMS.items()},
    "outcome": {str(term): word for term, word in CHINESE.items() if isinstance(term, Outcome)},
    "missing": _MATERIALS,
    "material": _MATERIALS,
    "entity_type": {str(term): word for term, word in CHINESE.items() if isinstance(term, EntityType)},
    "filing_kind": {str(term): word for term, word in CHINESE.items() if isinstance(term, FilingKind)},
    "mailbox": MAILBOXES,
    "by": {
        "entity_domain": "主办者与域名一致",
        "bounce": "退信对应我方的回复",
        "thread": "邮件往来",
        "reference": "主题中的备案编号",
        "sender": "同一发件人与域名",
    },
}
"""Key → the program's own words under that key, in Chinese. What a customer wrote is never translated."""

QUALITY = {
    "blurred": "模糊",
    "illegible": "无法辨认",
    "sharpness": "清晰度",
    "width": "宽（像素）",
    "height": "高（像素）",
    "red_seal": "红色公章",
    "greyscale": "黑白",
    "pages": "页数",
    "fax": "传真件",
    "edited_with": "修图软件痕迹",
}
"""Keys of Paper.quality."""

ERRORS = {
    404: ("没有找到这一页", "链接可能不完整，或该记录已不在。请返回收件台，从列表重新打开。"),
    405: ("这个页面只能查看", "本收件台目前只读，不接受提交。请返回收件台。"),
    421: ("只接受本机访问", "请在运行服务的机器上用 http://127.0.0.1 或 http://localhost 加端口号打开。"),
    500: ("页面出错了，这是我方故障", "邮件和材料不受影响。请稍后刷新；若仍出错，把下面的事件编号交给运维人员查日志。"),
}
"""Status → what happened, and the next step."""
