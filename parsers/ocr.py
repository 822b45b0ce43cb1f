"""OCR engines behind the `Reader` port. Importing this is cheap; models are loaded by the first picture."""

import logging
from collections.abc import Callable

from filing.errors import ConfigurationRefused
from filing.paper import Box
from filing.ports import Line, Picture, Reader, Reading

ENGINES = ("rapidocr", "tesseract")
log = logging.getLogger(__name__)


def make_reader(engine: str = "rapidocr") -> Reader:
    """The engine of that name, not loaded yet. Raises ConfigurationRefused for an unknown one."""
    if engine == "rapidocr":
        return LazyReader(engine, _rapid_or_tesseract)
    if engine == "tesseract":
        return LazyReader(engine, _tesseract)
    raise ConfigurationRefused(f"没有名为“{engine}”的识别引擎。", f"可选：{'、'.join(ENGINES)}。")


class LazyReader:
    """A reader that loads its engine when it is first needed."""

    def __init__(self, name: str, load: Callable[[], Reader]) -> None:
        self.name = name
        self._load = load
        self._reader: Reader | None = None

    def read(self, picture: Picture) -> Reading:
        """All lines of the page."""
        return self._loaded().read(picture)

    def reread(self, picture: Picture, boxes: tuple[Box, ...], turned: int) -> tuple[Line, ...]:
        """Key lines again, by the better tier."""
        return self._loaded().reread(picture, boxes, turned)

    def _loaded(self) -> Reader:
        if self._reader is None:
            self._reader = self._load()
        return self._reader


def _rapid_or_tesseract() -> Reader:
    """RapidOCR; where its models cannot be loaded, Tesseract, whose word alone is never sure."""
    try:
        from parsers.ocr_rapid import RapidReader

        return RapidReader()
    except Exception:  # a missing model, a broken runtime: the desk still has to read
        log.exception("rapidocr could not be loaded, falling back to tesseract")
        return _tesseract()


def _tesseract() -> Reader:
    from parsers.ocr_tesseract import TesseractReader

    return TesseractReader()
