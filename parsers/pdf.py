"""The door to pdfplumber (text layers) and pypdfium2 (rendering). Scripts, links and attached files are left alone."""

import ctypes
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from filing.paper import Box
from filing.ports import Line
from filing.terms import Problem
from parsers.image import FAX_WIDTHS, MAX_PIXELS, WORKING_SIDE, FileRefused, Frame, to_picture
from parsers.page import Page

MAX_PAGES = 30
DPI = 200
POINT = 2  # pixels of a text page per point: boxes are whole numbers
MAX_SIDE = 14_400  # points: what the format itself allows
MAX_LISTED = 5000  # pages: pdfminer goes through all of them to find the first
MAX_OBJECTS = 50_000  # drawn things on one page
FAINT = 25  # of 255: less contrast is not seen
MAX_CHARACTERS = 20_000  # of one page's text layer; more is not a filing paper

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


class Pdf:
    """An open PDF. Raises FileRefused with PASSWORD, DAMAGED, EMPTY or OVER_LIMITS. Close it."""

    def __init__(self, content: bytes) -> None:
        if not content:
            raise FileRefused(Problem.EMPTY, "文件是空的（0 字节），请重新发送。")
        self._content = content
        with _pdf_errors():
            self._document = pypdfium2.PdfDocument(content)
            self.count = len(self._document)
        if not self.count:
            self.close()
            raise FileRefused(Problem.EMPTY, "PDF 里没有页面，请重新导出后发送。")

    def __enter__(self) -> "Pdf":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the document."""
        self._document.close()

    def picture(self, number: int) -> Frame:
        """Page `number` (from 1) rendered at 200 dpi, at most 4000 px long."""
        with _pdf_errors():
            page = self._document[number - 1]
            try:
                _refuse_giants(page)
                width, height = page.get_size()
                scale = min(DPI / 72, WORKING_SIDE / max(width, height))
                pixels = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_numpy()
            finally:
                page.close()
        rgb = (
            np.repeat(pixels.reshape(*pixels.shape[:2], -1)[:, :, :1], 3, axis=2)
            if pixels.ndim == 2
            else pixels[:, :, :3]
        )
        picture = to_picture(np.asarray(rgb, np.uint8))
        return Frame(picture, picture.width, picture.height, fax=self._is_fax(number))

    def _is_fax(self, number: int) -> bool:
        """The page is one picture as a fax machine packs it, of a fax machine's width."""
        with _pdf_errors():
            page = self._document[number - 1]
            try:
                images = list(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
                faxed = [i for i in images if "CCITTFaxDecode" in i.get_filters() and i.get_px_size()[0] in FAX_WIDTHS]
            finally:
                page.close()
        return len(images) == 1 and bool(faxed)

    def image_share(self, number: int) -> float:
        """How much of the page its largest picture covers, 0-1: a scan, or a certificate on a printed background."""
        with _pdf_errors():
            page = self._document[number - 1]
            try:
                width, height = page.get_size()
                images = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
                areas = [_area(image.get_bounds(), width, height) for image in images]
            finally:
                page.close()
        return float(max(areas, default=0.0) / max(1.0, width * height))

    def hides_text(self, number: int, layer: Page) -> bool:
        """Whether some of the page's text is not what the eye sees: invisible, white, or covered."""
        with _pdf_errors():
            page = self._document[number - 1]
            try:
                words = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=3)
                if any(_invisible(word.raw) for word in words):
                    return True
                shown = page.render(scale=1, grayscale=True).to_numpy()
            finally:
                page.close()
        inked = [_has_ink(shown, line.box) for line in layer.lines]
        return any(inked) and not all(inked)  # no ink at all: a font that is not here

    def texts(self, upto: int) -> Iterator[Page | None]:
        """The text layers of the first pages; None for each that has none or cannot be read."""
        if self.count > MAX_LISTED:
            return
        try:
            with pdfplumber.open(io.BytesIO(self._content), pages=list(range(1, upto + 1))) as document:
                for page in document.pages:
                    yield None if self._is_crowded(page.page_number) else _text_page(page)
                    page.close()
        except Exception:  # noqa: BLE001 - pdfminer raises anything on odd files; the picture of the page still speaks
            return

    def _is_crowded(self, number: int) -> bool:
        """More drawing than pdfminer could go through in a reasonable time."""
        with _pdf_errors():
            page = self._document[number - 1]
            try:
                return int(pdfium.FPDFPage_CountObjects(page.raw)) > MAX_OBJECTS
            finally:
                page.close()


def _invisible(text: Any) -> bool:
    """By its render mode (neither filled nor stroked), or by a fill that is nearly white or transparent."""
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
    if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(text, red, green, blue, alpha):
        return False
    return alpha.value < FAINT or min(red.value, green.value, blue.value) > 255 - FAINT


def _has_ink(shown: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", box: Box) -> bool:
    """Whether anything is drawn where a line stands. `shown`: a grey picture of one pixel a point."""
    left, top, right, bottom = (edge // POINT for edge in box)
    spot = shown[max(top, 0) : bottom + 1, max(left, 0) : right + 1]
    return spot.size == 0 or int(spot.max()) - int(spot.min()) > FAINT


def _text_page(page: Any) -> Page | None:
    if not page.chars or len(page.chars) > MAX_CHARACTERS:
        return None
    words = page.extract_words(keep_blank_chars=True, use_text_flow=False, x_tolerance=4, y_tolerance=3)
    lines = tuple(Line(w["text"], _box(w, *page.bbox[:2]), 1.0) for w in words if w["text"].strip())
    return (
        Page(lines, round(POINT * page.width), round(POINT * page.height), page.page_number, "text") if lines else None
    )


def _box(word: Any, left: float, top: float) -> Box:
    edges = word["x0"] - left, word["top"] - top, word["x1"] - left, word["bottom"] - top
    x0, y0, x1, y1 = (round(POINT * edge) for edge in edges)
    return x0, y0, x1, y1


def _area(bounds: tuple[float, float, float, float], width: float, height: float) -> float:
    left, bottom, right, top = bounds
    return max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))


def _refuse_giants(page: Any) -> None:
    """Before anything is decoded: pages beyond the format's own limit, pictures beyond ours."""
    if pdfium.FPDFPage_CountObjects(page.raw) > MAX_OBJECTS:
        raise FileRefused(Problem.OVER_LIMITS, "PDF 页面内容过于复杂，请导出为图片后重新发送。")
    width, height = page.get_size()
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise FileRefused(Problem.OVER_LIMITS, "PDF 页面尺寸异常，请重新导出后发送。")
    for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        across, down = image.get_px_size()
        if across * down > MAX_PIXELS:
            raise FileRefused(Problem.OVER_LIMITS, "PDF 中的图片像素过大，请缩小后重新发送。")


@contextmanager
def _pdf_errors() -> Iterator[None]:
    try:
        yield
    except FileRefused:
        raise
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise FileRefused(Problem.PASSWORD, "PDF 有打开密码，请取消密码后重新发送。") from error
        raise FileRefused(Problem.DAMAGED, "PDF 已损坏，无法打开，请重新导出后发送。") from error
    except MemoryError as error:
        raise FileRefused(Problem.OVER_LIMITS, "PDF 过大，请缩小后重新发送。") from error
    except Exception as error:
        raise FileRefused(Problem.DAMAGED, "PDF 已损坏，无法打开，请重新导出后发送。") from error
