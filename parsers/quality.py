"""Cheap measurements of a scan (papers, part 8): hints for a specialist, no proof. Thresholds: policy/quality.toml."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from filing.paper import Box
from parsers import vision
from parsers.image import Frame
from parsers.vision import Pixels

WORKING_SIDE = 1200
BLANK_BELOW = 3.0  # standard deviation of grey: an empty page, a black frame
BURNT = 250
SPECTRUM = 512  # pixels: the square in the middle in which a screen's pattern is looked for

Quality = dict[str, str | float | bool]


def working_copy(pixels: Pixels) -> Pixels:
    """What everything but sharpness is measured on."""
    return vision.shrunk(pixels, WORKING_SIDE)


def quality(frame: Frame, pixels: Pixels, small: Pixels) -> Quality:
    """pixels, short_side, blur (edge90, absent without edges), colourfulness (0: grey), red_seal, glare (share), light
    (of the brightest tenth, 0-255), moire (peak over the median of the spectrum), fax and editor (if any).

    `pixels` and `short_side` are the file's own; everything else but blur is measured on `small`, the working copy.
    """
    flat = vision.luminance(small)
    measured: Quality = {
        "pixels": f"{frame.width}x{frame.height}",
        "short_side": min(frame.width, frame.height),
        "colourfulness": round(colourfulness(small), 1),
        "red_seal": red_seal(small),
        "glare": round(float(_burnt(small).mean()), 4),
        "light": _level(flat, 0.9),
        "moire": round(moire(flat), 1),
    }
    sharpness = vision.edge_sharpness(pixels)
    if sharpness is not None:
        measured["blur"] = round(sharpness, 1)
    if frame.fax:
        measured["fax"] = True
    if frame.editor:
        measured["editor"] = frame.editor
    return measured


def colourfulness(pixels: Pixels) -> float:
    """Hasler and Süsstrunk's measure: 0 for grey."""
    red, green, blue = (pixels[::2, ::2, i].astype(np.float32) for i in range(3))  # a quarter tells as much
    across, along = red - green, (red + green) / 2 - blue
    spread = float(np.hypot(across.std(), along.std()))
    return spread + 0.3 * float(np.hypot(across.mean(), along.mean()))


def blank(small: Pixels) -> bool:
    """One colour all over: nothing was scanned."""
    return float(vision.luminance(vision.shrunk(small, 400)).std()) < BLANK_BELOW


def burnt_box(pixels: Pixels) -> Box | None:
    """The largest burnt-out spot, in pixels of the picture; None if there is none."""
    small = working_copy(pixels)
    spots = vision.blobs(_burnt(small), close=5)
    if not spots:
        return None
    left, top, right, bottom = max(spots, key=lambda spot: spot[1])[0]
    scale = pixels.shape[1] / small.shape[1]
    return round(left * scale), round(top * scale), round(right * scale), round(bottom * scale)


def _burnt(pixels: Pixels) -> NDArray[np.bool_]:
    """Burnt-out pixels of a picture that is not white paper; none on scans."""
    red, green, blue = (pixels[:, :, i] for i in range(3))
    brightness = np.minimum(np.minimum(red, green), blue)  # ten times as fast as min(axis=2)
    burnt = np.asarray(brightness > BURNT, np.bool_)
    white_paper = float(burnt.mean()) >= 0.2 or _level(brightness, 0.5) >= 225
    return np.zeros_like(burnt) if white_paper else burnt


def _level(flat: NDArray[np.uint8], share: float) -> int:
    """The brightness that so much of the picture stays below."""
    below = np.cumsum(np.bincount(flat.ravel(), minlength=256))
    return int(np.searchsorted(below, share * flat.size))


def contrast(flat: NDArray[np.uint8]) -> int:
    """Of one line of text: from its ink to its paper, 0-255."""
    return _level(flat, 0.95) - _level(flat, 0.05)


def moire(flat: NDArray[np.uint8]) -> float:
    """How far one fine pattern stands out of the spectrum of the middle, ring by ring; 0 for pictures too small for it.

    Text has its frequencies along the axes, which are left out. Measured: photographs of screens 60 and more, others
    below 52 but for one strongly blurred in one direction.
    """
    height, width = flat.shape
    if min(height, width) < SPECTRUM:
        return 0.0
    top, left = (height - SPECTRUM) // 2, (width - SPECTRUM) // 2
    middle = flat[top : top + SPECTRUM, left : left + SPECTRUM].astype(np.float32)
    window = np.hanning(SPECTRUM).astype(np.float32)
    spectrum = np.abs(np.fft.rfft2((middle - vision.softened(middle, 8)) * window[:, None] * window[None, :]))
    rings = (spectrum.ravel()[ring] for ring in _rings())
    return float(max(ring.max() / max(float(np.median(ring)), 1e-6) for ring in rings))


@cache
def _rings() -> list[NDArray[np.intp]]:
    """Rings of the spectrum, from structures of 12 pixels to such of 2: the places in it."""
    down = np.minimum(np.arange(SPECTRUM), SPECTRUM - np.arange(SPECTRUM))[:, None]
    across = np.arange(SPECTRUM // 2 + 1)[None, :]
    radius, off_axis = np.hypot(down, across), (down > 3) & (across > 3)
    edges = range(int(SPECTRUM * 0.08), int(SPECTRUM * 0.48), 16)
    return [np.flatnonzero((radius >= edge) & (radius < edge + 16) & off_axis) for edge in edges]


def red_seal(pixels: Pixels) -> bool:
    """Perhaps a seal: red, about as wide as high, of a seal's size, and mostly empty inside (a ring, not a flag)."""
    side = max(pixels.shape[:2])
    found = vision.blobs(vision.red_mask(pixels), close=max(3, side // 150))
    return any(_is_seal(box, filled, side) for box, filled in found)


def _is_seal(box: Box, filled: int, side: int) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    shape = width / max(1, height)
    return (
        0.07 * side < max(width, height) < 0.45 * side and 0.6 < shape < 1.6 and 0.06 < filled / (width * height) < 0.75
    )
