"""Who writes, and in whose words."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What only the sender knows: our address and name, the case's reference (BA-20261121-0007), id and moment.

    `by_person`: a specialist has ruled on the case and reads the letter before it leaves.
    `wordings` is the operator's folder of templates that stand before ours, as `replies.wordings` validated it.
    """

    own_address: str
    own_name: str
    reference: str
    message_id: str
    now: datetime
    wordings: Path | None = None
    by_person: bool = False
