"""Drawn papers through the real engines: a handful, for the seams between decoding, engine, layout and facts."""

import io
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from filing.names import same_name
from filing.ports import Reader
from filing.terms import Fate, Material
from parsers.ocr import make_reader
from parsers.pdf_papers import read_pdf_file
from parsers.pictures import read_picture_file
from samples.companies import company
from samples.papers import certificate, idcard, licence, photo, scanner
from samples.papers.saving import as_pdf
from samples.people import person

pytestmark = pytest.mark.ocr


def seeded(number: int) -> Random:
    return Random(number)  # noqa: S311 - draws papers, not keys


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader()


def jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_a_licence_is_read_however_it_lay_on_the_glass(reader: Reader, turns: int) -> None:
    made = company(f"ocr/{turns}")
    image = scanner.quarter_turned(scanner.scanned(licence.licence(made, seeded(1)), seeded(2), tilt=3), turns)
    (paper,) = read_picture_file("扫描件.jpg", jpeg(image), reader)

    assert paper.material is Material.BUSINESS_LICENSE
    assert (paper.text("uscc"), paper.facts["uscc"].sure) == (made.uscc, True)
    assert same_name(paper.text("entity_name") or "", made.name)
    assert same_name(paper.text("legal_representative") or "", made.legal_representative.name)
    assert paper.quality["red_seal"] is True
    assert paper.engine.startswith("rapidocr-")


def test_both_sides_of_a_card_on_one_page(reader: Reader) -> None:
    made = person("ocr/both")
    rng = seeded(3)
    image = idcard.on_a4(idcard.portrait_side(made, rng), idcard.emblem_side(made, rng))
    (paper,) = read_picture_file("1.jpg", jpeg(image), reader)

    assert paper.material is Material.ID_CARD
    assert paper.facts["sides"].value == ("portrait", "emblem")
    assert (paper.text("id_number"), paper.facts["id_number"].sure) == (made.id_number, True)
    assert same_name(paper.text("name") or "", made.name)
    assert paper.text("valid_from") == made.valid_from.isoformat()


def test_a_rare_character_is_read_but_not_sure(reader: Reader) -> None:
    made = person("ocr/rare", name="王龑")
    (paper,) = read_picture_file("1.jpg", jpeg(idcard.on_a4(idcard.portrait_side(made, seeded(4)))), reader)

    assert paper.text("name") == "王龑"
    assert paper.facts["name"].sure is False


def test_a_pdf_of_scans_is_taken_apart(reader: Reader) -> None:
    made, domain = company("ocr/pdf"), certificate.Registration("qinghe.cn", "苏州青禾科技有限公司")
    rng = seeded(5)
    pages = [licence.portrait_licence(made, rng), certificate.tabular(domain, rng)]
    papers = read_pdf_file("全部材料.pdf", as_pdf(pages), reader)

    assert [(p.name, p.fate, p.material) for p in papers] == [
        ("全部材料.pdf", Fate.CONTAINER, None),
        ("全部材料.pdf#page=1", Fate.MATERIAL, Material.BUSINESS_LICENSE),
        ("全部材料.pdf#page=2", Fate.MATERIAL, Material.DOMAIN_CERTIFICATE),
    ]
    assert papers[2].text("holder") == "苏州青禾科技有限公司"


@pytest.mark.parametrize(
    ("draw", "material"),
    [(photo.backdrop_photo, Material.BACKDROP_PHOTO), (photo.landscape, None), (photo.chat_screenshot, None)],
)
def test_a_portrait_before_the_backdrop_is_told_from_other_pictures(
    reader: Reader, draw: object, material: Material | None
) -> None:
    assert callable(draw)
    (paper,) = read_picture_file("IMG_0001.jpg", jpeg(draw(seeded(6))), reader)

    assert paper.material is material


def test_what_tesseract_alone_read_is_never_sure() -> None:
    made = company("ocr/tesseract")
    (paper,) = read_picture_file("1.jpg", jpeg(licence.portrait_licence(made, seeded(7))), make_reader("tesseract"))

    assert paper.engine.startswith("tesseract-")
    assert not any(fact.sure for fact in paper.facts.values())


def test_t045_a_phones_heic_is_read(reader: Reader) -> None:
    """A drawn licence, encoded once: no encoder is among the packages."""
    content = (Path(__file__).parent / "papers" / "licence.heic").read_bytes()

    (paper,) = read_picture_file("IMG_0001.HEIC", content, reader)

    assert paper.material is Material.BUSINESS_LICENSE
    assert paper.text("entity_name") == "南京青禾环保工程有限公司"
