"""Papers that came as an editable file: recognised by their title, never signed nor stamped."""

import re
from dataclasses import replace

from filing.paper import Fact, Paper
from filing.terms import CHINESE, Fate, Material

_TITLES: tuple[tuple[Material, str], ...] = (
    (Material.VERIFICATION_FORM, r"核验单|真实性核验|核验表|核验承诺"),
    (Material.AUTHORIZATION_LETTER, r"委托书|授权书|授权委托|备案授权"),
    (Material.SECURITY_COMMITMENT, r"责任书|承诺书|保证书|协议书.{0,4}信息安全|信息安全(?:责任|承诺|保证|管理协议)"),
)
_ENTITY = re.compile(
    r"(?:主办单位|主办者|网站主办者|单位|主办人|公司|责任单位|委托单位|委托人|授权单位|承诺单位)"
    r"(?:名称|全称|\(盖章\))?\s*[:：]?\s*[\n\t |]?\s*"
    r"([\u4e00-\u9fff（）()·A-Za-z0-9]{4,60}?(?:公司|厂|店|中心|学校|医院|协会|合作社|事务所|局|委员会))"
)
_DOMAIN = re.compile(
    r"(?:域名)[^\n:：]{0,6}[:：\n\t |]\s*((?:https?://)?(?:[a-z0-9\u4e00-\u9fff-]+\.)+[a-z]{2,})", re.IGNORECASE
)


def titled_material(title: str) -> Material | None:
    """The material that a title names, or None. A 登记表 is a form and is read as one."""
    if len(title) > 50 or "登记表" in title or "说明" in title:
        return None
    return next((m for m, words in _TITLES if re.search(words, title)), None)


def unsigned_paper(blank: Paper, material: Material, title: str, text: str) -> Paper:
    """The paper as a word-processor file: what it says is known, that it was signed is not."""
    facts = {"title": Fact(title, sure=True, source="text")}
    for key, pattern in (("entity_name", _ENTITY), ("domain", _DOMAIN)):
        match = pattern.search(text)
        if match:
            facts[key] = Fact(match[1], sure=False, source="text")
    about = f"《{CHINESE[material]}》是未签字盖章的电子文档，需打印、签字（单位加盖公章）后扫描发送。"
    return replace(blank, fate=Fate.MATERIAL, material=material, facts=facts, about=about, quality={"word_file": True})
