"""What of a paper is one person's own: asked by their certificate number, so that nothing of anybody else is told."""

from collections.abc import Iterator, Mapping

from filing.numbers import clean_number, upgrade_id
from filing.paper import Paper

NUMBER, CARD = "_cert_no", "id_number"
NOT_A_PERSONS = "icp_password"  # of the entity, whoever it is


def own_facts(paper: Paper, number: str) -> Mapping[str, str]:
    """A whole card of theirs; of a form the fields of each role in which it names them."""
    wanted = same(number)
    if CARD in paper.facts:
        theirs = same(paper.facts[CARD].text) == wanted
        return {key: fact.text for key, fact in paper.facts.items()} if theirs else {}
    roles = [key.removesuffix(NUMBER) for key, fact in paper.facts.items() if _is_number(key, fact.text, wanted)]
    return {key: paper.facts[key].text for role in roles for key in _fields(paper, role)}


def same(number: str) -> str:
    """A number as it is compared: spaces and old cards of fifteen digits make no difference."""
    return upgrade_id(clean_number(number))


def _is_number(key: str, text: str, wanted: str) -> bool:
    return key.endswith(NUMBER) and same(text) == wanted


def _fields(paper: Paper, role: str) -> Iterator[str]:
    """`entity` is another role than `entity_principal`, though the one begins with the other."""
    others = [key.removesuffix(NUMBER) for key in paper.facts if key.endswith(NUMBER)]
    longer = tuple(f"{other}_" for other in others if other.startswith(f"{role}_"))
    for key in paper.facts:
        if key.startswith(f"{role}_") and not key.startswith(longer) and not key.endswith(NOT_A_PERSONS):
            yield key
