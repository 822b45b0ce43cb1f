"""From a recipe to a mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from filing.paper import Paper
from filing.terms import CHINESE, Material
from samples.dossier import Entity
from samples.forms.fields import SECTIONS, FormData, company_form, full_label, individual_form
from samples.forms.style import Style
from samples.forms.workbook import FILE_NAME, form
from samples.mails import clients
from samples.mails.archive import gbk_zip
from samples.mails.letter import Attachment, Letter
from samples.mails.machines import plain_mail
from samples.recipes.as_read import papers_as_read
from samples.recipes.cast import entity_of
from samples.recipes.drawn import drawn_papers
from samples.recipes.recipe import Recipe, refuse_unknown

CLIENTS = {
    "QQ": clients.QQ,
    "Foxmail": clients.FOXMAIL,
    "Outlook": clients.OUTLOOK,
    "网易": clients.NETEASE,
    "Thunderbird": clients.THUNDERBIRD,
    "iPhone": clients.IPHONE,
    "程序": clients.SCRIPT,
}
MAILBOXES = {"江苏": "jsba@filing.example", "安徽": "ahba@filing.example"}
STYLES = {"同上": "same_as", "数字": "numeric", "勾选": "ticks", "样例": "example", "说明": "guide", "别名": "renamed"}
"""How the form was filled in: 网站负责人 as 同上, ID numbers typed as numbers, choices ticked …"""
FORM = CHINESE[Material.REGISTRATION_FORM]
LABELS = {full_label(section, key, label): key for section, rows in SECTIONS for key, label in rows}
"""Label of the form → key of the field; 主体负责人 and 网站负责人 stand before the labels of their sections."""


@dataclass(frozen=True, slots=True)
class Made:
    """`raw` is the mail; `given` are the papers that its stand-in files stand for, by their content."""

    raw: bytes
    given: Mapping[bytes, Paper] = field(default_factory=dict)


def make(recipe: Recipe) -> Made:
    """The mail of a recipe: the same bytes every time. Raises RecipeRefused."""
    given: dict[bytes, Paper] = {}
    files = _files(recipe, given)
    if recipe.also:
        files += _files(Recipe(who=recipe.also, domain=recipe.also_domain), given)
    wanted = [*files, *map(_extra, recipe.file)]
    return Made(_mail(recipe, entity_of(recipe), wanted), given)


def _files(recipe: Recipe, given: dict[bytes, Paper]) -> list[Attachment]:
    """One filing's files; what stands for a paper is added to `given`."""
    entity = entity_of(recipe)
    refuse_unknown("style", dict.fromkeys(recipe.style), list(STYLES))
    chosen: dict[str, Any] = {STYLES[word]: True for word in recipe.style}
    copies = {FILE_NAME: recipe.form} | ({f"新-{FILE_NAME}": recipe.second_form} if recipe.second_form else {})
    files = [
        (FORM, Attachment(name, form(_form(changes, recipe, entity), layout=recipe.layout, style=Style(**chosen))))
        for name, changes in copies.items()
    ]
    if recipe.papers == "drawn":
        return _chosen(recipe, [*files, *drawn_papers(recipe, entity)])
    for term, paper in papers_as_read(recipe, entity):
        stand_in = f"stands for a scan: {paper.sha256}".encode()
        given[stand_in] = paper
        files.append((term, Attachment(paper.name, stand_in)))
    return _chosen(recipe, files)


def _chosen(recipe: Recipe, files: list[tuple[str, Attachment]]) -> list[Attachment]:
    terms = [term for term, _ in files]
    for key, asked in (("without", recipe.without), ("only", recipe.only), ("paper", tuple(recipe.paper))):
        refuse_unknown(key, dict.fromkeys(asked), terms)
    return [f for term, f in files if term not in recipe.without and (not recipe.only or term in recipe.only)]


def _form(changes: Mapping[str, str], recipe: Recipe, entity: Entity) -> FormData:
    refuse_unknown("form", changes, list(LABELS))
    changed = {LABELS[label]: value for label, value in changes.items()}
    company = entity.company
    if company is None:
        base = individual_form(entity.principal, recipe.domain, site_name="木工手记", access=recipe.access)
    else:
        base = company_form(company, recipe.domain, principal=entity.principal, access=recipe.access)
    return {**base, **changed}


def _extra(file: Mapping[str, str]) -> Attachment:
    refuse_unknown("file", file, ["name", "text", "hex"])
    content = bytes.fromhex(file["hex"]) if "hex" in file else file.get("text", "").encode()
    return Attachment(file["name"], content)


def _mail(recipe: Recipe, entity: Entity, files: list[Attachment]) -> bytes:
    refuse_unknown("client", {recipe.client: 1}, list(CLIENTS))
    subject = f"{entity.name}+{recipe.domain}" if recipe.subject is None else recipe.subject
    packed = [Attachment(recipe.zip, gbk_zip(files, folder="备案资料"))] if recipe.zip else files
    to = MAILBOXES[recipe.access]
    letter = Letter(recipe.sender, entity.principal.name, to, subject, recipe.text, recipe.sent, tuple(packed))
    client = CLIENTS[recipe.client]
    return clients.compose(letter, client) if packed else plain_mail(letter, client)
