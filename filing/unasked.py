"""Our letters that answer no mail: news from the administration (管局), and reminders. By their templates."""

from filing.authority import Stage

NEWS = frozenset({Stage.SUBMITTED.value, Stage.RETURNED.value, Stage.APPROVED.value})
"""What a person told of the case, as a letter that a person releases. No reply to a mail that waits meanwhile."""

REMINDER = "reminder_pending"
"""To a customer who does not answer. It is no reply, in no report."""

UNASKED = NEWS | {REMINDER}
