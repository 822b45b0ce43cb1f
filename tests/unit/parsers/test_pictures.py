"""Picture files, good and hostile. No engine: the reader is a fake."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from filing.paper import Box, PageShape
from filing.ports import Line, Picture, Reading
from filing.terms import Fate, Material, Problem
from parsers.image import frames
from parsers.pictures import read_picture_file
from tests.unit.parsers.pages import column

LICENCE = column(
    "#营业执照", "统一社会信用代码 91320196MA20865968", "名称 苏州甲乙有限公司", "法定代表人 张三", "登记机关"
)


class Recorded:
    """A reader that sees the same lines on every picture."""

    name = "recorded"

    def __init__(self, lines: tuple[Line, ...] = ()) -> None:
        self.lines = lines
        self.seen: list[tuple[int, int]] = []

    def read(self, picture: Picture) -> Reading:
        self.seen.append((picture.width, picture.height))
        return Reading(self.lines, picture.width, picture.height, 0, self.name, 0.0)

    def reread(self, picture: Picture, boxes: tuple[Box, ...], turned: int) -> tuple[Line, ...]:
        again = (next(line for line in self.lines if line.box == box) for box in boxes)
        return tuple(replace(line, certainty=(1.0,) * len(line.text)) for line in again)


def drawn(size: tuple[int, int] = (800, 600), mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((50, 50, size[0] // 2, size[1] // 2), fill=(40, 60, 40))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "TIFF", "WEBP", "GIF"])
def test_every_format_is_read_whatever_the_file_is_called(kind: str) -> None:
    (paper,) = read_picture_file("照片.xyz", saved(drawn(), kind), Recorded(LICENCE.lines))

    assert (paper.fate, paper.material) == (Fate.MATERIAL, Material.BUSINESS_LICENSE)
    assert (paper.quality["pixels"], paper.engine) == ("800x600", "recorded")


def test_a_paper_says_on_which_page_its_boxes_were_measured() -> None:
    (paper,) = read_picture_file("照片.jpg", saved(drawn(), "PNG"), Recorded(LICENCE.lines))

    assert paper.shapes == (PageShape(1, 800, 600),)
    box = paper.facts["uscc"].box
    assert box is not None
    assert box in [line.box for line in LICENCE.lines]


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "RGB"])
def test_every_colour_mode_becomes_rgb(mode: str) -> None:
    (frame,) = frames(saved(drawn(mode=mode), "TIFF"))

    assert len(frame.picture.pixels) == 800 * 600 * 3


def test_sixteen_bit_grey_is_scaled_not_clipped() -> None:
    image = Image.new("I;16", (100, 100), 30000)
    image.putpixel((0, 0), 60000)
    (frame,) = frames(saved(image, "PNG"))

    assert 100 < frame.picture.pixels[-1] < 150


@pytest.mark.parametrize("side", [12_000, 30_000])
def test_a_giant_picture_is_refused_from_its_header(side: int) -> None:
    bomb = saved(Image.new("1", (side, 100)), "PNG")
    header = bomb[:20] + side.to_bytes(4, "big") + bomb[24:]
    (paper,) = read_picture_file("a.png", _with_crc(header), Recorded())

    assert (paper.fate, paper.problem) == (Fate.UNREADABLE, Problem.OVER_LIMITS)
    assert "像素过大" in paper.about


def _with_crc(png: bytes) -> bytes:
    import zlib

    return png[:29] + zlib.crc32(png[12:29]).to_bytes(4, "big") + png[33:]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (b"hello world" * 50, Problem.NOT_ACCEPTED),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", Problem.NOT_ACCEPTED),
        (saved(drawn(), "JPEG")[:3000], Problem.DAMAGED),
        (saved(Image.new("RGB", (500, 500), "white"), "PNG"), Problem.EMPTY),
        (saved(Image.new("RGB", (500, 500), "black"), "PNG"), Problem.EMPTY),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, problem: Problem) -> None:
    (paper,) = read_picture_file("a.jpg", content, Recorded())

    assert (paper.fate, paper.problem) == (Fate.UNREADABLE, problem)
    assert paper.about


def test_a_tracking_dot_is_decoration() -> None:
    (paper,) = read_picture_file("a.png", saved(Image.new("RGB", (1, 1)), "PNG"), Recorded())

    assert paper.fate is Fate.DECORATION


def test_a_tiff_is_read_up_to_twenty_pages_and_says_so() -> None:
    pages = saved(drawn(), "TIFF", save_all=True, append_images=[drawn()] * 24)
    reader = Recorded()
    (paper,) = read_picture_file("a.tif", pages, reader)

    assert len(reader.seen) == 20
    assert "共 25 页" in paper.about


def test_of_an_animation_only_the_first_frame_is_read() -> None:
    reader = Recorded()
    read_picture_file("a.gif", saved(drawn(), "GIF", save_all=True, append_images=[drawn((800, 601))] * 3), reader)

    assert len(reader.seen) == 1


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (800, 600)), (6, (600, 800)), (3, (800, 600)), (9, (800, 600)), (0, (800, 600))]
)
def test_exif_orientation_is_honoured_and_nonsense_ignored(orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    (frame,) = frames(saved(drawn(), "JPEG", exif=exif))

    assert (frame.picture.width, frame.picture.height) == (frame.width, frame.height) == size


def test_the_editor_that_signed_the_file_is_told() -> None:
    exif = Image.Exif()
    exif[305] = "Adobe Photoshop CC 2019 (Windows)"
    (paper,) = read_picture_file("a.jpg", saved(drawn(), "JPEG", exif=exif), Recorded(LICENCE.lines))

    assert paper.quality["editor"] == "Adobe Photoshop CC 2019 (Windows)"


def test_a_grey_copy_is_told_from_a_colour_scan() -> None:
    (grey,) = read_picture_file("a.png", saved(drawn(mode="L"), "PNG"), Recorded(LICENCE.lines))
    colour = Image.new("RGB", (800, 600), (250, 240, 200))
    ImageDraw.Draw(colour).ellipse((300, 200, 420, 320), outline=(210, 20, 30), width=9)
    (seal,) = read_picture_file("a.png", saved(colour, "PNG"), Recorded(LICENCE.lines))

    assert (grey.quality["colourfulness"], grey.quality["red_seal"]) == (0.0, False)
    assert float(seal.quality["colourfulness"]) > 3
    assert seal.quality["red_seal"] is True


@pytest.mark.parametrize(
    ("width", "options", "fax"),
    [(1728, {}, True), (1000, {"compression": "group3", "dpi": (204, 98)}, True), (1000, {"dpi": (200, 200)}, False)],
)
def test_a_fax_is_told_by_its_two_colours_and_its_lines(width: int, options: dict[str, object], fax: bool) -> None:
    page = saved(drawn((width, 1100), mode="1"), "TIFF", **options)

    (paper,) = read_picture_file("a.tif", page, Recorded(LICENCE.lines))

    assert paper.quality.get("fax", False) is fax
