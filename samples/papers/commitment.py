"""网站备案信息安全责任书, also sent under its other name 信息安全管理协议书 [001:83], [000:79]."""

from random import Random

from PIL import Image

from samples.papers.canvas import Pen, Sheet, chinese_date
from samples.papers.seal import round_seal, sign, stamp
from samples.papers.verification import Verified

TITLE = "网站备案信息安全责任书"
AGREEMENT_TITLE = "信息安全管理协议书"
CLAUSES = (
    "遵守国家有关法律、行政法规和管理规章，不利用网站从事危害国家安全、泄露国家秘密的活动，不侵犯国家、社会和集体的利益以及公民的合法权益。",
    "不制作、复制、发布、传播法律法规禁止的信息；发现此类信息时立即停止传输，保存有关记录，并向主管部门报告。",
    "保证所提交的备案信息真实、准确、完整；备案信息发生变化时，在三十日内通过接入服务单位办理变更手续。",
    "建立健全信息安全管理制度和技术保障措施，指定专人负责网站信息安全，对用户发布的信息进行审核和巡查。",
    "未经许可或者备案，不在网站上从事需经前置审批或者专项审批的互联网信息服务。",
    "在网站首页底部显著位置标明备案编号，并链接至备案管理系统网址，供公众查询核对。",
    "配合主管部门和接入服务单位的监督检查，按照要求提供有关资料，并及时整改存在的问题。",
    "如违反上述承诺，自愿承担由此引起的一切法律责任，并接受接入服务单位暂停、终止接入服务等处理。",
)


def commitment(facts: Verified, rng: Random, *, title: str = TITLE) -> Image.Image:
    """One page: who promises what to whom, eight clauses, signature and seal."""
    sheet = Sheet.blank()
    sheet.title(130, title, Pen(52, "Serif", "Bold"), spacing=6)
    body = Pen(27)
    y = sheet.paragraph((140, 260), _opening(facts, title), 960, body, 1.55) + 10
    for number, clause in enumerate(CLAUSES, start=1):
        y = sheet.paragraph((140, y), f"　　{number}、{clause}", 960, body, 1.55) + 6
    _closing(sheet, facts, round(y) + 60, rng)
    return sheet.image


def _opening(facts: Verified, title: str) -> str:
    if title == AGREEMENT_TITLE:
        parties = f"甲方（接入服务单位）：{facts.provider}\n乙方（网站主办者）：{facts.entity_name}"
        return f"{parties}\n　　为加强信息安全管理，乙方承诺："
    site = f"（域名：{facts.domain}）" if facts.domain else ""
    who = "本单位" if facts.organisation else "本人"
    return (
        f"致：{facts.provider}\n　　{facts.entity_name}作为网站{site}的主办者，为落实网站信息安全责任，{who}郑重承诺："
    )


def _closing(sheet: Sheet, facts: Verified, y: int, rng: Random) -> None:
    pen = Pen(28)
    label = "网站主办者（盖章）：" if facts.organisation else "网站主办者："
    sheet.line((140, y), f"{label}{facts.entity_name}", pen)
    sheet.line((140, y + 80), "网站负责人（签字）：", pen)
    sign(sheet.image, (420, y + 98), rng, width=210)
    sheet.line((760, y + 80), f"日期：{chinese_date(facts.day)}", pen)
    if facts.organisation:
        stamp(sheet.image, round_seal(facts.entity_name), (560, y + 30), rng)
