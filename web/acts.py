"""What a form of the case page asks of the desk: one row for each act."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException

from desk.bench import Outcome
from desk.desk import Desk
from desk.plans import Part
from filing.mail import SHANGHAI
from filing.people import Person
from filing.terms import Material
from web.forms import Form, text

LONG = 4000  # characters of a note
LETTER = 20_000
DRAFTED = ("reply", "text", "before")
"""What the form of a draft holds, whichever of its buttons is pressed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Who acts on which case, as they saw it. `now`: the moment of the act."""

    by: Person
    case_id: str
    version: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """`fields`: what its form holds; `on`: the next case follows; `where`: the part of the page to go back to."""

    do: Callable[[Desk, Seen, Form], Outcome]
    fields: tuple[str, ...] = ()
    on: bool = False
    where: str = "findings"


def accept(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """通过初审, and its letter leaves."""
    done = desk.accept(seen.by, seen.case_id, seen.version)
    return desk.release(seen.by, done.reply_id, done.version) if done.reply_id else done


def send(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """发补件: the draft that was looked at leaves; words that were changed in it are kept first."""
    reply, words, version = text(form, "reply"), _letter(form), seen.version
    if words and words != _letter(form, "before"):
        version = desk.edit(seen.by, reply, version, words).version
    return desk.release(seen.by, reply, version)


def edit(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """Other words in the draft."""
    return desk.edit(seen.by, text(form, "reply"), seen.version, _letter(form))


def material(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """A paper is another material, or none."""
    named = text(form, "material")
    if named and named not in list(Material):
        raise HTTPException(400)
    wanted = Material(named) if named else None
    return desk.correct_material(seen.by, seen.case_id, seen.version, text(form, "paper"), wanted)


def reuse(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """The copy of an earlier case serves here."""
    named = text(form, "material")
    if named not in list(Material):
        raise HTTPException(400)
    return desk.confirm_reuse(seen.by, seen.case_id, seen.version, Material(named))


def fact(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """A value on a paper."""
    paper, key, value = text(form, "paper"), text(form, "key"), text(form, "value", 500)
    return desk.correct_fact(seen.by, seen.case_id, seen.version, paper, key, value)


def override(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """A finding does not hold."""
    mark, reason, note = text(form, "mark"), text(form, "reason"), text(form, "note")
    return desk.override(seen.by, seen.case_id, seen.version, mark, reason, note)


def copy(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """A better copy is wanted."""
    paper, reason, note = text(form, "paper"), text(form, "reason"), text(form, "note")
    return desk.ask_copy(seen.by, seen.case_id, seen.version, paper, reason, note)


def hold(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """稍后: until a day's morning, or for some hours."""
    until = _until(text(form, "until"), seen.now)
    return desk.hold(seen.by, seen.case_id, seen.version, until, text(form, "reason"), text(form, "note"))


def contact(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """A call or a chat."""
    return desk.contact(seen.by, seen.case_id, seen.version, text(form, "channel"), _lines(form, "text", LONG))


def assign(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """Whose work it is."""
    return desk.assign(seen.by, seen.case_id, seen.version, text(form, "to") or None)


def merge(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """Another case becomes part of this one."""
    other, version = text(form, "other"), text(form, "other_version", 9)
    if not (version.isascii() and version.isdigit()):
        raise HTTPException(400)
    return desk.merge(seen.by, seen.case_id, seen.version, other, int(version))


def split(desk: Desk, seen: Seen, form: Form) -> Outcome:
    """Mails and papers become a case of their own."""
    return desk.split(seen.by, seen.case_id, seen.version, (part_of(form),))


def part_of(form: ImmutableMultiDict[str, str]) -> Part:
    """What is to be split off, as it was chosen."""
    name, domains = (form.get(key, "").strip()[:200] for key in ("name", "domains"))
    named = tuple(domain for domain in re.split(r"[、,，\s]+", domains) if domain)
    return Part(tuple(form.getlist("mail")), tuple(form.getlist("paper")), name or None, named)


ACTS: Mapping[str, Act] = {
    "merge": Act(merge, ("other", "other_version")),
    "split": Act(split, ("mail", "paper", "name", "domains")),
    "accept": Act(accept, on=True),
    "send": Act(send, DRAFTED, on=True),
    "aside": Act(lambda d, s, f: d.set_aside(s.by, s.case_id, s.version, text(f, "note")), ("note",), on=True),
    "hold": Act(hold, ("until", "reason", "note"), on=True),
    "unhold": Act(lambda d, s, f: d.unhold(s.by, s.case_id, s.version)),
    "edit": Act(edit, DRAFTED, where="replies"),
    "compose": Act(lambda d, s, f: d.compose(s.by, s.case_id, s.version), DRAFTED, where="replies"),
    "recall": Act(lambda d, s, f: d.recall(s.by, text(f, "reply"), s.version), ("reply",), where="replies"),
    "discard": Act(lambda d, s, f: d.discard(s.by, text(f, "reply"), s.version), DRAFTED, where="replies"),
    "arrived": Act(lambda d, s, f: d.confirm_sent(s.by, text(f, "reply"), s.version), ("reply",), where="replies"),
    "again": Act(lambda d, s, f: d.send_again(s.by, text(f, "reply"), s.version), ("reply",), where="replies"),
    "material": Act(material, ("paper", "material"), where="papers"),
    "fact": Act(fact, ("paper", "key", "value"), where="fields"),
    "reuse": Act(reuse, ("material",)),
    "override": Act(override, ("mark", "reason", "note")),
    "copy": Act(copy, ("paper", "reason", "note"), where="papers"),
    "sender": Act(
        lambda d, s, f: d.confirm_sender(s.by, s.case_id, s.version, text(f, "address")), ("address",), where="letters"
    ),
    "note": Act(
        lambda d, s, f: d.note(s.by, s.case_id, s.version, _lines(f, "text", LONG)), ("text",), where="history"
    ),
    "contact": Act(contact, ("channel", "text"), where="history"),
    "assign": Act(assign, ("to",)),
    "move": Act(
        lambda d, s, f: d.move(s.by, s.case_id, s.version, text(f, "province"), text(f, "note")), ("province", "note")
    ),
}
"""Name in the address → the act."""


def _letter(form: Form, name: str = "text") -> str:
    return _lines(form, name, LETTER)


def _lines(form: Form, name: str, longest: int) -> str:
    """Text of several lines, as the browser sent it but with one kind of line end. Raises HTTPException(400)."""
    value = form.get(name, "").replace("\r\n", "\n")
    if len(value) > longest or any(ord(c) < 32 and c not in "\n\t" for c in value):
        raise HTTPException(400)
    return value


def _until(word: str, now: datetime) -> datetime:
    """`2h`: in two hours; `1d`: at nine in the morning, one day ahead. Raises HTTPException(400)."""
    if not (word[:-1].isascii() and word[:-1].isdigit()) or len(word) > 3 or word[-1] not in "hd":
        raise HTTPException(400)
    count, here = int(word[:-1]), now.astimezone(SHANGHAI)
    if word[-1] == "h":
        return here + timedelta(hours=count)
    return datetime.combine(here.date() + timedelta(days=count), time(9), SHANGHAI)
