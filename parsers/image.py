"""The door to Pillow and pi_heif: bytes of a picture file in, upright RGB pictures out, never a codec's exception."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pi_heif
from PIL import Image, ImageDraw, ImageFile, ImageFont, ImageOps, UnidentifiedImageError

from filing.ports import Picture
from filing.terms import Problem
from parsers.sniff import sniff

FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "WEBP", "GIF", "HEIF")
MAX_PIXELS = 80_000_000  # of one frame, read from the header before anything is decoded
MAX_FRAMES = 20  # of a multi-page TIFF
WORKING_SIDE = 4000  # A4 at 300 dpi has 3508: nothing legible is lost
FAX_WIDTHS = (1728, 2048, 2432)  # ITU-T T.4: pixels a line
SOFTWARE = 305  # the EXIF tag that image editors sign with
ORIENTATION = 274
CJK_FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
)
"""Of the Debian packages fonts-noto-cjk and fonts-wqy-zenhei."""

Image.init()  # with a list of formats, Pillow asks only plug-ins that are loaded already
pi_heif.register_heif_opener()
ImageFile.LOAD_TRUNCATED_IMAGES = False  # half a licence must not pass for a licence


class FileRefused(Exception):
    """A file that cannot or must not be read. `about` is Chinese and says what the sender can do."""

    def __init__(self, problem: Problem, about: str) -> None:
        super().__init__(about)
        self.problem = problem
        self.about = about


@dataclass(frozen=True, slots=True)
class Frame:
    """One page of a picture file. `width` x `height` are the file's own pixels (upright), before any shrinking."""

    picture: Picture
    width: int
    height: int
    editor: str = ""
    fax: bool = False


def frames(content: bytes) -> Iterator[Frame]:
    """The pages of a picture file, upright by EXIF, at most 4000 px long, at most 20 of them (animations: the first).

    Raises FileRefused for whatever is not one of FORMATS, is damaged, empty or over the limits.
    """
    if not content:
        raise FileRefused(Problem.EMPTY, "文件是空的（0 字节），请重新发送。")
    with _codec_errors(content), Image.open(io.BytesIO(content), formats=FORMATS) as image:
        count = min(getattr(image, "n_frames", 1), MAX_FRAMES) if image.format == "TIFF" else 1
        for number in range(count):
            image.seek(number)
            yield _frame(image)


