"""T034-T046: pictures. Sizes are read from headers before anything is decoded; codecs are an allow-list.

T045: nothing here can write HEIC, so that the decoder is tried on broken files only; whole ones are
pi-heif's own promise. T044: the view copy is our own JPEG, which bears no metadata at all.
"""

import io
import random
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw

from filing.terms import Fate, Problem, Verdict
from parsers.image import frames
from parsers.preview import preview
from tests.fakes.cases import enterprise_case
from tests.fakes.hostile_files import chunk, long_apng, long_gif, looping_tiff, png
from tests.unit.checks import judging
from tests.unit.hostile.reading import Blind, memory, opened, refused, within


def drawn(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((20, 20, size[0] // 2, size[1] // 2), fill=(200, 30, 40))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_t034_a_bomb_of_a_few_kilobytes_is_refused_from_its_header(tmp_path: Path) -> None:
    bomb = png(12_000, 12_000)
    assert len(bomb) < 40_000
    megabytes, problem, about = memory("a.png", bomb, tmp_path)

    assert (problem, megabytes < 50) == ("over_limits", True)
    assert "像素过大" in about


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "GIF"])
def test_t035_thirty_thousand_pixels_square_are_refused(kind: str) -> None:
    content = bytearray(saved(drawn().convert("P") if kind == "GIF" else drawn(), kind))
    side = 30_000
    if kind == "PNG":
        content[16:24] = side.to_bytes(4, "big") * 2
        content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    elif kind == "JPEG":
        at = content.index(b"\xff\xc0") + 5
        content[at : at + 4] = side.to_bytes(2, "big") * 2
    elif kind == "GIF":
        content[6:10] = side.to_bytes(2, "little") * 2
    else:
        content[18:26] = side.to_bytes(4, "little") * 2
    with within(1):
        paper = refused("a.png", bytes(content))

    assert paper.problem is Problem.OVER_LIMITS
    assert "像素过大" in paper.about


@pytest.mark.parametrize("content", [long_gif(5000), long_apng(5000)], ids=["gif", "apng"])
def test_t036_of_an_animation_the_first_frame_is_read(content: bytes) -> None:
    reader = Blind()
    with within(2):
        count = sum(1 for _ in frames(content))
        papers = opened("a.gif", content, reader)

    assert (count, len(papers)) == (1, 1)
    assert len(reader.seen) <= 1


def test_t036_of_a_moving_webp_the_first_frame_is_read() -> None:
    pictures = [drawn((200, 200 + n)).resize((200, 200)) for n in range(60)]
    content = saved(pictures[0], "WEBP", save_all=True, append_images=pictures[1:])

    assert sum(1 for _ in frames(content)) == 1


def test_t037_of_three_hundred_tiff_pages_twenty_are_read(tmp_path: Path) -> None:
    page = Image.new("1", (2000, 2000), 1)
    content = saved(page, "TIFF", compression="group4", save_all=True, append_images=[page] * 299)
    assert len(content) < 600_000
    with within(30):
        megabytes, _, about = memory("a.tif", content, tmp_path)

    assert "300 页" in about
    assert "前 20 页" in about
    assert megabytes < 400


def test_t038_a_directory_that_names_itself_ends() -> None:
    with within(1):
        papers = opened("a.tif", looping_tiff())

    assert len(papers) == 1


def test_t038_a_jpeg_of_a_hundred_thousand_markers_ends() -> None:
    plain = saved(drawn(), "JPEG")
    with within(2):
        papers = opened("a.jpg", plain[:2] + b"\xff\xfe\x00\x04ab" * 100_000 + plain[2:])

    assert papers[0].fate is not Fate.CONTAINER


def test_t038_jpeg_2000_is_not_accepted() -> None:
    assert refused("a.jpg", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(range(200))).problem is Problem.NOT_ACCEPTED


def test_t039_text_that_inflates_without_end_is_refused(tmp_path: Path) -> None:
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(300_000_000), 9))
    megabytes, problem, about = memory("a.png", png(300, 300, extra=text), tmp_path)

    assert (problem, megabytes < 60) == ("over_limits", True)
    assert "文字信息" in about


NOISE = Image.frombytes("RGB", (300, 200), random.Random(40).randbytes(180_000))  # noqa: S311 - a picture that does not shrink


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "TIFF", "WEBP"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_t040_a_truncated_picture_is_damaged(kind: str, share: float) -> None:
    content = saved(NOISE, kind)

    paper = refused("营业执照.jpg", content[: int(len(content) * share)])

    assert paper.problem is Problem.DAMAGED
    assert "损坏" in paper.about


