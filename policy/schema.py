"""The shape of the policy's TOML files. Every value carries the days it is in force and where it stands."""

from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from filing.places import PROVINCES
from filing.terms import EntityType, FilingKind, Material
from policy.dated import Dated, Figure, Strict

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Group = Literal["all", "individuals", "organisations"]
AfterClose = Literal["next_workday_close", "midnight"]
AtDeadline = Literal["hold", "certain_only"]
IfHoliday = Literal["previous_workday", "skip"]
When = Literal["always", "principal_differs", "pre_approval_business"]


def _province(short: str) -> str:
    if short not in PROVINCES:
        raise PydanticCustomError("province", "unknown province {name}", {"name": short})
    return short


def _session(hours: str) -> str:
    begin, _, end = hours.partition("-")
    if not (len(begin) == len(end) == 5 and "00:00" <= begin < end <= "23:59"):
        raise PydanticCustomError("session", "not a session")
    return hours


ProvinceName = Annotated[str, AfterValidator(_province)]
Session = Annotated[str, Field(pattern=r"^\d\d:\d\d-\d\d:\d\d$"), AfterValidator(_session)]
Mailbox = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Weekday = Annotated[int, Field(ge=1, le=7)]
Url = Annotated[str, Field(pattern=r"^https?://\S+$")]


class MaterialText(Dated):
    """What a paper is called, and how a customer gets it right. `…_alone`: the ICP number where no password is due.

    `how_individuals`: where it is another for them, who have no seal.
    """

    key: Material
    title: Text
    how: Text
    title_alone: str = ""
    how_alone: str = ""
    how_individuals: str = ""
    download: bool = False

    def identity(self) -> tuple[str, ...]:
        """One text a material."""
        return (self.key,)


class Demand(Dated):
    """Who must send which papers."""

    materials: tuple[Material, ...] = Field(min_length=1)
    entities: Group
    kinds: tuple[FilingKind, ...] = Field(min_length=1)
    when: When = "always"
    why: str = ""

    def identity(self) -> tuple[str, ...]:
        """The same papers of the same group for the same kinds are demanded once."""
        return (*self.materials, self.entities, *self.kinds)


class NumberDemand(Dated):
    """Which ICP number a filing kind needs, and whether the password belongs to it."""

    kinds: tuple[FilingKind, ...] = Field(min_length=1)
    which: Literal["entity", "website"]
    password: bool

    def identity(self) -> tuple[str, ...]:
        """One demand for the same kinds."""
        return tuple(self.kinds)


class TitleVariant(Dated):
    """What organisations of another nature call a paper."""

    material: Material
    entity: EntityType
    title: Text

    def identity(self) -> tuple[str, ...]:
        """One title a nature."""
        return (self.material, self.entity)


class Mark(Dated):
    """A mark due by hand on a paper (QUA004)."""

    material: Material
    key: Text
    text: Text
    entities: Group

    def identity(self) -> tuple[str, ...]:
        """One sentence a mark."""
        return (self.material, self.key, self.entities)


class Version(Dated):
    """A province's own version of a paper (MAT002). In a profile `province` says whose; it stands before entity/."""

    material: Material
    title: Text
    province: ProvinceName | None = None

    def identity(self) -> tuple[str, ...]:
        """One version a paper and province."""
        return (self.material, self.province or "")


class Trade(Dated):
    """Business that needs prior approval (ELI003): its words in a site's name, and what the approval is called."""

    name: Text
    words: tuple[Text, ...] = Field(min_length=1)
    licence: str = ""

    def identity(self) -> tuple[str, ...]:
        """One row a trade."""
        return (self.name,)


class NameWords(Dated):
    """Words that a site's name should not bear. `proven`: whoever bears one is told; otherwise a specialist looks."""

    key: Literal["national", "content", "generic"]
    words: tuple[Text, ...] = Field(min_length=1)
    entities: Group
    proven: bool = False

    def identity(self) -> tuple[str, ...]:
        """One list of a kind, proven and not, for a group."""
        return (self.key, self.entities, str(self.proven))


class SuspensionRow(Dated):
    """Filings of this entity province are suspended for servers in an access province."""

    access: ProvinceName

    def identity(self) -> tuple[str, ...]:
        """One suspension an access province."""
        return (self.access,)


class LandlineRow(Dated):
    """Who must give a landline."""

    entities: Group

    def identity(self) -> tuple[str, ...]:
        """Once a group."""
        return (self.entities,)


