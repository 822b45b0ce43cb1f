"""Our letters that answer no mail: news from the administration (管局), reminders, empty shells. By their templates."""

from filing.authority import Stage

NEWS = frozenset({Stage.SUBMITTED.value, Stage.RETURNED.value, Stage.APPROVED.value})
"""What a person told of the case, as a letter that a person releases. No reply to a mail that waits meanwhile."""

REMINDER = "reminder_pending"
"""To a customer who does not answer. It is no reply, in no report."""

SHELL_NOTICE, ACCESS_CANCELLED = "empty_shell_notice", "access_cancelled"
SHELLS = frozenset({SHELL_NOTICE, ACCESS_CANCELLED})
"""About one domain of a case each, so that none makes another superfluous; a person releases them."""

UNASKED = NEWS | SHELLS | {REMINDER}
