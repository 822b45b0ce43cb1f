"""Entries with their keys → facts, and notes where a value cannot be taken as it stands."""

import re
from dataclasses import dataclass, field

from filing.numbers import mobile_ok
from filing.paper import Fact, FormNote
from filing.places import province_of_address
from parsers.form_entries import Entry
from parsers.form_sample import is_placeholder
from parsers.form_values import clean, is_same, phones

_REGION = re.compile(
    r"(?P<province>.{2,7}?(?:省|自治区|特别行政区)|(?:北京|上海|天津|重庆)市?|内蒙古|广西|西藏|宁夏|新疆)?"
    r"(?P<city>.{2,10}?(?:市|自治州|盟|地区))?(?P<county>.{1,12}?(?:区|县|旗|市))?"
)
_KEPT_RAW = frozenset({"domains", "server_ips"})
_CERTIFICATE = re.compile(r"[0-9A-Za-z][0-9A-Za-z\s-]{6,30}[0-9A-Za-z]")


@dataclass
class Record:
    """The facts of one form, being gathered."""

    facts: dict[str, Fact] = field(default_factory=dict)
    notes: list[FormNote] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, entry: Entry) -> None:
        """One labelled value."""
        if entry.value is None:
            return
        label = label_text(entry.label)
        kind = _trouble(key, entry)
        if kind:
            self.notes.append(FormNote(kind, key, label, entry.text))
        elif is_same(entry.text) or (key == "same" and clean(key, entry.text) == "是"):
            self.same["website_principal_name" if key == "same" else key] = label
        elif key == "region":
            self._add_region(entry, label)
        elif key.endswith("_cert_both"):
            self._add_certificate(key.removesuffix("both"), entry.text, label)
        elif key != "same":
            self._add_value(key, _whole(key, entry), label)

    def _add_value(self, key: str, text: str, label: str) -> None:
        value = clean(key, text)
        if value is None:
            return
        raw = text.strip() if key in _KEPT_RAW and "、".join(value) != text.strip() else None
        self.facts.setdefault(key, Fact(value, sure=True, source="cell", label=label, other=raw))

    def _add_region(self, entry: Entry, label: str) -> None:
        parts = [p for p in re.split(r"[\s/、,，\-]+", " ".join((entry.text, *entry.others))) if not p.isdigit() and p]
        if len(parts) == 1:
            match = _REGION.match(parts[0])
            parts = [match[g] or "" for g in ("province", "city", "county")] if match else []
            parts[:1] = [parts[0] or province_of_address(entry.text) or ""] if parts else []
        for key, part in zip(("entity_province", "entity_city", "entity_county"), parts, strict=False):
            if part:
                self._add_value(key, part, label)

    def _add_certificate(self, prefix: str, text: str, label: str) -> None:
        match = _CERTIFICATE.search(text)
        if match:
            self._add_value(f"{prefix}no", match[0], label)
        kind = text.replace(match[0], "") if match else text
        self._add_value(f"{prefix}type", kind.strip(" :：/，,、号码\n"), label)

    def finish(self) -> None:
        """References to other fields, and telephone numbers that stand in the wrong one of two cells."""
        for key, label in self.same.items():
            self._copy(key, label)
        for prefix in ("entity_principal", "website_principal"):
            self._sort_phones(prefix)

    def _copy(self, key: str, label: str) -> None:
        """「同上」: the corresponding field of the entity's principal; a whole person where the name says it."""
        if key == "website_principal_name":
            for source in [k for k in self.facts if k.startswith("entity_principal_")]:
                self._borrow(source.replace("entity", "website", 1), source, label)
            return
        for source in _sources(key):
            if self._borrow(key, source, label):
                return

    def _borrow(self, key: str, source: str, label: str) -> bool:
        if key in self.facts or source not in self.facts:
            return False
        self.facts[key] = Fact(self.facts[source].value, sure=True, source="cell", label=label)
        return True

    def _sort_phones(self, prefix: str) -> None:
        """「0512-88886666/13900000000」 in one cell is a landline and a mobile number."""
        keys = [f"{prefix}_{role}" for role in ("mobile", "mobile2", "landline")]
        for key in keys:
            fact = self.facts.get(key)
            numbers = phones(fact.text) if fact else []
            if fact is None or len(numbers) < 2:
                continue
            wanted = [n for n in numbers if mobile_ok(n) is not key.endswith("landline")] or numbers
            self.facts[key] = Fact(wanted[0], sure=True, source="cell", label=fact.label, other=fact.text)
            for number in (n for n in numbers if n != wanted[0]):
                home = next(
                    (k for k in keys if k not in self.facts and mobile_ok(number) is not k.endswith("landline")), None
                )
                if home:
                    self.facts[home] = Fact(number, sure=True, source="cell", label=fact.label)


def _sources(key: str) -> tuple[str, ...]:
    if key.startswith("website_principal_"):
        return (key.replace("website", "entity", 1),)
    if key.startswith("entity_principal_"):
        return (key.replace("entity_principal", "legal_rep"), key.replace("entity_principal", "website_principal"))
    if key.startswith("legal_rep_"):
        return (key.replace("legal_rep", "entity_principal"),)
    if key.startswith("contact_"):
        role = key.removeprefix("contact_").replace("phone", "mobile")
        return (f"website_principal_{role}", f"entity_principal_{role}")
    return {"entity_mail_address": ("entity_cert_address",), "home_url": ("domains",), "domains": ("home_url",)}.get(
        key, ()
    )


def _trouble(key: str, entry: Entry) -> str:
    """The kind of note that stands in place of the value, "" if the value can be taken."""
    if entry.value is not None and entry.value.lost and not key.endswith(("_name", "address")):
        return "lost_digits"
    return "sample" if is_placeholder(key, entry.text) else ""


def _whole(key: str, entry: Entry) -> str:
    """A number written over several cells: a character a cell, or area code and number apart."""
    parts = (entry.text, *entry.others)
    if key.endswith("cert_no") and len(parts) >= 15 and all(len(p) == 1 for p in parts):
        return "".join(parts)
    if key.endswith("landline") and len(parts) > 1 and re.fullmatch(r"0\d{2,3}-?", parts[0]):
        return "-".join(p.strip("-") for p in parts if p.strip("-"))
    return entry.text


def label_text(label: str) -> str:
    """The label as written, on one line."""
    return re.sub(r"\s+", " ", label).strip().rstrip(":：").strip()


def facts_of(keys: dict[str, Entry]) -> Record:
    """The facts and notes of one record."""
    record = Record()
    for key, entry in keys.items():
        record.add(key, entry)
    record.finish()
    return record
