"""The settings of how long papers are kept."""

from pydantic import BaseModel, ConfigDict, Field

from filing.retention import Retention


class RetentionSettings(BaseModel):
    """`[retention]`: whole days after the last change; without the table nothing is ever erased by itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unfinished_days: int | None = Field(default=None, ge=1)
    done_days: int | None = Field(default=None, ge=1)

    @property
    def periods(self) -> Retention:
        """As the store wants them."""
        return Retention(self.unfinished_days, self.done_days)
