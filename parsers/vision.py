"""The door to OpenCV: turning, levelling and measuring pixels. Arrays are height x width x 3, RGB, uint8."""

import math
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from filing.paper import Box
from filing.ports import Picture

Pixels = NDArray[np.uint8]
Quads = NDArray[np.float64]
"""n x 4 x 2: the corners of n lines of text, clockwise from the top left."""

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def pixels_of(picture: Picture) -> Pixels:
    """The picture as an array, without a copy."""
    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)


def turned(pixels: Pixels, degrees: int) -> Pixels:
    """Turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.asarray(cv2.rotate(pixels, _TURNS[degrees]), np.uint8) if degrees else pixels


def resized(pixels: Pixels, scale: float) -> Pixels:
    """Scaled by a factor in both directions; by a whole number first, which costs a tenth of any other."""
    height, width = pixels.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    if (whole := int(1 / scale)) > 1 and min(height, width) >= whole:
        down, across = height // whole, width // whole
        rough = pixels[: down * whole, : across * whole]
        pixels = np.asarray(cv2.resize(rough, (across, down), interpolation=way), np.uint8)
    return np.asarray(cv2.resize(pixels, size, interpolation=way), np.uint8)


def shrunk(pixels: Pixels, side: int) -> Pixels:
    """The same picture with its longer side at most `side` pixels."""
    scale = side / max(pixels.shape[:2])
    return resized(pixels, scale) if scale < 1 else pixels


def levelled(pixels: Pixels, skew: float) -> Pixels:
    """Turned counter-clockwise by `skew` degrees on a canvas that keeps every corner."""
    if not skew:
        return pixels
    height, width = pixels.shape[:2]
    matrix, size = _level(width, height, skew)
    return np.asarray(cv2.warpAffine(pixels, matrix, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def levelled_quads(quads: Quads, width: int, height: int, skew: float) -> tuple[Quads, int, int]:
    """Corners of lines moved as `levelled` moves pixels, and the size of the new canvas."""
    matrix, size = _level(width, height, skew)
    moved = quads @ matrix[:, :2].T + matrix[:, 2]
    return moved, size[0], size[1]


def _level(width: int, height: int, skew: float) -> tuple[NDArray[np.float64], tuple[int, int]]:
    # positive skew: the lines fall to the right, so that the picture is turned counter-clockwise
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0), np.float64)
    cos, sin = abs(math.cos(math.radians(skew))), abs(math.sin(math.radians(skew)))
    size = (round(width * cos + height * sin), round(width * sin + height * cos))
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return matrix, size


def without_red(pixels: Pixels) -> Pixels:
    """The red channel as a grey picture: seals vanish, the black text under them stays."""
    return np.repeat(pixels[:, :, :1], 3, axis=2)


def grey(pixels: Pixels) -> Pixels:
    """Luminance in all three channels: red print stays dark."""
    flat = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return np.repeat(np.asarray(flat, np.uint8)[:, :, None], 3, axis=2)


def softened(plane: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """One plane under a Gaussian blur."""
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)


def luminance(pixels: Pixels) -> NDArray[np.uint8]:
    """One plane of brightness."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def cut(pixels: Pixels, box: Box, margin: int = 0) -> Pixels:
    """The part inside `box`, widened by `margin` and kept inside the picture."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = box
    rows = slice(max(0, top - margin), min(height, max(bottom + margin, top + 1)))
    return pixels[rows, max(0, left - margin) : min(width, max(right + margin, left + 1))]


def edge_sharpness(pixels: Pixels) -> float | None:
    """90th percentile of |Laplacian| on Canny edges at 1000 px: 150-240 sharp, below 80 blurred. None: no edges."""
    flat = shrunk(luminance(pixels), 1000)  # one plane is made small three times as fast
    edges = cv2.Canny(flat, 50, 150) > 0
    if int(edges.sum()) < 200:
        return None
    return float(np.percentile(np.abs(cv2.Laplacian(flat, cv2.CV_16S)[edges]), 90))


def red_mask(pixels: Pixels) -> NDArray[np.bool_]:
    """Where the ink of a seal may be: saturated hues around red."""
    hsv = cv2.cvtColor(pixels, cv2.COLOR_RGB2HSV)
    low = cv2.inRange(hsv, (0, 70, 80), (10, 255, 255))
    high = cv2.inRange(hsv, (165, 70, 80), (180, 255, 255))
    return np.asarray((low > 0) | (high > 0), np.bool_)


def blobs(mask: NDArray[np.bool_], close: int) -> list[tuple[Box, int]]:
    """Connected parts of a mask after closing gaps of `close` pixels: their boxes and how many pixels they fill."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return []
    top, left = (max(0, int(filled[0]) - close) for filled in (rows, columns))
    part = mask[top : int(rows[-1]) + close + 1, left : int(columns[-1]) + close + 1].astype(np.uint8)
    closed = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((close, close), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    boxes = ((int(x) + left, int(y) + top, int(w), int(h), int(n)) for x, y, w, h, n in stats[1:])
    return [((x, y, x + w, y + h), n) for x, y, w, h, n in boxes]


def faces(pixels: Pixels) -> list[Box]:
    """Frontal faces, by the Haar cascade that ships with OpenCV; at most a hint (it fires on print as well)."""
    flat = cv2.equalizeHist(cv2.cvtColor(shrunk(pixels, 800), cv2.COLOR_RGB2GRAY))
    found = _cascade().detectMultiScale(flat, scaleFactor=1.1, minNeighbors=6, minSize=(60, 60))
    scale = max(pixels.shape[:2]) / max(flat.shape[:2])
    return [_scaled(x, y, x + w, y + h, scale=scale) for x, y, w, h in found]


def _scaled(*values: int, scale: float) -> Box:
    left, top, right, bottom = (round(v * scale) for v in values)
    return left, top, right, bottom


@cache
def _cascade() -> cv2.CascadeClassifier:
    return cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_default.xml"))


def skin_mask(pixels: Pixels) -> NDArray[np.bool_]:
    """Where skin may be (the usual YCrCb window)."""
    return np.asarray(
        cv2.inRange(cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb), (60, 135, 85), (255, 180, 135)) > 0, np.bool_
    )


def as_jpeg(picture: Picture, side: int) -> bytes:
    """A JPEG of our own making, at most `side` pixels long; nothing of the original file but what is to be seen."""
    pixels = shrunk(pixels_of(picture), side)
    done, encoded = cv2.imencode(".jpg", pixels[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 82])
    if not done:
        raise ValueError("the picture could not be encoded")
    return encoded.tobytes()
