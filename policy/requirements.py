"""What the policy of one day asks of one case: the only thing that rules and replies know of policy."""

from dataclasses import dataclass, field
from datetime import date

from filing.terms import EntityType, FilingKind, Material


@dataclass(frozen=True, slots=True)
class Provider:
    """The access provider (接入商) of an access province; contacts as they stand in the seeds."""

    access_province: str
    legal_name: str
    brand: str
    mailbox: str
    system_url: str
    system_note: str
    ip_ranges: tuple[str, ...] | None = None  # None = 未配置 (A39)
    phone: str = ""
    qq: str = ""
    hours: str = ""
    address: str = ""
    download_url: str = ""
    miit_url: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One material that is asked for.

    `title` is its exact Chinese title for this province, such as 《网站备案真实性核验单-广东》; `why` the Chinese
    reason where it is conditional; `special` true if only the province's own version will do (MAT002); `generic_title`
    what the ordinary version is called; `notes` are marks due on it by hand (QUA004), each (key, Chinese sentence).
    """

    material: Material
    title: str
    why: str = ""
    how: str = ""
    special: bool = False
    generic_title: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    cites: str = ""
    download: str = ""  # where the blank form lies, if there is one
    doubtful: bool = (
        False  # the special version is due in a province that is not surely the entity's (A04): ask a person
    )


@dataclass(frozen=True, slots=True)
class FieldAsk:
    """A field of the registration form that must be filled in."""

    key: str
    label: str
    section: str
    example: str
    cites: str = ""


@dataclass(frozen=True, slots=True)
class Suspension:
    """ELI001: this entity province is suspended for this access province."""

    entity_province: str
    access_province: str
    cites: str


@dataclass(frozen=True, slots=True)
class NumberAsk:
    """Which ICP number is due, and whether the password is (C041, C072, C074, A11)."""

    which: str  # entity | website
    password: bool
    cites: str


@dataclass(frozen=True, slots=True)
class TradeAsk:
    """Business that needs prior approval: words that hint at it, and what the approval is called ("" = not named)."""

    name: str
    words: tuple[str, ...]
    licence: str = ""


@dataclass(frozen=True, slots=True)
class WordsAsk:
    """Words that a site should not be called by. `key`: national | content | generic; `proven`: customers are told."""

    key: str
    words: tuple[str, ...]
    proven: bool = False


@dataclass(frozen=True, slots=True)
class LookAsk:
    """Something to see on a scan if `measure` (a key of Paper.quality) lies below or above its threshold.

    `weight`: illegible (holds a paper up if nothing on it was read for sure) | hint (only shown) | doubt (holds) |
    copy (in grey only: a seal is due).
    """

    key: str
    measure: str
    text: str
    weight: str
    below: float | None = None
    above: float | None = None


@dataclass(frozen=True, slots=True)
class Requirements:
    """Everything asked of a case on a day. Two provinces, never conflated."""

    day: date
    profile: str
    access_province: str
    provider: Provider
    providers: tuple[Provider, ...]
    filing_kind: FilingKind
    entity_type: EntityType | None
    entity_province: str | None
    entity_province_source: str = ""  # form | cert_address | paper_address | uscc | id_number | landline | icp_number
    entity_province_strong: bool = False
    entity_provinces_seen: tuple[str, ...] = ()
    materials: tuple[Ask, ...] = ()
    fields: tuple[FieldAsk, ...] = ()
    suspension: Suspension | None = None
    suspension_unsure: bool = False  # only weak evidence points to a suspended province
    number: NumberAsk | None = None
    min_bytes: int = 0
    min_bytes_for: frozenset[Material] = frozenset()
    max_bytes: int = 0
    landline_required: bool = False
    landline_cites: str = ""
    both_id_sides: bool = True
    domain_owner_policy: str = "exact"  # exact | miit_264
    expiry_warning_months: int = 3
    hand_marks: tuple[tuple[Material, str, str], ...] = ()  # material, key, Chinese sentence (QUA004)
    sample_values: tuple[str, ...] = ()  # what stands in the form's sample row
    ip_province: str | None = None  # access province whose ranges hold the form's IP; None = none or 未配置
    ips_outside: tuple[str, ...] = field(default=())  # form IPs in nobody's ranges (only if ranges are configured)
    filing_kind_source: str = ""  # form | subject | body | icp_number | default (A13)
    filing_kind_said: FilingKind | None = None  # what the mail says where the form says 新增备案 and may be wrong
    entity_type_source: str = ""  # form | certificate | uscc | name
    individual_business: bool = False  # 个体工商户, an enterprise (A10)
    entity_provinces_strong: tuple[str, ...] = ()  # those of form and addresses: more than one is a conflict (A04)
    authorization_unsure: bool = False  # whether a letter is due cannot be told: names were read with doubt
    reuse: frozenset[Material] = frozenset()  # papers of earlier filings that may be proposed again (A09)
    trades: tuple[TradeAsk, ...] = ()
    name_words: tuple[WordsAsk, ...] = ()
    today_notes: bool = False  # answers say how practice differs from the seed: only where the policy is today's
    server_location: str = ""  # the province that a form must name as the server's; "" = any (C019)
    passwords: bool = True  # whether filings have passwords at all; if not, the administration verifies by SMS
    looks: tuple[LookAsk, ...] = ()
    pre_approval: Ask | None = None  # what to ask for if the business needs prior approval (ELI003)

    def ask(self, material: Material) -> Ask | None:
        """The ask for a material, or None if it is not asked for."""
        return next((a for a in self.materials if a.material is material), None)