@pytest.mark.parametrize(
    "content",
    [b"", saved(Image.new("RGB", (1, 1)), "PNG"), saved(Image.new("RGB", (600, 800), "white"), "JPEG"),
     saved(Image.new("RGB", (600, 800), "black"), "PNG")],
    ids=["no bytes", "one pixel", "white", "black"],
)  # fmt: skip
def test_t041_a_picture_of_nothing_is_told(content: bytes) -> None:
    assert refused("a.jpg", content).problem is Problem.EMPTY


@pytest.mark.parametrize(
    "content",
    [b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", b"8BPS\0\1" + bytes(100),
     b"SIMPLE  =                    T" + b" " * 3000, b"\0\0\1\0\1\0\x10\x10" + bytes(60),
     b"\0\0\0 ftypavif" + bytes(90)],
    ids=["eps", "psd", "fits", "ico", "avif"],
)  # fmt: skip
def test_t042_other_formats_are_refused_whatever_they_are_called(content: bytes) -> None:
    assert refused("a.jpg", content).problem is Problem.NOT_ACCEPTED


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    ("mode", "kind"), [("CMYK", "JPEG"), ("I;16", "PNG"), ("LA", "PNG"), ("P", "GIF"), ("1", "TIFF")]
)
def test_t043_every_mode_becomes_rgb(mode: str, kind: str) -> None:
    image = drawn(mode="L").convert("I").convert("I;16") if mode == "I;16" else drawn(mode=mode)
    (frame,) = frames(saved(image, kind, icc_profile=srgb()) if kind != "GIF" else saved(image, kind))

    assert len(frame.picture.pixels) == 400 * 300 * 3


@pytest.mark.parametrize("orientation", range(1, 9))
def test_t043_every_orientation_comes_out_upright(orientation: int) -> None:
    """The red corner, where the file says it belongs, is at the top left of the upright picture."""
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    exif = Image.Exif()
    exif[274] = orientation
    stored = drawn() if back is None else drawn().transpose(Image.Transpose(back))
    (frame,) = frames(saved(stored, "JPEG", exif=exif, quality=95))
    red, green, _ = frame.picture.pixels[3 * (50 * 400 + 50) :][:3]

    assert (frame.width, frame.height) == (400, 300)
    assert red > green + 100


def test_t044_nothing_of_the_metadata_is_in_the_view_copy() -> None:
    exif = Image.Exif()
    exif[270] = "<script>alert(1)</script>"
    exif.get_ifd(0x8825)[2] = (31.0, 12.0, 5.0)
    content = saved(drawn(), "JPEG", exif=exif, comment=b"<script>" * 20)
    sha256 = opened("a.jpg", content)[0].sha256
    copy = preview(content, sha256, 1, "zhangsan")

    assert copy
    assert copy.startswith(b"\xff\xd8")
    assert b"script" not in copy
    assert b"Exif" not in copy


def test_t044_a_maker_note_of_five_megabytes_costs_a_moment() -> None:
    plain = saved(drawn(), "JPEG")
    note = b"\xff\xe1\xff\xfe" + b"Exif\0\0" + b"<script>".ljust(65_526, b"x")
    with within(3):
        papers = opened("a.jpg", plain[:2] + note * 80 + plain[2:])

    assert papers[0].problem is None
    assert "script" not in str(papers)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"heix"])
def test_t045_a_heic_that_cannot_be_decoded_is_asked_for_as_jpg(brand: bytes) -> None:
    for junk in (bytes(200), NOISE.tobytes()[:5000]):
        paper = refused("IMG_0001.HEIC", b"\0\0\0\x18ftyp" + brand + junk)

        assert paper.problem is Problem.DAMAGED
        assert "JPG" in paper.about


@pytest.mark.parametrize(
    ("size", "enough"),
    [(499_900, False), (500_000, False), (511_898, False), (512_000, False), (512_001, True), (512_103, True)],
)
def test_t046_a_scan_is_larger_than_500_kilobytes_of_1024(size: int, enough: bool) -> None:
    """「以上单文件>500K」 [001:113]: more than 512,000 bytes, as file managers count."""
    findings = judging.found(enterprise_case(sizes={"business_license": size}), "SIZ001")

    assert not findings if enough else [f.verdict for f in findings] == [Verdict.FAIL]