def frame_count(content: bytes) -> int:
    """How many pages a TIFF says it has, uncapped (1 for every other format). Raises FileRefused like `frames`."""
    with _codec_errors(content), Image.open(io.BytesIO(content), formats=FORMATS) as image:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def to_picture(pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> Picture:
    """height x width x 3 RGB bytes as a Picture."""
    height, width = pixels.shape[:2]
    return Picture(width, height, np.ascontiguousarray(pixels).tobytes())


def marked(picture: Picture, text: str) -> Picture:
    """The same picture with a text all over it, slanted and pale: who looked, and when, stays on every copy.

    Where no font has Chinese letters, the text is told in ASCII.
    """
    tile = _tile(text, max(14, max(picture.width, picture.height) // 60))
    layer = Image.new("RGBA", (picture.width, picture.height))
    for row, top in enumerate(range(-tile.height // 2, picture.height, tile.height)):
        for left in range(-(row % 2) * tile.width // 2, picture.width, tile.width):
            layer.paste(tile, (left, top))
    page = Image.frombytes("RGB", layer.size, picture.pixels).convert("RGBA")
    return Picture(picture.width, picture.height, Image.alpha_composite(page, layer).convert("RGB").tobytes())


def _tile(text: str, size: int) -> Image.Image:
    path = next((p for p in CJK_FONTS if p.exists()), None)
    font = ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
    told = text if path else text.encode("ascii", "replace").decode()
    left, top, right, bottom = (int(v) for v in font.getbbox(told))
    flat = Image.new("RGBA", (right - left + 4 * size, bottom - top + 4 * size))
    place, dark, light = (2 * size - left, 2 * size - top), (90, 90, 90, 90), (255, 255, 255, 70)
    ImageDraw.Draw(flat).text(place, told, dark, font, stroke_width=1, stroke_fill=light)  # seen on light and dark
    return flat.rotate(24, expand=True)


@contextmanager
def _codec_errors(content: bytes) -> Iterator[None]:
    """Every way a codec may fail, as one of ours. Warnings about odd metadata are nobody's business."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (FileRefused, GeneratorExit):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise FileRefused(Problem.OVER_LIMITS, _TOO_LARGE) from error
    except UnidentifiedImageError as error:
        if sniff(content) == "picture":  # begins as a picture should: what follows is broken
            raise _damaged(content) from error
        raise FileRefused(Problem.NOT_ACCEPTED, "不是可识别的图片格式，请用 JPG 或 PNG 重新发送。") from error
    except ValueError as error:
        if "MAX_TEXT" in str(error):  # Pillow stops inflating a PNG's text at 1 MB
            raise FileRefused(Problem.OVER_LIMITS, _TEXT_BOMB) from error
        raise _damaged(content) from error
    except Exception as error:
        raise _damaged(content) from error


def _damaged(content: bytes) -> FileRefused:
    if content[4:8] == b"ftyp":
        about = "HEIC图片已损坏或无法解码，请在手机上转为 JPG 后重新发送。"
    else:
        about = "图片已损坏，无法打开，请重新扫描或拍照后发送。"
    return FileRefused(Problem.DAMAGED, about)


_TEXT_BOMB = "图片中的文字信息异常庞大，疑似恶意文件，请重新扫描或拍照后发送。"
_TOO_LARGE = f"图片像素过大（超过 {MAX_PIXELS // 1_000_000} 百万像素），请缩小后重新发送。"


def _frame(image: Image.Image) -> Frame:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise FileRefused(Problem.OVER_LIMITS, _TOO_LARGE)
    editor, fax = _editor(image), _is_fax(image)
    if image.format in ("JPEG", "MPO"):
        image.draft("RGB", (WORKING_SIDE, WORKING_SIDE))  # decodes at 1/2, 1/4 … where that is still large enough
    image.load()
    upright = _upright(image)
    turned = (upright.size[0] > upright.size[1]) != (image.size[0] > image.size[1])
    upright.thumbnail((WORKING_SIDE, WORKING_SIDE))
    rgb = _rgb(upright)
    size = (height, width) if turned else (width, height)
    return Frame(Picture(rgb.width, rgb.height, rgb.tobytes()), *size, editor, fax)


def _is_fax(image: Image.Image) -> bool:
    """Two colours in the line widths of fax machines (A4, B4, A3), or packed as they pack, with their tall pixels."""
    if image.mode != "1":
        return False
    packed = str(image.info.get("compression", "")).startswith(("group3", "tiff_ccitt"))
    across, along = (float(side) for side in image.info.get("dpi") or (1, 1))
    return image.size[0] in FAX_WIDTHS or (packed and abs(along - across) > 0.2 * across)


def _upright(image: Image.Image) -> Image.Image:
    """Turned as EXIF says; values outside 1-8 occur (0, 9) and mean nothing."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001 - broken EXIF must not cost us the picture
        return image.copy()


def _rgb(image: Image.Image) -> Image.Image:
    """8-bit RGB of any mode; transparency becomes white paper, 16-bit greys are scaled instead of clipped."""
    if image.mode[0] in "IF":
        values = np.asarray(image, dtype=np.float64)
        scaled = values * (255.0 / max(float(values.max(initial=0.0)), 255.0))
        return Image.fromarray(scaled.clip(0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _editor(image: Image.Image) -> str:
    """The software that wrote the file, if it says so: what the specialist sees as a trace of editing."""
    try:
        exif = str(image.getexif().get(SOFTWARE) or "")
    except Exception:  # noqa: BLE001 - broken EXIF must not cost us the picture
        exif = ""
    text = exif or str(image.info.get("Software") or "")
    if not text and "photoshop" in image.info:
        text = "Adobe Photoshop"
    return "".join(c for c in text if c.isprintable()).strip()[:80]
