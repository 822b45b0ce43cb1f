"""The access provider of an access province, as it stands on a day."""

from collections.abc import Mapping
from datetime import date

from filing.errors import ConfigurationRefused
from policy.book import Book
from policy.in_force import pick
from policy.requirements import Provider
from policy.service_levels import service_levels


def provider_of(book: Book, day: date, access_province: str, ranges: Mapping[str, tuple[str, ...]]) -> Provider:
    """Names, addresses and contacts. Raises ConfigurationRefused for a province without a file in access/."""
    if access_province not in book.access:
        known = "、".join(book.access)
        raise ConfigurationRefused(f"没有接入省“{access_province}”的策略。", f"可用的接入省：{known}")
    access, profile = book.access[access_province], book.profile
    return Provider(
        access_province=access_province,
        legal_name=pick(access.legal_name, day),
        brand=pick(access.brand, day),
        mailbox=pick(access.mailbox, day),
        system_url=pick(access.system_url, day),
        system_note=pick(access.system_note, day),
        ip_ranges=ranges.get(access_province),
        phone=pick(profile.phone, day),
        qq=pick(profile.qq, day),
        hours=service_levels(profile, day).hours,
        address=pick(profile.address, day),
        download_url=pick(profile.download_url, day),
        miit_url=pick(profile.miit_url, day),
    )
