"""Who files in a recipe: the same few fictitious people and organisations in every case."""

from dataclasses import replace

from samples.companies import company
from samples.demo.cast import JIAYI, LIN
from samples.dossier import Entity
from samples.people import person
from samples.recipes.recipe import Recipe, RecipeRefused, refuse_unknown

KINDS = {
    "企业": "company",
    "股份公司": "joint_stock",
    "个体工商户": "sole_trader",
    "事业单位": "public_institution",
    "社会团体": "social_organization",
    "个人": "",
}


def entity_of(recipe: Recipe) -> Entity:
    """The entity of a recipe: of 江苏 those of the demo, whose papers are drawn already. Raises RecipeRefused."""
    refuse_unknown("who", {recipe.who: 1}, list(KINDS))
    if not KINDS[recipe.who]:
        if recipe.legal_representative or recipe.website_principal:
            raise RecipeRefused("个人没有法定代表人，网站负责人就是本人。", "请删除这两项。")
        own = recipe.name or None
        mine = LIN.principal if recipe.province == "江苏" and not own else person("corpus", recipe.province, name=own)
        return Entity.of_person(mine)
    entity = _organisation(recipe)
    if not recipe.website_principal:
        return entity
    keeper = person("corpus/principal", recipe.province, name=recipe.website_principal)
    return replace(entity, principal=keeper)


def _organisation(recipe: Recipe) -> Entity:
    plain = not recipe.name and not recipe.legal_representative
    if recipe.who == "企业" and recipe.province == "江苏" and plain:
        return JIAYI
    boss = recipe.legal_representative or None
    head = person("corpus/legal", recipe.province, name=boss)
    kind = KINDS[recipe.who]
    return Entity.of_company(
        company("corpus", recipe.province, kind=kind, name=recipe.name or None, legal_representative=head)
    )
