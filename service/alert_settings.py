"""`[alerts]`: who of the desk's own people is told by mail of what is nearly due."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Address = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]


class AlertSettings(BaseModel):
    """Nobody is told unless there is an address: `people` by login; the lists for those of a role who have none.

    `technicians`, `marketing`: who gets the empty shells that did not come back; the specialists where there is nobody.
    `link`: where the desk's pages are, as people open them; `mailbox`: which one sends, None: the first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: dict[str, Address] = Field(default_factory=dict)
    specialists: tuple[Address, ...] = ()
    supervisors: tuple[Address, ...] = ()
    technicians: tuple[Address, ...] = ()
    marketing: tuple[Address, ...] = ()
    link: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    mailbox: str | None = None

    @property
    def anybody(self) -> bool:
        """Whether there is anybody to tell."""
        return bool(self.people or self.specialists or self.supervisors)
