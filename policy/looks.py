"""policy/quality.toml: what a scan's looks may tell, with its threshold."""

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from policy.dated import Dated, Strict
from policy.schema import Text

LookKey = Literal[
    "blur", "over_dark", "over_exposed", "glare", "too_small_pixels", "edge_cut", "screen_reshoot",
    "photocopy_bw", "electronic", "main_copy", "temporary", "number_vs_birth",
]  # fmt: skip
Measure = Literal[
    "blur",
    "colourfulness",
    "light",
    "contrast",
    "glare",
    "short_side",
    "edge_cut",
    "moire",
    "electronic",
    "main_copy",
    "temporary",
    "number_vs_birth",
]
"""Keys of filing.paper.Paper.quality that bear numbers (parsers/quality.py, parsers/evidence.py)."""


class Look(Dated):
    """One thing to see on a scan: it is there if its measure lies beyond the threshold."""

    key: LookKey
    measure: Measure
    below: float | None = None
    above: float | None = None
    weight: Literal["illegible", "hint", "doubt", "copy"]
    text: Text

    @model_validator(mode="after")
    def _one_threshold(self) -> "Look":
        if (self.below is None) == (self.above is None):
            raise PydanticCustomError("one_threshold", "either below or above")
        return self

    def identity(self) -> tuple[str, ...]:
        """Once a day."""
        return (self.key,)


class QualityFile(Strict):
    """quality.toml"""

    looks: tuple[Look, ...] = Field(min_length=1)
