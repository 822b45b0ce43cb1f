"""Cheap measurements of a scan (papers, part 8): hints for a specialist, never proof."""

import numpy as np

from filing.paper import Box
from parsers import vision
from parsers.image import Frame
from parsers.vision import Pixels

WORKING_SIDE = 1200
COPY_BELOW = 3.0  # colourfulness: measured 0 on grey copies, 5.5 and more on everything else
BLANK_BELOW = 3.0  # standard deviation of grey: an empty page, a black frame

Quality = dict[str, str | float | bool]


def quality(frame: Frame, pixels: Pixels) -> Quality:
    """pixels, blur (edge90, absent without edges), colourfulness, grey_copy, red_seal, glare (share), editor (if any).

    `pixels` of the file itself; everything else measured on a copy of 1200 px.
    """
    small = vision.shrunk(pixels, WORKING_SIDE)
    colour = colourfulness(small)
    measured: Quality = {
        "pixels": f"{frame.width}x{frame.height}",
        "colourfulness": round(colour, 1),
        "grey_copy": colour < COPY_BELOW,
        "red_seal": red_seal(small),
        "glare": round(glare(small), 4),
    }
    sharpness = vision.edge_sharpness(pixels)
    if sharpness is not None:
        measured["blur"] = round(sharpness, 1)
    if frame.editor:
        measured["editor"] = frame.editor
    return measured


def colourfulness(pixels: Pixels) -> float:
    """Hasler and Süsstrunk's measure: 0 for grey."""
    red, green, blue = (pixels[:, :, i].astype(np.float32) for i in range(3))
    across, along = red - green, (red + green) / 2 - blue
    spread = float(np.hypot(across.std(), along.std()))
    return spread + 0.3 * float(np.hypot(across.mean(), along.mean()))


def blank(pixels: Pixels) -> bool:
    """One colour all over: nothing was scanned."""
    return float(vision.grey(vision.shrunk(pixels, 400))[:, :, 0].std()) < BLANK_BELOW


def glare(pixels: Pixels) -> float:
    """The share of burnt-out pixels in a picture that is not white paper; 0 for scans."""
    red, green, blue = (pixels[:, :, i] for i in range(3))
    brightness = np.minimum(np.minimum(red, green), blue)  # ten times as fast as min(axis=2)
    burnt = float((brightness > 250).mean())
    return burnt if burnt < 0.2 and float(np.median(brightness)) < 225 else 0.0


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
