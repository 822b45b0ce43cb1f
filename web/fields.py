"""The form beside the papers: what each field says, and what each paper that should say the same was read as."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from filing.names import fold
from filing.paper import Fact, Paper
from filing.terms import CHINESE, Fate, Material
from web import fact_labels
from web.papers import PaperRow, paper_rows
from web.present import FactRow, Run, aligned, fact_row
from web.sheets import spot_id
from web.views import Letter

Source = tuple[Material, str]

_NAMED = (
    (Material.BUSINESS_LICENSE, "entity_name"),
    (Material.VERIFICATION_FORM, "entity_name"),
    (Material.SECURITY_COMMITMENT, "entity_name"),
    (Material.AUTHORIZATION_LETTER, "entity_name"),
    (Material.DOMAIN_CERTIFICATE, "holder"),
)
_DOMAINS = tuple(
    (material, "domain")
    for material in (Material.DOMAIN_CERTIFICATE, Material.VERIFICATION_FORM, Material.SECURITY_COMMITMENT)
)
_NOT_DUE = frozenset({(Material.SECURITY_COMMITMENT, "domain")})  # compared where it stands, missed by nobody
_LICENCE_NUMBERS = tuple((Material.BUSINESS_LICENSE, key) for key in ("uscc", "registration_number", "org_code"))
_KEEPER, _BOSS = Material.WEBSITE_PRINCIPAL_ID, Material.LEGAL_REPRESENTATIVE_ID
SOURCES: Mapping[str, tuple[Source, ...]] = {
    "entity_name": _NAMED,
    "entity_cert_no": _LICENCE_NUMBERS,
    "entity_cert_address": ((Material.BUSINESS_LICENSE, "address"),),
    "domains": _DOMAINS,
    "entity_principal_name": ((Material.BUSINESS_LICENSE, "legal_representative"), (_BOSS, "name")),
    "entity_principal_cert_no": ((_BOSS, "id_number"),),
    "website_principal_name": ((_KEEPER, "name"), (Material.AUTHORIZATION_LETTER, "name")),
    "website_principal_cert_no": ((_KEEPER, "id_number"),),
}
"""Field of the form → where the papers say the same."""
INDIVIDUAL_SOURCES: Mapping[str, tuple[Source, ...]] = {
    **SOURCES,
    "entity_name": ((_KEEPER, "name"), *_NAMED[1:]),
    "entity_cert_no": ((_KEEPER, "id_number"),),
    "entity_cert_address": ((_KEEPER, "address"),),
    "entity_principal_name": ((_KEEPER, "name"),),
    "entity_principal_cert_no": ((_KEEPER, "id_number"),),
}
"""The same where a natural person files: the ID card stands for the licence."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read: what a correction names. `spot`: its place in the viewer, None without a picture.

    `address`: of the paper's own routes.
    """

    paper: str
    key: str
    name: str
    address: str
    spot: str | None = None


STATES = ("differs", "look", "same", "alone")
"""As a specialist looks at them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper's value beside the form's. `same`: they agree; None: there is nothing to compare it with."""

    origin: Origin
    row: FactRow
    runs: tuple[Run, ...]
    same: bool | None


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field. `state`: same, differs, look or alone.

    `origin` is None without a form, `form` where the form says nothing. `unread`: papers that should say the same, on
    which nothing was read: a person may fill it in.
    """

    key: str
    label: str
    origin: Origin | None
    form: FactRow | None
    readings: tuple[Reading, ...]
    unread: tuple[Origin, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether there is nothing to look at beside it."""
        return self.state == "alone"

    @property
    def state(self) -> str:
        """How sure one may be: a difference outweighs doubt, doubt outweighs agreement."""
        if not self.readings:
            if self.unread:
                return "look"
            return "alone" if self.form is None or self.form.sure else "look"
        if any(r.same is False for r in self.readings):
            return "differs" if all(r.row.sure for r in self.readings if r.same is False) else "look"
        return "same" if all(r.row.sure and r.same for r in self.readings) else "look"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A paper and where it came from."""

    row: PaperRow
    mail_id: str

    @property
    def paper(self) -> Paper:
        return self.row.paper

    def origin(self, key: str) -> Origin:
        """Where its value of a key stands, or is to be filled in."""
        fact = self.paper.facts.get(key)
        placed = fact is not None and fact.box and self.row.pages
        spot = spot_id(self.mail_id, self.row.number, list(self.paper.facts).index(key)) if placed else None
        address = f"/papers/{self.mail_id}/{self.row.number}"
        return Origin(self.paper.sha256, key, self.paper.name, address, spot)


def field_rows(letters: Sequence[Letter]) -> tuple[FieldRow, ...]:
    """Every field that the form or a paper gives: first what a person has to look at, last what stands alone."""
    placed = [p for letter in letters for p in _placed(letter)]
    form = next((p for p in reversed(placed) if p.paper.fate is Fate.FORM), None)
    sources = INDIVIDUAL_SOURCES if _individual(form) else SOURCES
    told = form.paper.facts if form else {}
    keys = [key for key in (*told, *sources) if told.get(key) or key in sources]
    rows = (_field(key, form, placed, sources.get(key, ())) for key in dict.fromkeys(keys))
    told_of = (row for row in rows if row.readings or row.unread or (row.form and row.form.value))
    return tuple(sorted(told_of, key=lambda row: STATES.index(row.state)))


def _placed(letter: Letter) -> Iterator[_Placed]:
    for row in paper_rows(letter.submission):
        if row.paper.fate in (Fate.MATERIAL, Fate.FORM) and not row.paper.superseded:
            yield _Placed(row, letter.row.id)


def _individual(form: _Placed | None) -> bool:
    return bool(form and "个人" in (form.paper.text("entity_nature") or form.paper.text("entity_type") or ""))


def _field(key: str, form: _Placed | None, placed: Sequence[_Placed], sources: Sequence[Source]) -> FieldRow:
    fact = form.paper.facts.get(key) if form else None
    label = fact_labels.FACTS.get(key) or (fact.label if fact else None) or key
    readings = tuple(_readings(fact, placed, sources))
    origin, unread = form.origin(key) if form else None, tuple(_unread(placed, sources))
    return FieldRow(key, label, origin, fact_row(key, fact) if fact else None, readings, unread)


def _readings(form: Fact | None, placed: Sequence[_Placed], sources: Sequence[Source]) -> Iterator[Reading]:
    for material, key in sources:
        for p in placed:
            fact = p.paper.facts.get(key) if material in (p.paper.material, *p.paper.also) else None
            if fact and fact.text:
                yield _reading(p, key, fact, form, CHINESE[material])


def _unread(placed: Sequence[_Placed], sources: Sequence[Source]) -> Iterator[Origin]:
    """The newest paper of each material on none of which anything was read; of a card, not the back."""
    for material, keys in _by_material(sources).items():
        own = [p for p in placed if material in (p.paper.material, *p.paper.also)]
        fronts = [p for p in own if p.paper.text("sides") != "emblem"]
        if fronts and not any(fact.text for p in own for key in keys if (fact := p.paper.facts.get(key))):
            yield replace(fronts[-1].origin(keys[0]), name=CHINESE[material])


def _by_material(sources: Sequence[Source]) -> Mapping[Material, Sequence[str]]:
    found: dict[Material, list[str]] = {}
    for material, key in (source for source in sources if source not in _NOT_DUE):
        found.setdefault(material, []).append(key)
    return found


def _reading(placed: _Placed, key: str, fact: Fact, form: Fact | None, title: str) -> Reading:
    row = fact_row(key, fact)
    beside = fact_row(key, form).value if form else row.value
    origin = replace(placed.origin(key), name=title)
    return Reading(origin, row, aligned(beside, row.value)[1], _same(form, fact))


def _same(form: Fact | None, paper: Fact) -> bool | None:
    if form is None or not form.text:
        return None
    values = {fold(v) for v in ((form.value,) if isinstance(form.value, str) else form.value)}
    read = (paper.value,) if isinstance(paper.value, str) else paper.value
    return all(fold(v) in values for v in read)
