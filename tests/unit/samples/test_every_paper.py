"""Every paper and every damage can be drawn, and none is blank."""

from collections.abc import Callable
from random import Random

import pytest
from PIL import Image

from samples.companies import company
from samples.papers import certificate, letters, organisation, photo, scanner
from samples.papers.commitment import AGREEMENT_TITLE, commitment
from samples.papers.idcard import emblem_side, portrait_side, side_by_side
from samples.papers.licence import licence
from samples.papers.verification import Verified, guangdong_form, verification_form
from samples.people import minority_person, person

COMPANY = company("drawn")
INSTITUTION = company("drawn", kind="public_institution")
FACTS = Verified(COMPANY.name, "drawn-yangli.cn", "某人", COMPANY.uscc, "中网科技（苏州）股份有限公司", "203.0.113.20")
LETTER = letters.Authorised(COMPANY, person("drawn"), "drawn-yangli.cn")
DOMAIN = certificate.Registration("drawn-yangli.cn", COMPANY.name)
Draw = Callable[[Random], Image.Image]

PAPERS: dict[str, Draw] = {
    "北京 verification": lambda rng: verification_form(FACTS, rng, registrar=certificate.REGISTRARS[1]),
    "广东 verification": lambda rng: guangdong_form(FACTS, rng),
    "agreement": lambda rng: commitment(FACTS, rng, title=AGREEMENT_TITLE),
    "general letter": lambda rng: letters.general_letter(LETTER, rng),
    "上海 letter": lambda rng: letters.shanghai_letter(LETTER, rng),
    "湖南 and 安徽 letter": lambda rng: letters.hunan_anhui_letter(LETTER, rng),
    "older letter": lambda rng: letters.filing_authorisation(LETTER, rng),
    "institution": lambda rng: organisation.institution_certificate(INSTITUTION, rng),
    "association": lambda rng: organisation.association_certificate(INSTITUTION, rng),
    "food licence": lambda rng: organisation.food_licence(COMPANY, rng),
    "console": lambda rng: certificate.screenshot(DOMAIN, rng),
    "both sides": lambda rng: side_by_side(portrait_side(minority_person(2), rng), emblem_side(person("x"), rng)),
    "landscape": photo.landscape,
    "chat": photo.chat_screenshot,
}
DAMAGES: dict[str, Callable[[Image.Image, Random], Image.Image]] = {
    "photographed": scanner.photographed,
    "photocopied": scanner.photocopied,
    "shadowed": scanner.shadowed,
    "blurred": lambda picture, _: scanner.blurred(picture, 3),
    "turned": lambda picture, _: scanner.quarter_turned(picture),
    "enlarged": lambda picture, _: scanner.enlarged(picture, 0.5),
    "cut": lambda picture, _: scanner.edge_cut(picture),
    "glare": scanner.with_glare,
}


def seeded() -> Random:
    return Random(5)  # noqa: S311 - it draws papers, not keys


@pytest.mark.parametrize("draw", PAPERS.values(), ids=PAPERS)
def test_a_paper_is_drawn_alike_twice_and_is_not_blank(draw: Draw) -> None:
    once = draw(seeded())

    assert once.tobytes() == draw(seeded()).tobytes()
    assert len(set(once.convert("L").resize((64, 64)).tobytes())) > 10


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damage_changes_the_picture(damage: Callable[[Image.Image, Random], Image.Image]) -> None:
    paper = licence(COMPANY, seeded())

    assert paper.tobytes() != damage(paper, seeded()).tobytes()


def test_a_photocopy_has_no_colour() -> None:
    copy = scanner.photocopied(licence(COMPANY, seeded()), seeded())

    assert copy.tobytes() == copy.convert("L").convert("RGB").tobytes()
