"""What every value of the policy's files is: strict, in force from a day, and quoted from a source.

Dates are inclusive on both ends; no `effective_to` means: until further notice.
"""

from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

T = TypeVar("T")


class Strict(BaseModel):
    """No unknown keys, no changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dated(Strict):
    """Something that is in force from a day, perhaps to a day, because a source says so."""

    effective_from: date
    effective_to: date | None = None
    source: Annotated[str, StringConstraints(min_length=4)]
    as_of: date | None = None  # when a source that changes was looked at
    confidence: Literal["high", "medium", "low"] | None = None  # how far such a source is trusted
    file: str = Field(default="", exclude=True)  # written by the loader, never by the author

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day, both ends included."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def identity(self) -> tuple[str, ...]:
        """What may be in force only once at a time within its list."""
        return ()


class Figure(Dated, Generic[T]):
    """One value of a figure. The values of a figure follow each other without gap or overlap."""

    value: T
