"""Which materials a case owes, each under its exact title for the province, in the order of the seed."""

from dataclasses import replace
from datetime import date

from filing.terms import EntityType, FilingKind, Material
from policy.book import Book
from policy.in_force import in_force, pick
from policy.requirements import Ask, Provider
from policy.schema import Demand, Group, Mark, MaterialText, Version
from policy.situation import Situation


def belongs(group: Group, entity: EntityType | None) -> bool:
    """Whether an entity is of a group; one whose nature is not known is only of `all`."""
    if group == "all":
        return True
    return entity is not None and (entity is EntityType.INDIVIDUAL) == (group == "individuals")


def asks_of(book: Book, day: date, situation: Situation, provider: Provider, *, password: bool) -> tuple[Ask, ...]:
    """The asks of a case in the order of materials.toml. `password`: whether the ICP password is due."""
    spared = pick(book.profile.not_asked, day)
    owed = ((m, d) for d in _demands(book, day, situation) if _due(d, situation) for m in d.materials)
    demanded = {material: demand for material, demand in owed if material not in spared}
    texts = in_force(book.materials.materials, day)
    said = [t if password else _alone(t) for t in texts if t.key in demanded]
    return tuple(_filled_in(_ask(book, day, situation, t, demanded[t.key]), provider) for t in said)


def pre_approval(book: Book, day: date, situation: Situation, provider: Provider) -> Ask | None:
    """What is asked for if the business needs prior approval; the rules say whether it does (C201)."""
    demands = [d for d in _demands(book, day, situation) if d.when == "pre_approval_business"]
    texts = [t for t in in_force(book.materials.materials, day) if demands and t.key in demands[0].materials]
    return _filled_in(_ask(book, day, situation, texts[0], demands[0]), provider) if texts else None


def marks_due(book: Book, day: date, situation: Situation) -> tuple[Mark, ...]:
    """Marks due by hand: those of everybody, then those of the entity's provinces."""
    if situation.kind is FilingKind.CANCEL:
        return ()
    provinces = (m for p in situation.demanding if p in book.entity for m in book.entity[p].marks)
    rows = in_force((*book.materials.marks, *book.profile.marks, *provinces), day)
    return tuple(m for m in rows if belongs(m.entities, situation.entity_type) and _applies(m, situation))


def version_of(book: Book, day: date, situation: Situation, material: Material) -> Version | None:
    """The province's own version. Where strong evidence names several provinces, any that has one wants it (A04)."""
    versions = (v for p in situation.demanding for v in _versions(book, day, p))
    return next((v for v in versions if v.material is material), None)


def _versions(book: Book, day: date, province: str) -> tuple[Version, ...]:
    """A province's versions, those of the profile first."""
    own = tuple(v for v in book.profile.versions if v.province == province)
    rest = book.entity[province].versions if province in book.entity else ()
    return in_force((*own, *rest), day)


def _demands(book: Book, day: date, situation: Situation) -> tuple[Demand, ...]:
    rows = in_force(book.materials.demands, day)
    return tuple(d for d in rows if situation.kind in d.kinds and belongs(d.entities, situation.entity_type))


def _due(demand: Demand, situation: Situation) -> bool:
    """Pre-approval is never among what is asked of everybody: ELI003 asks for it."""
    return demand.when == "always" or (demand.when == "principal_differs" and situation.letter == "due")


def _alone(text: MaterialText) -> MaterialText:
    """Where no password is due the material is only a number (A11, G17)."""
    return text.model_copy(update={"title": text.title_alone or text.title, "how": text.how_alone or text.how})


def _ask(book: Book, day: date, situation: Situation, text: MaterialText, demand: Demand) -> Ask:
    titles = in_force(book.materials.titles, day)
    natures = (t.title for t in titles if t.material is text.key and t.entity is situation.entity_type)
    marks = tuple((m.key, m.text) for m in marks_due(book, day, situation) if m.material is text.key)
    how = (situation.entity_type is EntityType.INDIVIDUAL and text.how_individuals) or text.how
    generic = Ask(text.key, next(natures, text.title), demand.why, how, notes=marks, cites=text.source)
    generic = replace(generic, download="{download_url}" if text.download else "")
    version = version_of(book, day, situation, text.key)
    if version is None:
        return generic
    doubtful = not any(version in _versions(book, day, p) for p in situation.certain)
    special = replace(generic, title=version.title, special=True, generic_title=text.title, cites=version.source)
    return replace(special, doubtful=doubtful)


def _applies(mark: Mark, situation: Situation) -> bool:
    return mark.material is not Material.AUTHORIZATION_LETTER or situation.letter == "due"


def _filled_in(ask: Ask, provider: Provider) -> Ask:
    """Placeholders such as {address} replaced by what they are for this provider."""
    known = {name: str(getattr(provider, name)) for name in Provider.__slots__}
    return replace(ask, how=ask.how.format_map(known), download=ask.download.format_map(known))
