import hashlib
from email import message_from_bytes

import pytest

from filing.terms import Material, Outcome
from samples.demo import Sample, demo_samples
from samples.demo.filings import follow_up, scan_too_small
from samples.demo.sample import MAILBOXES
from samples.expectation import names

OPEN_CODES = ("MAT", "SIZ", "NAM", "ELI", "ROU", "FIL", "FRM")


@pytest.fixture(scope="module")
def samples() -> tuple[Sample, ...]:
    return demo_samples()


def test_every_sample_has_an_expectation_and_the_reverse(samples: tuple[Sample, ...]) -> None:
    assert names() == sorted(sample.name for sample in samples)


def test_expectations_use_the_words_of_the_contract(samples: tuple[Sample, ...]) -> None:
    for sample in samples:
        expected = sample.expected

        assert expected.mailbox == sample.mailbox
        assert Outcome(expected.outcome)
        assert all(Material(material) for material in expected.missing or ())
        assert all(code[:3] in OPEN_CODES and code[3:].isdigit() for code in expected.codes)
        assert expected.follows in (None, *names())


def test_a_mail_is_addressed_to_its_mailbox(samples: tuple[Sample, ...]) -> None:
    for sample in samples:
        assert message_from_bytes(sample.raw)["To"] == MAILBOXES[sample.mailbox]


def test_a_mail_is_not_unreasonably_large(samples: tuple[Sample, ...]) -> None:
    assert max(len(sample.raw) for sample in samples) < 9_000_000


def test_few_distinct_pictures_have_to_be_read(samples: tuple[Sample, ...]) -> None:
    pictures = [f.content for s in samples for f in s.files if f.name.endswith(("jpg", "jpeg", "png"))]

    assert len({hashlib.sha256(picture).digest() for picture in pictures}) <= 45


def test_the_same_sample_is_built_twice_alike() -> None:
    assert follow_up().raw == follow_up().raw


def test_the_small_licence_has_exactly_the_lower_bound() -> None:
    sizes = {file.name: len(file.content) for file in scan_too_small().files}

    assert sizes["营业执照副本.jpg"] == 512_000
    assert all(size > 512_000 for name, size in sizes.items() if name.endswith("jpg") and "执照" not in name)
