"""The short form of `make fuzz`: five hundred mutated mails and two hundred mutated files."""

from bench import fuzz


def test_mutations_raise_nothing_and_cost_a_moment() -> None:
    outcomes = fuzz.run(mail_count=500, file_count=200, seed=115)

    assert [outcome.failures for outcome in outcomes.values()] == [[], []]
    assert all(outcome.percentile(0.99) < fuzz.SLOWEST for outcome in outcomes.values())
    assert fuzz.peak() < fuzz.LARGEST


def test_a_job_that_raises_is_counted_as_a_failure() -> None:
    def bad() -> None:
        raise RuntimeError("bad")

    outcome = fuzz.measured(iter([bad, lambda: None]))

    assert [number for number, _ in outcome.failures] == [0]
    assert not outcome.holds
