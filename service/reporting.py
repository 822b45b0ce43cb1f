"""The report's parts put together from the settings and the database."""

from collections.abc import Callable, Mapping

from checks.rules import RULES
from desk.sla import SlaDesk
from filing.ports import Clock
from policy.load import load_policy
from policy.worktime import WorkTime, load_worktime
from reports.sla import Counting
from reports.tables import Words
from service.settings import Settings
from store.sla_store import SlaStore

TITLES: Mapping[str, str] = {rule.code: rule.title for rule in RULES}


def working_time(settings: Settings) -> WorkTime:
    """The calendar of the profile, with the operator's own holidays. Raises ConfigurationRefused."""
    return load_worktime(settings.calendar.holidays, settings.profile)


def sla_desk(settings: Settings, store: SlaStore, clock: Clock, names: Callable[[], Mapping[str, str]]) -> SlaDesk:
    """`names`: person id → name."""
    keys = load_policy(settings.profile).book.access_keys
    access = {key: keys[mailbox.access] for key, mailbox in settings.mailbox.items()}
    calendar = working_time(settings)
    rollup = store.rollup(clock, Counting(calendar, access).of)
    return SlaDesk(rollup, store.queries(), calendar, clock, names)


def words(desk: SlaDesk) -> Words:
    """What rules and people are called."""
    return Words(TITLES, desk.names())
