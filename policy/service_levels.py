"""Working hours and the times that are promised: figures for clocks and reports, not for rules."""

from dataclasses import dataclass
from datetime import date, time

from policy.in_force import pick
from policy.schema import AfterClose, AtDeadline, IfHoliday, ProfileFile


@dataclass(frozen=True, slots=True)
class ServiceLevels:
    """`sessions` are the working hours of a working day as HH:MM-HH:MM; what the rest counts is in its name.

    `ack_seconds` runs inside the sessions only (A24), `ack_counts`: an automatic acknowledgement stops it (A23);
    `same_day_reply`: a mail of a working day is answered before that day's last session ends; `after_close`: what comes
    later on a working day is due at the next one's close, or by midnight; `authority_workdays`: the administration's
    time [001:268]. `draft_minutes`: how long before the close drafts that wait for a specialist are looked at;
    `at_deadline`: they are held then, or what is certain is sent. `escalation_minutes`: before the close, to whose case
    it is, to their delegate, to the supervisors; `reminder_days`: without an answer, after which a customer is
    reminded; `reminders_most`: of one case. `shell_check_weekday`: 1 is Monday; `shell_check_if_holiday`: the working
    day before, or not that week.
    """

    sessions: tuple[str, ...]
    ack_seconds: int
    ack_counts: bool
    same_day_reply: bool
    authority_workdays: int
    stale_platform_months: int
    correction_hours: int
    daily_recheck_min: int
    after_close: AfterClose
    draft_minutes: tuple[int, ...]
    at_deadline: AtDeadline
    escalation_minutes: tuple[int, int, int]
    reminder_days: tuple[int, ...]
    reminders_most: int
    shell_check_weekday: int
    shell_check_at: time
    shell_check_if_holiday: IfHoliday

    @property
    def hours(self) -> str:
        """For people: 工作日 8:30-11:30、13:00-17:30."""
        return "工作日 " + "、".join(_plain(session) for session in self.sessions)


def _plain(session: str) -> str:
    return "-".join(end.removeprefix("0") for end in session.split("-"))


def service_levels(profile: ProfileFile, day: date) -> ServiceLevels:
    """The figures of a day."""
    return ServiceLevels(
        sessions=pick(profile.sessions, day),
        ack_seconds=pick(profile.ack_seconds, day),
        ack_counts=pick(profile.ack_counts, day),
        same_day_reply=pick(profile.same_day_reply, day),
        authority_workdays=pick(profile.authority_workdays, day),
        stale_platform_months=pick(profile.stale_platform_months, day),
        correction_hours=pick(profile.correction_hours, day),
        daily_recheck_min=pick(profile.daily_recheck_min, day),
        after_close=pick(profile.after_close, day),
        draft_minutes=pick(profile.draft_minutes, day),
        at_deadline=pick(profile.at_deadline, day),
        escalation_minutes=pick(profile.escalation_minutes, day),
        reminder_days=pick(profile.reminder_days, day),
        reminders_most=pick(profile.reminders_most, day),
        shell_check_weekday=pick(profile.shell_check_weekday, day),
        shell_check_at=pick(profile.shell_check_at, day),
        shell_check_if_holiday=pick(profile.shell_check_if_holiday, day),
    )
