"""Which key of the form an entry is, where its label alone does not say: 姓名, 证件号码, 联系电话, 备案号 …

The heading decides; without one, the neighbours: the label to the left, the label above, the last label that was clear.
"""

import re
from dataclasses import dataclass, field

from filing.names import looks_like_organisation
from filing.numbers import find_icp_numbers, mobile_ok
from parsers.form_entries import Entry
from parsers.form_labels import PERSONS, Section
from parsers.form_values import phones

MAX_LABELS = 500  # of one form; more are a list, and neighbours are looked up among all of them
_SAME_WORD = [
    "name",
    "nature",
    "cert_type",
    "cert_no",
    "cert_both",
    "cert_address",
    "province",
    "city",
    "county",
    "mail_address",
    "icp_number",
    "region",
]
_ENTITY_KEYS = {role: f"entity_{role}" for role in _SAME_WORD} | {
    "investor": "investor",
    "icp_password": "icp_password",
    "address": "entity_cert_address",
    "region": "region",
}
_PREFIX = {
    Section.ENTITY: "entity_principal", Section.PRINCIPAL: "entity_principal", Section.LEGAL: "entity_principal",
    Section.WEBSITE: "website_principal", Section.WEBMASTER: "website_principal", Section.ACCESS: "website_principal",
    Section.CONTACT: "contact",
}  # fmt: skip
_PERSON_ROLES = frozenset(
    {"name", "cert_type", "cert_no", "cert_both", "landline", "mobile", "mobile2", "phone", "email", "qq"}
)
_IDENTITY = frozenset({"name", "cert_type", "cert_no", "cert_both"})
_ADDRESSES = frozenset({"cert_address", "mail_address", "province", "city", "county", "region"})


