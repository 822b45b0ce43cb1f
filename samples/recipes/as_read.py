"""Papers without pictures: what a reader that reads everything surely would have read of them."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from filing.paper import Fact, Paper
from filing.terms import CHINESE, Fate, Material
from samples.dossier import Entity
from samples.people import Person
from samples.recipes.recipe import Recipe, RecipeRefused, refuse_unknown

Facts = Mapping[str, str | tuple[str, ...]]
BIG = 700_000
SHEETS = {"广东": "网站备案真实性核验单-广东"}
LETTERS = {"上海": "网站负责人委托书-上海", "湖南": "湖南和安徽企业备案委托书", "安徽": "湖南和安徽企业备案委托书"}
LABELS = {
    "标题": "title",
    "名称": "entity_name",
    "主办者": "entity_name",
    "统一社会信用代码": "uscc",
    "法定代表人": "legal_representative",
    "姓名": "name",
    "公民身份号码": "id_number",
    "面": "sides",
    "住所": "address",
    "有效期至": "valid_to",
    "域名": "domain",
    "域名所有者": "holder",
}
"""What a recipe may say of a paper's text: label on the paper → key of the fact."""
LOOKS = {
    "红章": "red_seal",
    "黑白": "grey_copy",
    "清晰度": "blur",
    "传真": "fax",
    "修图软件": "editor",
    "摩尔纹": "moire",
    "临时证": "temporary",
    "亮度": "light",
}
"""What a recipe may say of a paper's looks."""
EXTRA: Mapping[Material, Facts] = {
    Material.PRE_APPROVAL: {"title": "许可证"},
    Material.BUSINESS_LICENSE: {"title": "营业执照", "valid_to": "长期"},
}
"""Papers that nobody asks for and a recipe may add."""
SIDES = {"正面": "portrait", "背面": "emblem"}


def papers_as_read(recipe: Recipe, entity: Entity) -> Iterator[tuple[str, Paper]]:
    """(name of the paper, paper) of a complete filing of this entity, with what the recipe changes."""
    for material, facts in _complete(recipe, entity):
        term = CHINESE[material]
        yield term, _paper(material, facts, recipe.paper.get(term, {}), term)
    asked = {material for material, _ in _complete(recipe, entity)}
    for material, facts in EXTRA.items():
        if CHINESE[material] in recipe.paper and material not in asked:
            yield CHINESE[material], _paper(material, facts, recipe.paper[CHINESE[material]], CHINESE[material])


def _complete(recipe: Recipe, entity: Entity) -> Iterator[tuple[Material, Facts]]:
    sheet = {"title": SHEETS.get(recipe.province, "网站备案真实性核验单"), "domain": recipe.domain}
    yield Material.VERIFICATION_FORM, {**sheet, "entity_name": entity.name}
    yield Material.SECURITY_COMMITMENT, {"title": "网站备案信息安全责任书", "entity_name": entity.name}
    yield Material.DOMAIN_CERTIFICATE, {"domain": recipe.domain, "holder": entity.name, "valid_to": "2030-01-01"}
    yield Material.WEBSITE_PRINCIPAL_ID, _card(entity.principal)
    yield Material.BACKDROP_PHOTO, {}
    company = entity.company
    if company is None:
        return
    boss = company.legal_representative
    licence = {
        "title": "营业执照",
        "entity_name": company.name,
        "uscc": company.uscc,
        "legal_representative": boss.name,
    }
    yield Material.BUSINESS_LICENSE, {**licence, "address": company.address, "valid_to": "长期"}
    if boss != entity.principal:
        yield Material.LEGAL_REPRESENTATIVE_ID, _card(boss)
        title = LETTERS.get(recipe.province, "网站负责人委托书")
        yield Material.AUTHORIZATION_LETTER, {"title": title, "name": entity.principal.name}


def _card(person: Person) -> Facts:
    until = f"{person.valid_to:%Y-%m-%d}" if person.valid_to else "长期"
    facts = {"name": person.name, "id_number": person.id_number, "address": person.address, "valid_to": until}
    return {**facts, "sides": ("portrait", "emblem")}


def _paper(material: Material, facts: Facts, changes: Mapping[str, Any], term: str) -> Paper:
    refuse_unknown(f"paper.{term}", changes, [*LABELS, *LOOKS, "大小", "存疑"])
    said = {LABELS[k]: _value(k, v) for k, v in changes.items() if k in LABELS}
    source = "text" if material is Material.DOMAIN_CERTIFICATE else "ocr"
    sure = not changes.get("存疑", False)
    read = {k: Fact(v, sure=sure, source=source) for k, v in {**facts, **said}.items() if v}
    card = material in (Material.WEBSITE_PRINCIPAL_ID, Material.LEGAL_REPRESENTATIVE_ID)
    size = changes.get("大小", 120_000 if material is Material.DOMAIN_CERTIFICATE else BIG)
    name = f"{term}.{'png' if material is Material.DOMAIN_CERTIFICATE else 'jpg'}"
    looks = {"red_seal": True} | {LOOKS[k]: v for k, v in changes.items() if k in LOOKS}
    known = Material.ID_CARD if card else material
    return Paper(name, size, _mark(name, read, size), Fate.MATERIAL, known, facts=read, quality=looks)


def _value(label: str, value: Any) -> str | tuple[str, ...]:
    if label != "面":
        return str(value)
    if value not in SIDES:
        raise RecipeRefused(f"身份证没有“{value}”这一面。", "可以写：正面、背面。")
    return (SIDES[value],)


def _mark(name: str, facts: Mapping[str, Fact], size: int) -> str:
    return hashlib.sha256(f"{name}{facts}{size}".encode()).hexdigest()
