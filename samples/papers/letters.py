"""Letters that let somebody other than the legal representative answer for the website [001:103-104], [000:82]."""

from dataclasses import dataclass
from datetime import date
from random import Random

from PIL import Image

from samples.companies import Company
from samples.papers.canvas import Pen, Sheet, chinese_date
from samples.papers.seal import round_seal, sign, stamp
from samples.people import Person

BODY = Pen(30)


@dataclass(frozen=True, slots=True)
class Authorised:
    """Who authorises whom for which domain."""

    company: Company
    principal: Person
    domain: str
    day: date = date(2026, 11, 12)


def general_letter(facts: Authorised, rng: Random) -> Image.Image:
    """《网站负责人委托书》."""
    head = f"委托单位：{facts.company.name}\n法定代表人：{facts.company.legal_representative.name}"
    text = (
        f"　　兹委托{facts.principal.name}（身份证号码：{facts.principal.id_number}）为我单位网站"
        f"（域名：{facts.domain}）的网站负责人，负责办理该网站的备案手续，并对网站的日常管理和信息安全负责。\n"
        "　　受托人在上述事项中签署的文件，我单位均予以认可，并承担由此产生的法律责任。\n　　受托人无转委托权。"
    )
    return _letter("网站负责人委托书", head, text, facts, rng)


def shanghai_letter(facts: Authorised, rng: Random) -> Image.Image:
    """《网站负责人委托书-上海》, addressed to the administration of 上海."""
    text = (
        f"　　{facts.company.name}因网站备案需要，现授权本单位{facts.principal.name}"
        f"（证件号码：{facts.principal.id_number}）担任网站 {facts.domain} 的网站负责人，"
        "全权负责该网站的备案、内容管理和信息安全工作。\n"
        "　　本单位承诺对该网站负责人在授权范围内的行为承担全部责任。\n　　特此委托。"
    )
    return _letter("网站负责人委托书（上海）", "上海市通信管理局：", text, facts, rng)


def hunan_anhui_letter(facts: Authorised, rng: Random) -> Image.Image:
    """《湖南和安徽企业备案委托书》."""
    office = f"{facts.company.city.province_name}通信管理局："
    text = (
        f"　　我单位{facts.company.name}（统一社会信用代码：{facts.company.uscc}）现委托{facts.principal.name}"
        f"（身份证号码：{facts.principal.id_number}）办理我单位网站 {facts.domain} 的备案事宜，并担任该网站的负责人。\n"
        "　　我单位法定代表人已知晓并同意上述委托，对备案信息的真实性负责。\n　　委托期限：自签署之日起至备案事项办结。"
    )
    return _letter("企业备案委托书", office, text, facts, rng)


def filing_authorisation(facts: Authorised, rng: Random) -> Image.Image:
    """《网站备案授权书》, the name in the older tutorial [000:82]."""
    text = (
        f"　　兹授权 {facts.principal.name} 同志（身份证号：{facts.principal.id_number}）为我单位网站负责人，"
        f"代表我单位办理域名 {facts.domain} 的网站备案相关事宜。\n　　授权期限自签发之日起至备案通过之日止。\n"
        "　　特此授权！"
    )
    return _letter("网站备案授权书", f"授权单位：{facts.company.name}", text, facts, rng)


def _letter(title: str, head: str, text: str, facts: Authorised, rng: Random) -> Image.Image:
    sheet = Sheet.blank()
    sheet.title(190, title, Pen(56, "Serif", "Bold"), spacing=10)
    y = sheet.paragraph((150, 360), head, 940, BODY, 1.8) + 20
    y = sheet.paragraph((150, y), text, 940, BODY, 1.8) + 90
    sheet.line((150, y), "受托人（签字）：", BODY)
    sign(sheet.image, (390, round(y) + 18), rng)
    sheet.line((150, y + 100), "法定代表人（签字）：", BODY)
    sign(sheet.image, (450, round(y) + 118), rng)
    sheet.line((1090, y + 230), f"{facts.company.name}（盖章）", BODY, "ra")
    sheet.line((1090, y + 300), chinese_date(facts.day), BODY, "ra")
    stamp(sheet.image, round_seal(facts.company.name, diameter=240), (890, round(y) + 270), rng)
    return sheet.image
