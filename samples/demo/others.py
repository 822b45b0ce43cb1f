"""Demo mails that are no filing by themselves, or hold it where it is easily overlooked."""

from dataclasses import replace

from samples.demo.cast import JIAYI, LIN
from samples.demo.sample import MAILBOXES, Sample
from samples.demo.scenes import Scene
from samples.mails.clients import NETEASE, OUTLOOK, QQ, compose
from samples.mails.letter import Letter
from samples.mails.machines import auto_reply, bounce, forwarded, large_attachment, plain_mail


def holiday_answer() -> Sample:
    """QQ Mail's answer that nobody wrote."""
    scene = Scene("14-auto-reply", JIAYI, "jiayi-yangli.cn", 3010)
    text = "您好，来信已收到，我正在休假，将尽快回复您。这是一封自动回复邮件。\n"
    subject = f"自动回复: 回复: {JIAYI.name}+{scene.domain}"
    return Sample("14-auto-reply", "jiangsu", auto_reply(replace(scene.letter(), subject=subject, text=text)))


def undeliverable() -> Sample:
    """Our answer could not be delivered."""
    letter = Letter(
        sender="mailer-daemon@mx.customer.example",
        sender_name="邮件系统",
        to=MAILBOXES["jiangsu"],
        subject="系统退信: 邮件投递失败",
        text="很抱歉，您的邮件无法投递到 gone@customer.example，原因：用户不存在。\n",
        sent=Scene("", JIAYI, "", 3022).sent,
    )
    raw = bounce(letter, failed="gone@customer.example", our_message_id="<reply-0001@filing.example>")
    return Sample("15-bounce", "jiangsu", raw)


def link_only() -> Sample:
    """The papers are behind a link of QQ Mail that expires (G25)."""
    scene = Scene("16-large-attachment", JIAYI, "jiayi-big-yangli.cn", 3060)
    letter = replace(scene.letter(), text="您好，资料较大，请下载附件。")
    return Sample("16-large-attachment", "jiangsu", large_attachment(letter, name="备案资料.zip", size="61.25M"))


def forwarded_by_agent() -> Sample:
    """An agent forwards the customer's whole mail as an attachment."""
    scene = Scene("17-forwarded", LIN, "mugong-class-yangli.cn", 4330)
    files = (scene.form(), *scene.papers())
    inner = compose(scene.letter(*files), QQ)
    letter = Letter(
        sender="agent@daiban.example",
        sender_name="网络公司小陈",
        to=MAILBOXES["jiangsu"],
        subject=f"转发: {LIN.name}+{scene.domain}",
        text="您好，客户的备案资料见附件中的邮件，麻烦处理，谢谢。\n",
        sent=Scene("", LIN, "", 4352).sent,
    )
    return Sample("17-forwarded", "jiangsu", forwarded(letter, OUTLOOK, inner), files)


def enquiry() -> Sample:
    """A question, no papers (G37)."""
    letter = Letter(
        sender="ask@kehu.example",
        sender_name="周先生",
        to=MAILBOXES["jiangsu"],
        subject="咨询：网站备案需要多久",
        text="您好，\n我们准备在贵司办理网站备案，请问备案一般需要多久？需要准备哪些材料？\n谢谢！\n",
        sent=Scene("", LIN, "", 4380).sent,
    )
    return Sample("18-enquiry", "jiangsu", plain_mail(letter, NETEASE))
