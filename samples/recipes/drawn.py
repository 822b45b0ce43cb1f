"""Papers as pictures. A recipe may change of them what cases need; anything else is given as read."""

from collections.abc import Iterator, Mapping
from typing import Any

from filing.terms import CHINESE, Material
from samples.dossier import (
    Entity,
    certificate_pdf,
    commitment_file,
    id_photos,
    id_scan,
    licence_file,
    licence_scan,
    photo,
    verification_file,
)
from samples.mails.letter import Attachment
from samples.papers.saving import jpeg_of_size
from samples.recipes.recipe import Recipe, refuse_unknown

CARDS = ("网站负责人身份证", "法定代表人身份证")
CHANGES = {
    CHINESE[Material.BUSINESS_LICENSE]: ["大小"],
    CHINESE[Material.DOMAIN_CERTIFICATE]: ["域名", "域名所有者"],
    **{card: ["面"] for card in CARDS},
}


def drawn_papers(recipe: Recipe, entity: Entity) -> Iterator[tuple[str, Attachment]]:
    """(name of the paper, file) of a complete filing of this entity, with what the recipe changes."""
    for term, changes in recipe.paper.items():
        refuse_unknown(f"paper.{term}（drawn）", changes, CHANGES.get(term, []))
    for term, name, content in _files(recipe, entity):
        yield term, Attachment(name, content)


def _files(recipe: Recipe, entity: Entity) -> Iterator[tuple[str, str, bytes]]:
    said = recipe.paper.get("域名证书", {})
    holder, domain = str(said.get("域名所有者", entity.name)), str(said.get("域名", recipe.domain))
    yield "网站备案真实性核验单", "网站备案真实性核验单.jpg", verification_file(entity, recipe.domain)
    yield "网站备案信息安全责任书", "网站备案信息安全责任书.jpg", commitment_file(entity)
    yield "域名证书", "域名证书.pdf", certificate_pdf(domain, holder)
    card, content = _card(recipe.paper.get(CARDS[0], {}), entity)
    yield CARDS[0], card, content
    yield "网站负责人幕布半身照片", "幕布照片.jpg", photo(entity.principal)
    if entity.company is not None:
        size = recipe.paper.get("营业执照副本", {}).get("大小")
        scan = jpeg_of_size(licence_scan(entity.company), size) if size else licence_file(entity.company)
        yield "营业执照副本", "营业执照副本.jpg", scan
        boss = entity.company.legal_representative
        if boss != entity.principal:
            yield CARDS[1], "法人身份证.jpg", id_scan(boss)


def _card(changes: Mapping[str, Any], entity: Entity) -> tuple[str, bytes]:
    side = changes.get("面")
    if side is None:
        return "身份证正反面.jpg", id_scan(entity.principal)
    return f"身份证{side}.jpg", id_photos(entity.principal)[0 if side == "正面" else 1]
