"""Which fields of the registration form a case owes, and whether a landline is among them."""

import re
from datetime import date

from filing.case import Case
from filing.numbers import id_number_ok, registration_number_ok, uscc_ok
from filing.places import province_of_address
from filing.terms import FilingKind
from policy.book import Book
from policy.in_force import in_force
from policy.materials import belongs
from policy.requirements import FieldAsk, Provider
from policy.schema import FormField, LandlineRow
from policy.situation import Situation

_CITY = re.compile(r"(市|自治州|地区|盟)")
_COUNTY = re.compile(r"([\u4e00-\u9fff]{1,8}((?<!自治)区|县|旗)|市[\u4e00-\u9fff]{1,8}市|园区|开发区|新区)")


def fields_of(book: Book, day: date, case: Case, situation: Situation, provider: Provider) -> tuple[FieldAsk, ...]:
    """The fields due. What another field of the same form already says is not asked for again."""
    if situation.kind is FilingKind.CANCEL:
        return ()
    rows = (f for f in in_force(book.form.fields, day) if belongs(f.entities, situation.entity_type))
    known = {name: str(getattr(provider, name)) for name in Provider.__slots__}
    return tuple(
        FieldAsk(f.key, f.label, f.section, f.example.format_map(known), f.source)
        for f in rows
        if not _said_elsewhere(f, case)
    )


def landline(book: Book, day: date, situation: Situation) -> LandlineRow | None:
    """Why a landline is due: organisations always, individuals in some provinces (A29) if theirs is certain."""
    if situation.kind is FilingKind.CANCEL:
        return None
    provinces = (row for p in situation.certain if p in book.entity for row in book.entity[p].landlines)
    rows = in_force((*book.form.landlines, *provinces), day)
    return next((row for row in rows if belongs(row.entities, situation.entity_type)), None)


def _said_elsewhere(wanted: FormField, case: Case) -> bool:
    """An address names the city, a valid number its own type, the legal representative the principal."""
    if any(case.form_text(key) for key in wanted.filled_by):
        return True
    if wanted.proved_by and _tells_its_type(case.form_text(wanted.proved_by) or ""):
        return True
    return bool(wanted.in_address) and any(_names(wanted.in_address, text) for text in _addresses(case))


def _tells_its_type(number: str) -> bool:
    return id_number_ok(number) or uscc_ok(number) or registration_number_ok(number)


def _addresses(case: Case) -> list[str]:
    keys = ("entity_province", "entity_city", "entity_county", "entity_cert_address", "entity_mail_address")
    return [text for key in keys if (text := case.form_text(key))]


def _names(part: str, address: str) -> bool:
    if part == "province":
        return province_of_address(address) is not None
    return bool((_CITY if part == "city" else _COUNTY).search(address))