@dataclass
class Resolver:
    """Walks the entries of one record in reading order and gives each its key."""

    entries: tuple[Entry, ...]
    keys: dict[str, Entry] = field(default_factory=dict)
    _sections: dict[tuple[int, int], Section] = field(default_factory=dict)
    _bands: dict[tuple[int, int], Section] = field(default_factory=dict)
    _roles: dict[tuple[int, int], str] = field(default_factory=dict)
    _last: Section = Section.NONE
    _band: Section = Section.NONE

    def run(self) -> dict[str, Entry]:
        """Key → entry; the first entry with a value wins."""
        for entry in self.entries:
            if entry.meaning.role == "ignored":
                continue
            if entry.section != self._band:
                self._band, self._last = entry.section, Section.NONE
            section = self._section(entry)
            key = self._key(entry, section)
            self._sections[entry.row, entry.column] = section
            self._bands[entry.row, entry.column] = entry.section
            self._roles[entry.row, entry.column] = entry.meaning.role
            self._last = section
            self._keep(key, entry)
        return self.keys

    @property
    def _names_entity(self) -> bool:
        """Whether some label names the entity clearly, so that 姓名 alone is a person's."""
        return any(e.meaning.section is Section.ENTITY and e.meaning.role == "name" for e in self.entries)

    def _keep(self, key: str | None, entry: Entry) -> None:
        if key is None:
            return
        old = self.keys.get(key)
        if old is None or (not old.text and entry.text):
            self.keys[key] = entry

    def _section(self, entry: Entry) -> Section:
        own, role = entry.meaning.section, entry.meaning.role
        if own is Section.PERSON:
            return self._person(entry)
        if own is Section.ENTITY and role == "name" and entry.section is Section.ACCESS:
            return Section.ACCESS  # 接入信息: 单位名称
        if own is not Section.NONE:
            return own
        context = entry.section if entry.section not in (Section.NONE, Section.OTHER) else Section.NONE
        if role == "name" and "姓" not in entry.label and context is not Section.NONE:
            return context  # 名称 is nobody's 姓名
        if context is Section.NONE or (context in (Section.ENTITY, Section.WEBSITE) and role in _PERSON_ROLES):
            return self._neighbour(entry) or context
        return context

    def _person(self, entry: Entry) -> Section:
        around = entry.section if entry.section is not Section.NONE else self._last
        return (
            Section.WEBMASTER if around in (Section.WEBSITE, Section.WEBMASTER, Section.ACCESS) else Section.PRINCIPAL
        )

    def _neighbour(self, entry: Entry) -> Section:
        """The label to the left, else the one above, else the last. The same word to the left is another person's."""
        left = [p for p in self._sections if p[0] == entry.row and p[1] < entry.column and self._bands[p] == self._band]
        if left and self._roles[max(left)] != entry.meaning.role:
            return self._sections[max(left)]
        above = [p for p in self._sections if p[1] == entry.column and entry.row - 3 <= p[0] < entry.row]
        return self._sections[max(above)] if above and (left or self._split(entry)) else self._last

    def _split(self, entry: Entry) -> bool:
        """Whether this row asks the same of two sides: 证件类型 | … | 证件类型 | …"""
        same = [e for e in self.entries if e.row == entry.row and e.meaning == entry.meaning]
        return len(same) > 1

    def _key(self, entry: Entry, section: Section) -> str | None:
        role = entry.meaning.role
        if role == "icp_number":
            return self._icp_key(entry, section)
        if role in ("site_remark", "address", "nature", "name") and (special := self._by_section(entry, section)):
            return special
        if role in _ADDRESSES and entry.section in PERSONS:
            return self._address_of_person(role)
        return self._plain_key(entry, section, role)

    def _plain_key(self, entry: Entry, section: Section, role: str) -> str | None:
        if section in (Section.ENTITY, Section.NONE) and self._is_entity_field(entry, role):
            return self._entity_key(role)
        if role in _PERSON_ROLES:
            return self._person_key(entry, section, role)
        if section is Section.ENTITY or role in ("investor", "icp_password"):
            return _ENTITY_KEYS.get(role)
        return None if role in ("address", "nature", *_ADDRESSES) else role

    def _by_section(self, entry: Entry, section: Section) -> str | None:
        role = entry.meaning.role
        if role == "site_remark":
            return (
                "ignored"
                if section in (Section.ENTITY, *PERSONS) and entry.section is not Section.NONE
                else "site_remark"
            )
        if section is Section.WEBSITE and role == "name" and "姓" not in entry.label:
            return "site_name"
        if section is Section.ACCESS:
            return {"name": "access_provider", "address": "server_location"}.get(role)
        return None

    def _address_of_person(self, role: str) -> str | None:
        key = _ENTITY_KEYS.get(role)
        return key if role == "mail_address" and key not in self.keys else None

    def _is_entity_field(self, entry: Entry, role: str) -> bool:
        if role not in _PERSON_ROLES:
            return role in _ENTITY_KEYS
        if role not in _IDENTITY:
            return False
        if entry.meaning.section is Section.ENTITY:
            return True
        if role == "name":
            return not self._names_entity and "entity_name" not in self.keys
        return _ENTITY_KEYS[role] not in self.keys

    def _entity_key(self, role: str) -> str:
        key = _ENTITY_KEYS[role]
        return "entity_mail_address" if key in self.keys and role == "address" else key

    def _person_key(self, entry: Entry, section: Section, role: str) -> str | None:
        if section is Section.LEGAL and role in ("name", "cert_no"):
            return f"legal_rep_{role}"
        prefix = _PREFIX.get(section, "entity_principal")
        if section is Section.CONTACT:
            contact = {"name": "name", "email": "email", "mobile": "phone", "phone": "phone", "landline": "phone"}.get(
                role
            )
            return f"contact_{contact}" if contact else None
        if role == "phone":
            role = self._phone_role(entry, prefix)
        elif role == "mobile" and (taken := self.keys.get(f"{prefix}_mobile")) is not None and taken.text:
            role = "mobile2"  # 中国移动手机, 联通手机: old forms have two columns
        elif (
            role in _IDENTITY
            and f"{prefix}_{role}" in self.keys
            and prefix == "entity_principal"
            and self._loose(entry)
        ):
            prefix = "website_principal"
        return f"{prefix}_{role}"

    def _loose(self, entry: Entry) -> bool:
        return entry.meaning.section is Section.NONE and entry.section is Section.NONE

    def _phone_role(self, entry: Entry, prefix: str) -> str:
        """联系电话, 联系方式1/2: what stands there decides (domain trap 2)."""
        numbers = phones(entry.text)
        if numbers and mobile_ok(numbers[0]):
            taken = self.keys.get(f"{prefix}_mobile")
            return "mobile2" if taken is not None and taken.text else "mobile"
        return "landline" if f"{prefix}_landline" not in self.keys or numbers else "mobile"

    def _icp_key(self, entry: Entry, section: Section) -> str:
        if entry.meaning.section is not Section.NONE:
            return "website_icp_number" if section is Section.WEBSITE else "entity_icp_number"
        numbers = find_icp_numbers(entry.text)
        of_site = bool(numbers) and numbers[0].site is not None
        in_site = section in (Section.WEBSITE, Section.WEBMASTER, Section.ACCESS)
        return "website_icp_number" if of_site or (in_site and not numbers) else "entity_icp_number"


def keyed(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    """Key → entry for one record. 法定代表人 stands for the principal where the form asks for no other one."""
    keys = Resolver(entries[:MAX_LABELS]).run()
    keys.pop("ignored", None)
    legal = keys.get("legal_rep_name")
    if legal is not None and looks_like_organisation(re.sub(r"\s", "", legal.text)):
        keys.pop("legal_rep_name")  # 法人 meant the legal person, that is the organisation (domain trap 3)
        keys.setdefault("entity_name", legal)
    for role in ("name", "cert_no"):
        if f"legal_rep_{role}" in keys and "entity_principal_name" not in _principals(keys):
            keys.setdefault(f"entity_principal_{role}", keys[f"legal_rep_{role}"])
    return keys


def _principals(keys: dict[str, Entry]) -> set[str]:
    legal = keys.get("legal_rep_name")
    return {k for k, e in keys.items() if k == "entity_principal_name" and e is not legal}