class FormField(Dated):
    """A field of the registration form that must be filled in, and what else may say the same."""

    key: Text
    label: Text
    section: Text
    example: Text
    entities: Group
    filled_by: tuple[Text, ...] = ()
    proved_by: str = ""
    in_address: Literal["", "province", "city", "county"] = ""

    def identity(self) -> tuple[str, ...]:
        """Once a group."""
        return (self.key, self.entities)


class Samples(Dated):
    """What a blank form shows as examples."""

    values: tuple[Text, ...]


class MaterialsFile(Strict):
    """materials.toml"""

    materials: tuple[MaterialText, ...] = Field(min_length=1)
    demands: tuple[Demand, ...] = Field(min_length=1)
    numbers: tuple[NumberDemand, ...] = ()
    titles: tuple[TitleVariant, ...] = ()
    marks: tuple[Mark, ...] = ()


class FormFile(Strict):
    """form.toml"""

    fields: tuple[FormField, ...] = Field(min_length=1)
    landlines: tuple[LandlineRow, ...] = ()
    samples: tuple[Samples, ...] = ()


class AccessFile(Strict):
    """access/*.toml: one access province."""

    province: ProvinceName
    legal_name: tuple[Figure[Text], ...] = Field(min_length=1)
    brand: tuple[Figure[Text], ...] = Field(min_length=1)
    mailbox: tuple[Figure[Mailbox], ...] = Field(min_length=1)
    system_url: tuple[Figure[Url], ...] = Field(min_length=1)
    system_note: tuple[Figure[Text], ...] = Field(min_length=1)


class EntityFile(Strict):
    """entity/*.toml: what one entity province wants beyond the rest."""

    province: ProvinceName
    versions: tuple[Version, ...] = ()
    marks: tuple[Mark, ...] = ()
    suspensions: tuple[SuspensionRow, ...] = ()
    landlines: tuple[LandlineRow, ...] = ()


class ProfileFile(Strict):
    """profile/*.toml. With `extends`, what is not said is the other profile's."""

    extends: str = ""
    phone: tuple[Figure[Text], ...] = ()
    qq: tuple[Figure[Text], ...] = ()
    address: tuple[Figure[Text], ...] = ()
    download_url: tuple[Figure[Url], ...] = ()
    miit_url: tuple[Figure[Url], ...] = ()
    sessions: tuple[Figure[tuple[Session, ...]], ...] = ()
    ack_seconds: tuple[Figure[int], ...] = ()
    ack_counts: tuple[Figure[bool], ...] = ()
    same_day_reply: tuple[Figure[bool], ...] = ()
    after_close: tuple[Figure[AfterClose], ...] = ()
    draft_minutes: tuple[Figure[tuple[int, ...]], ...] = ()
    at_deadline: tuple[Figure[AtDeadline], ...] = ()
    escalation_minutes: tuple[Figure[tuple[int, int, int]], ...] = ()
    reminder_days: tuple[Figure[tuple[int, ...]], ...] = ()
    reminders_most: tuple[Figure[int], ...] = ()
    authority_workdays: tuple[Figure[int], ...] = ()
    stale_platform_months: tuple[Figure[int], ...] = ()
    correction_hours: tuple[Figure[int], ...] = ()
    daily_recheck_min: tuple[Figure[int], ...] = ()
    shell_check_weekday: tuple[Figure[Weekday], ...] = ()
    shell_check_at: tuple[Figure[time], ...] = ()
    shell_check_if_holiday: tuple[Figure[IfHoliday], ...] = ()
    min_bytes: tuple[Figure[int], ...] = ()
    min_bytes_for: tuple[Figure[tuple[Material, ...]], ...] = ()
    max_bytes: tuple[Figure[int], ...] = ()
    both_id_sides: tuple[Figure[bool], ...] = ()
    password_required: tuple[Figure[bool], ...] = ()
    suspensions_apply: tuple[Figure[bool], ...] = ()
    domain_owner_policy: tuple[Figure[Literal["exact", "miit_264"]], ...] = ()
    expiry_warning_months: tuple[Figure[int], ...] = ()
    not_asked: tuple[Figure[tuple[Material, ...]], ...] = ()
    reuse: tuple[Figure[tuple[Material, ...]], ...] = ()
    server_location: tuple[Figure[str], ...] = ()
    today_notes: tuple[Figure[bool], ...] = ()
    trades: tuple[Trade, ...] = ()
    name_words: tuple[NameWords, ...] = ()
    marks: tuple[Mark, ...] = ()
    versions: tuple[Version, ...] = ()
