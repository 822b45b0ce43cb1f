"""The mails of the demo: a week of a filing desk in two mailboxes. Access ranges: 203.0.113.0/24, 198.51.100.0/24."""

from samples.demo.sample import Sample
from samples.demo.week import demo_samples

__all__ = ["Sample", "demo_samples"]
