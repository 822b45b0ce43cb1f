"""Letters about empty shells (空壳网站): the notice, and that the access was cancelled; in the newest mail's thread."""

from collections.abc import Sequence
from dataclasses import replace

from filing.case import Case
from filing.decision import Decision
from filing.reply import Reply
from filing.shells import Shell
from policy.requirements import Requirements
from replies.addresses import recipient
from replies.compose import words_of, written
from replies.letterhead import Letterhead


def letter(
    template: str,
    shell: Shell,
    home: Sequence[str],
    decision: Decision,
    case: Case,
    asks: Requirements,
    head: Letterhead,
) -> Reply | None:
    """A draft; None if there is nobody to write to. `home`: where the site was filed to be, as far as that is ours."""
    to = recipient(case.latest.mail)
    if to is None:
        return None
    facts: dict[str, object] = {
        "domain": shell.domain,
        "addresses": "、".join(shell.addresses),
        "checked": shell.checked,
        "until": shell.until,
        "home": "、".join(home),
    }
    words = words_of(decision, case, asks, replace(head, by_person=True))
    return written(template, {**words, "f": facts}, case, head, to, auto=False)
