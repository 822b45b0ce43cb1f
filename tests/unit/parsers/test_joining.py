"""Pages of a file to papers."""

import hashlib

from filing.paper import Fact
from filing.terms import Fate, Material, Problem
from parsers.joining import File, papers
from parsers.piece import Piece

FILE = File("材料.pdf", b"content")


def piece(page: int, material: Material | None, *, titled: bool = True, words: int = 50, **facts: str) -> Piece:
    fate = Fate.MATERIAL if material else Fate.UNRECOGNISED
    found = {key: Fact(value) for key, value in facts.items()}
    return Piece(page, fate, material, found, titled=titled, words=words)


def side(page: int, which: str, **facts: str) -> Piece:
    found = {key: Fact(value) for key, value in facts.items()} | {"sides": Fact((which,))}
    return Piece(page, Fate.MATERIAL, Material.ID_CARD, found, titled=True, words=30)


BLANK = Piece(2, Fate.UNREADABLE, problem=Problem.EMPTY)


def names(*pieces: Piece) -> list[tuple[str, Material | None]]:
    return [(p.name, p.material) for p in papers(FILE, pieces)]


def test_a_file_of_one_paper_is_that_paper() -> None:
    (paper,) = papers(FILE, [piece(1, Material.BUSINESS_LICENSE)])

    assert (paper.name, paper.inside, paper.size) == ("材料.pdf", None, 7)
    assert paper.sha256 == hashlib.sha256(b"content").hexdigest()


def test_different_papers_are_members_of_a_container() -> None:
    found = papers(FILE, [piece(1, Material.BUSINESS_LICENSE), piece(2, Material.DOMAIN_CERTIFICATE)])

    assert [(p.name, p.fate, p.inside) for p in found] == [
        ("材料.pdf", Fate.CONTAINER, None),
        ("材料.pdf#page=1", Fate.MATERIAL, "材料.pdf"),
        ("材料.pdf#page=2", Fate.MATERIAL, "材料.pdf"),
    ]
    assert len({p.sha256 for p in found}) == 3


def test_a_page_without_a_title_continues_a_letter() -> None:
    assert names(piece(1, Material.SECURITY_COMMITMENT), piece(2, None), piece(3, Material.BUSINESS_LICENSE)) == [
        ("材料.pdf", None),
        ("材料.pdf#page=1-2", Material.SECURITY_COMMITMENT),
        ("材料.pdf#page=3", Material.BUSINESS_LICENSE),
    ]


def test_two_forms_with_titles_are_two_forms() -> None:
    assert len(names(piece(1, Material.VERIFICATION_FORM), piece(2, Material.VERIFICATION_FORM))) == 3


def test_front_and_back_of_a_card_on_two_pages_are_one_card() -> None:
    (paper,) = papers(FILE, [side(1, "portrait", id_number="1"), side(2, "emblem")])

    assert paper.facts["sides"].value == ("portrait", "emblem")


def test_two_fronts_are_two_cards() -> None:
    assert len(names(side(1, "portrait", id_number="1"), side(2, "portrait", id_number="2"))) == 3


def test_the_same_licence_twice_is_one_paper_and_another_licence_is_another() -> None:
    same = names(piece(1, Material.BUSINESS_LICENSE, uscc="A"), piece(2, Material.BUSINESS_LICENSE, uscc="A"))
    other = names(piece(1, Material.BUSINESS_LICENSE, uscc="A"), piece(2, Material.BUSINESS_LICENSE, uscc="B"))

    assert (len(same), len(other)) == (1, 3)


def test_empty_pages_belong_to_their_neighbours() -> None:
    first = Piece(1, Fate.UNREADABLE, problem=Problem.EMPTY)

    assert len(names(piece(1, Material.BUSINESS_LICENSE), BLANK)) == 1
    assert names(first, piece(2, Material.BUSINESS_LICENSE)) == [("材料.pdf", Material.BUSINESS_LICENSE)]


def test_parts_of_one_picture_are_numbered() -> None:
    found = names(piece(1, Material.BUSINESS_LICENSE), side(1, "portrait", id_number="1"))

    assert [name for name, _ in found] == ["材料.pdf", "材料.pdf#part=1", "材料.pdf#part=2"]


def test_pages_of_nothing_known_are_one_unrecognised_file() -> None:
    (paper,) = papers(FILE, [piece(1, None), piece(2, None)])

    assert paper.fate is Fate.UNRECOGNISED
