"""The table of files that are to be gone for good, whatever an older backup brings back."""

from sqlalchemy import Column, String, Table

from store.database import Moment
from store.tables import metadata

shredded = Table(
    "shredded",
    metadata,
    Column("address", String(64), primary_key=True, comment="of a file that nothing names any more"),
    Column("gone_at", Moment, index=True, comment="null = it may still lie there"),
)
