"""The desk: one method for each thing that a person does with a case.

Whoever calls names the person, the case (or reply) and the version that was seen. What is out of the person's provinces
does not exist for them (NoSuchCase); what has changed meanwhile is told (Conflict), and nothing is done.
"""

from desk.authority import Authority
from desk.cancelling import Cancelling
from desk.shell_letters import ShellLetters
from desk.sorting import Sorter


class Desk(Sorter, Authority, ShellLetters, Cancelling):
    """All acts: rulings, replies, the diary, the administration, empty shells, one step back, merging, splitting."""
