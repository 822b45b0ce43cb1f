"""The website principal's half-length photo before a backdrop (幕布照片): one person, hardly any text."""

from enum import Enum

import numpy as np
from numpy.typing import NDArray

from filing.paper import Box
from parsers import vision
from parsers.page import Page
from parsers.vision import Pixels

MANY_CHARACTERS = 60  # a page of text has more different ones; a backdrop repeats a slogan or a provider's name
SIDE = 480


class Portrait(Enum):
    """Whether a picture shows one person as an ID photo does."""

    CLEAR = "clear"
    PERHAPS = "perhaps"
    NO = "no"


def portrait(page: Page, pixels: Pixels) -> Portrait:
    """A face that the cascade finds, or a skin-coloured head above broader shoulders before a plain background."""
    written = {c for line in page.lines if line.score > 0.8 for c in line.text}
    if len(written) > MANY_CHARACTERS or not _is_photo(pixels):
        return Portrait.NO
    height, width = pixels.shape[:2]
    faces = [f for f in vision.faces(pixels) if _placed_as_portrait(f, width, height)]
    head = _head(vision.shrunk(pixels, SIDE))
    if len(faces) == 1 or (head and not faces):
        return Portrait.CLEAR if faces or head else Portrait.NO
    return Portrait.PERHAPS if faces else Portrait.NO


def _placed_as_portrait(face: Box, width: int, height: int) -> bool:
    left, top, right, bottom = face
    centre = (left + right) / 2 / width
    return 0.08 < (bottom - top) / height < 0.6 and 0.2 < centre < 0.8 and (top + bottom) / 2 < 0.7 * height


def _is_photo(pixels: Pixels) -> bool:
    """In colour, and not a page: white paper covers most of a scan."""
    small = vision.shrunk(pixels, SIDE)
    white = float((small.min(axis=2) > 240).mean())
    spread = float((small.max(axis=2).astype(np.int16) - small.min(axis=2)).mean())
    return white < 0.6 and spread > 6


def _head(pixels: Pixels) -> bool:
    """One blob of skin as a head has: upper middle, a little higher than wide, round; a body below; plain beside it."""
    height, width = pixels.shape[:2]
    heads = [
        box
        for box, filled in vision.blobs(vision.skin_mask(pixels), close=5)
        if _head_shaped(box, filled, width, height) and _plain_beside(pixels, box) and _body_below(pixels, box)
    ]
    return len(heads) == 1


def _head_shaped(box: Box, filled: int, width: int, height: int) -> bool:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    placed = 0.25 < (left + right) / 2 / width < 0.75 and top > 0.01 * height and (top + bottom) / 2 < 0.72 * height
    return (
        placed and 0.9 < high / max(1, wide) < 2.2 and 0.1 < high / height < 0.6 and 0.5 < filled / (wide * high) < 0.95
    )


def _plain_beside(pixels: Pixels, head: Box) -> bool:
    """The strips left and right of the head have one colour, another than skin."""
    left, top, right, bottom = head
    wide = right - left
    strips = [
        pixels[top:bottom, max(0, left - wide) : max(1, left - wide // 3)],
        pixels[top:bottom, right + wide // 3 : right + wide],
    ]
    return all(s.size and _plain(s) and float(vision.skin_mask(np.ascontiguousarray(s)).mean()) < 0.2 for s in strips)


def _plain(strip: NDArray[np.uint8]) -> bool:
    middle = np.median(strip.reshape(-1, 3), axis=0)
    near = np.abs(strip.astype(np.int16) - middle).max(axis=2) < 28
    return float(near.mean()) > 0.75


def _body_below(pixels: Pixels, head: Box) -> bool:
    """Shoulders: below the head, something broader than it differs from the background beside the head."""
    left, top, right, bottom = head
    wide, high = right - left, bottom - top
    row = min(pixels.shape[0] - 1, bottom + int(0.6 * high))
    beside = np.median(pixels[top:bottom, max(0, left - wide) : max(1, left - wide // 3)].reshape(-1, 3), axis=0)
    different = np.abs(pixels[row].astype(np.int16) - beside).max(axis=1) > 35
    return float(different[left:right].mean()) > 0.7 and int(different.sum()) > 1.25 * wide
