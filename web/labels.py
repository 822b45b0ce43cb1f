"""What things are called on the pages, beyond filing.terms.CHINESE. Data only."""

from filing.event import EventKind
from filing.event_words import EVENT_CHINESE
from filing.standing import Standing, View
from filing.terms import Fate, MailClass, MailStatus, Outcome, Problem, ReplyStatus, Verdict

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

MAILBOXES = {"jiangsu": "江苏备案邮箱", "anhui": "安徽备案邮箱"}

VERDICTS = {Verdict.PASS: "通过", Verdict.FAIL: "不符", Verdict.UNSURE: "存疑"}

MARKS: dict[Outcome | MailStatus | ReplyStatus | Verdict | None, tuple[str, str]] = {
    None: ("none", "circle-dashed"),
    Outcome.COMPLETE: ("good", "circle-check"),
    Outcome.INCOMPLETE: ("warn", "alert-circle"),
    Outcome.NOT_ACCEPTED: ("bad", "circle-x"),
    Outcome.FOR_SPECIALIST: ("look", "help-circle"),
    Outcome.NOT_A_SUBMISSION: ("none", "circle-dashed"),
    MailStatus.RECEIVED: ("none", "hourglass"),
    MailStatus.PROCESSING: ("none", "hourglass"),
    MailStatus.SETTLED: ("good", "circle-check"),
    MailStatus.HELD: ("look", "help-circle"),
    MailStatus.FAILED: ("bad", "circle-x"),
    ReplyStatus.DRAFT: ("look", "edit"),
    ReplyStatus.QUEUED: ("none", "hourglass"),
    ReplyStatus.COMMITTING: ("none", "hourglass"),
    ReplyStatus.SENT: ("good", "send"),
    ReplyStatus.UNKNOWN: ("warn", "question-mark"),
    ReplyStatus.FAILED: ("bad", "mail-off"),
    Verdict.PASS: ("good", "check"),
    Verdict.FAIL: ("bad", "x"),
    Verdict.UNSURE: ("look", "question-mark"),
}
"""Tone (a class of the style sheet) and icon: a state is never told by its colour alone."""

STANDINGS = {
    Standing.QUARANTINE: ("bad", "shield-lock"),
    Standing.BOUNCED: ("bad", "mail-off"),
    Standing.PERSON: ("look", "user"),
    Standing.READING: ("none", "hourglass"),
    Standing.CUSTOMER: ("warn", "mail-opened"),
    Standing.COMPLETE: ("good", "circle-check"),
    Standing.REFUSED: ("none", "circle-x"),
    Standing.ASIDE: ("none", "circle-x"),
}
VIEW_ICONS = {
    View.TODAY: "clock-exclamation",
    View.PERSON: "user",
    View.CUSTOMER: "mail-opened",
    View.COMPLETE: "circle-check",
    View.QUARANTINE: "shield-lock",
    View.BOUNCED: "mail-off",
    View.MINE: "user-check",
    View.ALL: "inbox",
}
EMPTY_VIEWS = {
    View.TODAY: ("今日必回的都已处理。", "新邮件到达后会在这里提示，不用刷新。"),
    View.PERSON: ("没有等待人工的备案。", "系统拿不准的会转到这里，由专员判断。"),
    View.CUSTOMER: ("没有在等客户补件的备案。", "发出补件通知后，备案会列在这里，直到客户回信。"),
    View.COMPLETE: ("还没有资料齐全的备案。", "初审通过的备案会列在这里。"),
    View.QUARANTINE: ("隔离区是空的。", "打不开、处理出错或需要人看的邮件会列在这里。"),
    View.BOUNCED: ("没有退信。", "我方的回复被退回时，备案会列在这里，请换地址或电话联系客户。"),
    View.MINE: ("您名下没有未办完的备案。", "在列表中选中备案并“分给我”，或请同事在备案页用“分配 / 转交”交给您。"),
    View.ALL: ("还没有收到备案邮件。", "服务会按配置轮询各省备案邮箱，收到后自动出现在这里。"),
}
"""What a view says when nothing is in it, and what comes next."""

FIELD_STATES = {
    "same": ("good", "check", "一致"),
    "differs": ("bad", "x", "不一致"),
    "look": ("look", "question-mark", "请核对"),
    "alone": ("none", "circle-dashed", "无对照"),
}
HOLDS = {"2h": "两小时后", "1d": "明天 9:00", "2d": "后天 9:00", "7d": "一周后 9:00"}

EVENTS = EVENT_CHINESE

ACTS = frozenset(kind for kind in EventKind if kind.value in {
    "material_corrected", "fact_corrected", "finding_overridden", "case_accepted", "copy_asked", "sender_confirmed",
    "reuse_confirmed", "case_set_aside", "act_revoked", "reply_edited", "reply_queued", "reply_recalled", "note_added",
    "contact_logged", "case_held", "case_unheld", "case_assigned", "case_moved", "cases_merged", "case_split",
})  # fmt: skip
"""What a person does, without what the desk does because of it."""

EVENT_DATA = {
    "text": "内容",
    "channel": "方式",
    "until": "到",
    "mailbox": "邮箱",
    "reference": "备案编号",
    "access_province": "接入省",
    "by": "依据",
    "new_sender": "新的发件人",
    "possible": "可能相关的备案",
    "outcome": "结论",
    "codes": "发现",
    "missing": "缺少",
    "reason": "原因",
    "template": "模板",
    "smtp_code": "服务器应答",
    "error": "错误",
    "attempt": "第几次",
    "count": "第几次",
    "on": "日期",
    "administration": "管局",
    "code": "退回代码",
    "icp_number": "备案号",
    "truth": "核查结果",
    "remark": "备注",
    "domain": "域名",
    "addresses": "解析到的IP",
    "result": "处理结果",
    "listed": "表中所列",
    "done": "处理结果",
}
"""What is told of an event's data; the other keys are for programs."""

ERRORS = {
    400: ("提交的内容不完整或不合要求", "没有保存。请返回上一页，刷新后重新填写。"),
    401: ("需要登录", "登录已过期或尚未登录。请重新登录，再做一次刚才的操作。"),
    403: ("没有权限，或页面已过期", "没有执行。请返回刷新页面再试；若您的岗位需要这项操作，请联系系统管理员。"),
    404: ("没有找到这一页", "链接可能不完整，或该记录已不在。请返回收件台，从列表重新打开。"),
    405: ("这个地址不接受这种操作", "没有执行。请返回收件台，用页面上的按钮操作。"),
    413: ("提交的内容太多", "没有保存。请缩短文字或分几次提交。"),
    415: ("不接受这种提交方式", "没有执行。请用页面上的按钮操作。"),
    421: ("不接受用这个地址访问", "请用管理员告知的网址打开；在运行服务的机器上可用 http://127.0.0.1 加端口号。"),
    429: ("操作太频繁", "没有执行。请等一分钟再试。"),
    500: ("页面出错了，这是我方故障", "邮件和材料不受影响。请稍后刷新；若仍出错，把下面的事件编号交给运维人员查日志。"),
}
"""Status → what happened, and the next step."""
