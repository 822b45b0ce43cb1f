"""Questions in one wording: synonyms, slips of typing and polite words are data (replies/faq/words.toml)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal


@dataclass(frozen=True)
class Vocabulary:
    """Words read as another; words that say nothing; words of our subject, and words that only hint at it."""

    same: Mapping[str, str]
    noise: Sequence[str]
    subjects: Sequence[str]
    hints: Sequence[str] = ()

    def plain(self, text: str) -> str:
        """The text as it is compared: one width, one case, one word for one thing; the longest known word wins."""
        return self._known.sub(lambda m: self.same.get(m[0], " "), unicodedata.normalize("NFKC", text).lower())

    def on_subject(self, text: str) -> Literal["named", "hinted", ""]:
        """Whether the text names our subject, or hints at it at least."""
        plain = self.plain(text)
        if any(word in plain for word in self.subjects):
            return "named"
        return "hinted" if any(word in plain for word in self.hints) else ""

    @cached_property
    def _known(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted([*self.same, *self.noise], key=len, reverse=True))))
