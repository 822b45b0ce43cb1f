"""All demo mails in the order of their arrival."""

from collections.abc import Callable

from samples.demo import filings, others
from samples.demo.sample import Sample

WEEK: tuple[Callable[[], Sample], ...] = (
    filings.complete_enterprise,
    filings.complete_individual,
    filings.photo_missing,
    filings.scan_too_small,
    filings.licence_name_differs,
    filings.domain_holder_differs,
    filings.abbreviated_name,
    filings.suspended_province,
    filings.wrong_mailbox,
    filings.access_without_number,
    filings.incomplete,
    filings.follow_up,
    filings.zipped,
    others.holiday_answer,
    others.undeliverable,
    others.link_only,
    others.forwarded_by_agent,
    others.enquiry,
    filings.letter_of_wrong_kind,
    filings.lost_digits,
)


def demo_samples() -> tuple[Sample, ...]:
    """Every mail of the demo; the same bytes every time."""
    return tuple(make() for make in WEEK)
