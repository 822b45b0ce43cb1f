"""Tesseract behind the `Reader` port: the second engine. What it alone read is never sure (`known` is false)."""

import time
from collections import defaultdict
from typing import Any

import pytesseract
from PIL import Image

from filing.errors import ConfigurationRefused
from filing.paper import Box
from filing.ports import Line, Picture, Reading
from parsers import vision
from parsers.vision import Pixels

LANGUAGE = "chi_sim"
SECONDS = 60  # per call of the program
PAGE_SIDE = 2400  # Tesseract wants letters of about 30 px

Word = tuple[str, Box, float]


class TesseractReader:
    """Runs the program to find which way is up, and to read. Raises ConfigurationRefused if it is not installed."""

    def __init__(self) -> None:
        try:
            version = str(pytesseract.get_tesseract_version())
            languages = pytesseract.get_languages()
        except pytesseract.TesseractNotFoundError as error:
            raise ConfigurationRefused(
                "没有安装 tesseract 程序。", "请安装 tesseract-ocr 和 tesseract-ocr-chi-sim。"
            ) from error
        if LANGUAGE not in languages:
            raise ConfigurationRefused("tesseract 缺少简体中文数据。", "请安装 tesseract-ocr-chi-sim。")
        self.name = f"tesseract-{version.split(maxsplit=1)[0]}/{LANGUAGE}"

    def read(self, picture: Picture) -> Reading:
        """All lines of the page. A page that the program chokes on has none."""
        started = time.perf_counter()
        pixels = vision.pixels_of(picture)
        turned = _turn_needed(pixels)
        upright = vision.turned(pixels, turned)
        height, width = upright.shape[:2]
        lines = _lines(vision.shrunk(vision.without_red(upright), PAGE_SIDE), width)
        return Reading(lines, width, height, turned, self.name, time.perf_counter() - started)

    def reread(self, picture: Picture, boxes: tuple[Box, ...], turned: int) -> tuple[Line, ...]:
        """There is no better tier: empty lines, which leave the first reading as it is."""
        return tuple(Line("", box, 0.0, known=False) for box in boxes)


def _turn_needed(pixels: Pixels) -> int:
    try:
        found = pytesseract.image_to_osd(
            Image.fromarray(vision.shrunk(pixels, 1600)), output_type=pytesseract.Output.DICT, timeout=SECONDS
        )
    except (pytesseract.TesseractError, RuntimeError):  # too few characters, or too slow
        return 0
    return int(found["rotate"]) % 360 if float(found["orientation_conf"]) > 2 else 0


def _lines(page: Pixels, width: int) -> tuple[Line, ...]:
    try:
        data: dict[str, list[Any]] = pytesseract.image_to_data(
            Image.fromarray(page),
            lang=LANGUAGE,
            config="--psm 11",
            output_type=pytesseract.Output.DICT,
            timeout=SECONDS,
        )
    except (pytesseract.TesseractError, RuntimeError):
        return ()
    scale = width / page.shape[1]
    return tuple(_line(words, scale) for words in _words_by_line(data).values())


def _words_by_line(data: dict[str, list[Any]]) -> dict[tuple[int, int, int, int], list[Word]]:
    """Words of a line, cut where the gap is wider than two letters: columns are not one line."""
    found: dict[tuple[int, int, int, int], list[Word]] = defaultdict(list)
    part, last_right, last_line = 0, 0, (0, 0, 0)
    for i, text in enumerate(data["text"]):
        if not str(text).strip():
            continue
        left, top, wide, high = (int(data[k][i]) for k in ("left", "top", "width", "height"))
        line = (int(data["block_num"][i]), int(data["par_num"][i]), int(data["line_num"][i]))
        part = 0 if line != last_line else part + (left - last_right > 2 * high)
        found[(*line, part)].append((str(text), (left, top, left + wide, top + high), float(data["conf"][i])))
        last_right, last_line = left + wide, line
    return found


def _line(words: list[Word], scale: float) -> Line:
    lefts, tops, rights, bottoms = zip(*(box for _, box, _ in words), strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    score = sum(conf for *_, conf in words) / len(words) / 100
    return Line(
        _spaced(words),
        (round(box[0] * scale), round(box[1] * scale), round(box[2] * scale), round(box[3] * scale)),
        score,
        known=False,
    )


def _spaced(words: list[Word]) -> str:
    """Chinese without the spaces that Tesseract puts between characters, Latin words with them."""
    text = ""
    for word, _, _ in words:
        text += (" " if text[-1:].isascii() and word[:1].isascii() and text else "") + word
    return text
