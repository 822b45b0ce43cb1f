"""A reply before it becomes bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reply:
    """`auto` false: a draft that waits for a specialist. `headers` bear the standard names.

    `certain`: a draft only because of doubts that it does not tell; the policy may let it go at its deadline.
    """

    to: str
    subject: str
    text: str
    html: str
    auto: bool
    template: str
    headers: Mapping[str, str] = field(default_factory=dict)
    certain: bool = False
