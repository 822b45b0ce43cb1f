"""What somebody entered on the filing platform, as its own export lists it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlatformEntry:
    """`row`: where it stands in the export; `domain` may be empty."""

    row: int
    entity_name: str
    domain: str
    entered_on: date
