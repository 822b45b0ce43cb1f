"""Pieces of a file to papers: pages of one document join, different papers become members of a container."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from filing.paper import Paper
from filing.terms import Fate, Material
from parsers.piece import Piece

_RUN_ON = frozenset(
    {
        Material.SECURITY_COMMITMENT,
        Material.VERIFICATION_FORM,
        Material.AUTHORIZATION_LETTER,
        Material.REGISTRATION_FORM,
        Material.DOMAIN_CERTIFICATE,
        Material.PRE_APPROVAL,
    }
)
"""Materials whose later pages bear no title of their own."""
_IDENTITY = {
    Material.BUSINESS_LICENSE: "uscc",
    Material.DOMAIN_CERTIFICATE: "domain",
    Material.ID_CARD: "id_number",
}
"""What tells two papers of one material apart."""


@dataclass(frozen=True, slots=True)
class File:
    """The file that the pieces came from. `about` is what the specialist should know of the file itself."""

    name: str
    content: bytes
    about: str = ""


def refused(file: File, problem: "Piece") -> tuple[Paper, ...]:
    """A file of which nothing could be read."""
    return (_paper(file, file.name, [problem]),)


def papers(file: File, pieces: Iterable[Piece]) -> tuple[Paper, ...]:
    """One paper; or a container and its members `name#page=2`, `name#page=2-3`, `name#part=1` (of one picture)."""
    documents = _documents(list(pieces))
    if len(documents) == 1:
        return (_paper(file, file.name, documents[0]),)
    names = _member_names(file.name, documents)
    whole = Paper(file.name, len(file.content), _sha256(file.content), Fate.CONTAINER, about=file.about)
    members = (
        replace(
            _paper(file, name, pieces),
            inside=file.name,
            sha256=_sha256(f"{whole.sha256}{name[len(file.name) :]}".encode()),
            about=pieces[0].about,
        )
        for name, pieces in zip(names, documents, strict=True)
    )
    return (whole, *members)


def _documents(pieces: list[Piece]) -> list[list[Piece]]:
    documents: list[list[Piece]] = []
    for piece in pieces:
        if documents and _continues(documents[-1], piece):
            documents[-1].append(piece)
        else:
            documents.append([piece])
    return _without_blank_lead(documents)


def _without_blank_lead(documents: list[list[Piece]]) -> list[list[Piece]]:
    """An empty first page belongs to what follows."""
    if len(documents) > 1 and all(p.blank for p in documents[0]):
        return [documents[1] + documents[0], *documents[2:]]
    return documents


def _continues(document: Sequence[Piece], piece: Piece) -> bool:
    first, last = document[0], document[-1]
    if piece.blank:
        return True
    if first.blank and len(document) == 1:
        return False
    if piece.material is None or piece.fate is not Fate.MATERIAL:
        both_unknown = first.material is None and piece.fate is first.fate
        return both_unknown or (first.material in _RUN_ON and piece.words > 0 and piece.page > last.page)
    return piece.material is first.material and _same_paper(document, piece)


def _same_paper(document: Sequence[Piece], piece: Piece) -> bool:
    """Two pages of one material: the same identity, or the sides of one card that is still incomplete."""
    key = _IDENTITY.get(document[0].material) if document[0].material else None
    known = {p.text(key) for p in document if p.text(key)} if key else set()
    if key and known and piece.text(key):
        return piece.text(key) in known
    if piece.material is Material.ID_CARD:
        return not _sides(document) & _sides([piece])
    return not piece.titled


def _sides(pieces: Sequence[Piece]) -> set[str]:
    return {s for p in pieces if (fact := p.facts.get("sides")) and isinstance(fact.value, tuple) for s in fact.value}


def _member_names(name: str, documents: list[list[Piece]]) -> list[str]:
    """Pages where a document has pages of its own, parts where several share one page."""
    pages = [(min(p.page for p in d), max(p.page for p in d)) for d in documents]
    single = len({page for span in pages for page in span}) == 1
    if single:
        return [f"{name}#part={n}" for n in range(1, len(documents) + 1)]
    ranges = [f"{name}#page={first}" + (f"-{last}" if last > first else "") for first, last in pages]
    return [r if ranges.count(r) == 1 else f"{r}&part={ranges[: n + 1].count(r)}" for n, r in enumerate(ranges)]


def _paper(file: File, name: str, pieces: list[Piece]) -> Paper:
    first = pieces[0]
    facts = {k: f for p in reversed(pieces) for k, f in p.facts.items()}
    sides = tuple(s for s in ("portrait", "emblem") if s in _sides(pieces))
    if sides:
        facts["sides"] = replace(facts["sides"], value=sides)
    return Paper(
        name,
        len(file.content),
        _sha256(file.content),
        first.fate,
        first.material,
        facts=facts,
        quality=first.quality,
        problem=first.problem,
        about=" ".join(filter(None, (file.about, first.about))),
        unsure=any(p.unsure for p in pieces),
        engine=first.engine,
        evidence={k: f for p in reversed(pieces) for k, f in p.evidence.items()},
        shapes=tuple(p.shape for p in pieces if p.shape),
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
