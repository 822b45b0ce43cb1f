"""The whole policy as it was read, before a day or a case is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policy.looks import QualityFile
from policy.schema import AccessFile, EntityFile, FormFile, MaterialsFile, ProfileFile


@dataclass(frozen=True, slots=True)
class Book:
    """`access` and `entity` by Chinese short name of the province; `access_keys` the file's stem (jiangsu) → 江苏."""

    name: str
    materials: MaterialsFile
    form: FormFile
    access: Mapping[str, AccessFile]
    entity: Mapping[str, EntityFile]
    quality: QualityFile
    profile: ProfileFile
    access_keys: Mapping[str, str]

    @property
    def begins(self) -> date:
        """The first day of which the book knows what to ask for."""
        return min(m.effective_from for m in self.materials.materials)
