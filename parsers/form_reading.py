"""One sheet → what kind of table it is, and if it is a registration form, its records."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from filing.paper import Fact, FormNote
from parsers.form_entries import Entry, read_entries
from parsers.form_facts import Record, facts_of
from parsers.form_fields import keyed
from parsers.form_labels import Section
from parsers.form_sample import is_sample, is_sample_row
from parsers.sheet import Sheet

MAX_FORM_ROWS = 300
MAX_FORM_CELLS = 6000
MAX_SITES = 50
_TITLE = re.compile(
    r"备案.{0,12}(?:登记表|信息表|资料表|申请表|采集表|填写表|备案表|信息登记|资料登记|统计表|汇总表|收集表)|(?:登记表|信息表|资料表).{0,6}备案"
)
_SPECIFIC = (Section.WEBSITE, Section.ACCESS, Section.WEBMASTER, Section.CASE)


@dataclass(frozen=True, slots=True)
class FormReading:
    """A sheet as a form. `fields`: the keys that its labels name; `titled`: it calls itself a registration form."""

    sheet: Sheet
    facts: dict[str, Fact]
    notes: tuple[FormNote, ...]
    fields: frozenset[str]
    groups: int
    titled: bool
    sample: bool

    @property
    def is_form(self) -> bool:
        """Many known labels out of several sections; fewer are enough under the right title.

        A price list, a staff directory or a list of domains has labels too, but not of the entity, the site and its
        access at once.
        """
        entity = bool(self.fields & {"entity_name", "entity_cert_no", "entity_nature", "entity_cert_address"})
        site = bool(self.fields & {"site_name", "domains", "home_url"})
        if self.titled:
            return len(self.fields) >= 3 and (entity or site)
        return len(self.fields) >= 6 and self.groups >= 2 and entity and site

    @property
    def score(self) -> tuple[int, int]:
        """Which of several sheets is the form: filled-in fields first, then labels."""
        return len(self.facts) + len(self.notes), len(self.fields)


def read_form_sheet(sheet: Sheet, known: Sequence[FormNote] = ()) -> FormReading:
    """Read a sheet as a form, whether it is one or not."""
    sheet = _head(sheet)
    entries = read_entries(sheet)
    records = _records(sheet, entries)
    first, rest = records[0], records[1:]
    texts = {k: f.text for k, f in first.facts.items()}
    sample = is_sample(texts) or _is_marked(sheet, entries)
    notes = [*known, *first.notes, *_other_sites(first, rest), *_second_column(sheet, entries, first)]
    keys = frozenset(keyed(tuple(e for e in entries if e.record == 0)))
    return FormReading(
        sheet=sheet,
        facts={} if sample else dict(first.facts),
        notes=tuple([*notes, *_sample_notes(first)] if sample else notes),
        fields=keys,
        groups=len({_group(k) for k in keys}),
        titled=any(names_a_form(t) for t in (sheet.name, *(c.text for c in sheet.cells[:12]))),
        sample=sample,
    )


def names_a_form(text: str) -> bool:
    """Whether a heading (or a sheet's name) calls what it heads a registration form."""
    return len(text) <= 80 and bool(_TITLE.search(re.sub(r"\s", "", text)))


def _head(sheet: Sheet) -> Sheet:
    """A form is shorter than MAX_FORM_ROWS and smaller than MAX_FORM_CELLS; a long list would only cost time."""
    if sheet.height <= MAX_FORM_ROWS and len(sheet.cells) <= MAX_FORM_CELLS:
        return sheet
    cells = [c for c in sheet.cells if c.row < MAX_FORM_ROWS][:MAX_FORM_CELLS]
    return Sheet.of(sheet.name, cells, hidden=sheet.hidden, spans_known=sheet.spans_known, cut=True)


def _records(sheet: Sheet, entries: tuple[Entry, ...]) -> list[Record]:
    """The records under a header row, examples left out where something else is there."""
    numbers = sorted({e.record for e in entries}) or [0]
    marked = {n for n in numbers if n in {e.record for e in entries} and _row_is_sample(sheet, entries, n)}
    if 0 < len(marked) < len(numbers) and len(numbers) > 1:
        numbers = [n for n in numbers if n not in marked]
    return [facts_of(keyed(tuple(_renumbered(entries, n, numbers[0])))) for n in numbers]


def _renumbered(entries: tuple[Entry, ...], number: int, first: int) -> Iterable[Entry]:
    """The entries of one record; labels outside any table belong to the first one."""
    headed = {(e.label, e.column) for e in entries if e.record > 0}
    for entry in entries:
        alone = entry.record == 0 and (entry.label, entry.column) not in headed
        if (entry.record == number and not (alone and number != first)) or (alone and number == first):
            yield replace(entry, record=0)


def _row_is_sample(sheet: Sheet, entries: tuple[Entry, ...], number: int) -> bool:
    rows = {e.value.row for e in entries if e.record == number and e.value is not None and len(entries) > 1}
    if len(rows) != 1:
        return False
    return is_sample_row([c.text for c in sheet.cells if c.row in rows])


def _is_marked(sheet: Sheet, entries: tuple[Entry, ...]) -> bool:
    """A table whose only row calls itself an example."""
    headed = any(e.headed for e in entries) and not any(e.record for e in entries)
    return headed and _row_is_sample(sheet, entries, 0)


def _sample_notes(record: Record) -> list[FormNote]:
    return [FormNote("sample", k, f.label or "", f.text) for k, f in record.facts.items()] or [FormNote("sample")]


def _other_sites(first: Record, rest: list[Record]) -> list[FormNote]:
    """More rows: another site is told to a person; the same site's further domains are added to the first."""
    notes = []
    for record in rest[:MAX_SITES]:
        if not record.facts:
            continue
        if _same_site(first, record):
            _add_domains(first, record)
        else:
            notes.append(FormNote("many_sites", "domains", "网站域名", _summary(record)))
    return notes


def _same_site(first: Record, other: Record) -> bool:
    """Same entity and same site name, where the row says them."""
    keys = ("entity_name", "entity_cert_no", "site_name")
    same = all(
        k not in other.facts or (k in first.facts and first.facts[k].value == other.facts[k].value) for k in keys
    )
    return same and ("site_name" in other.facts or not other.facts.keys() - {"domains", "server_ips", "home_url"})


def _add_domains(first: Record, other: Record) -> None:
    for key in ("domains", "server_ips"):
        old, new = first.facts.get(key), other.facts.get(key)
        if new is not None and isinstance(new.value, tuple):
            before = old.value if old is not None and isinstance(old.value, tuple) else ()
            first.facts[key] = replace(old or new, value=tuple(dict.fromkeys((*before, *new.value))))


def _summary(record: Record) -> str:
    keys = ("entity_name", "site_name", "domains")
    return " / ".join(record.facts[k].text for k in keys if k in record.facts)


def _second_column(sheet: Sheet, entries: tuple[Entry, ...], first: Record) -> list[FormNote]:
    """「网站1 | 网站2」 side by side: a second column of domains is a second site."""
    for entry in entries:
        if entry.meaning.role == "domains" and "domains" in first.facts:
            more = [
                t
                for t in entry.others
                if re.fullmatch(
                    r"(?:https?://)?(?:[\w\u4e00-\u9fff-]+\.)+[a-z\u4e00-\u9fff]{2,}/?", t.strip(), re.IGNORECASE
                )
            ]
            return [
                FormNote("many_sites", "domains", entry.label, t) for t in more if t not in first.facts["domains"].text
            ]
    return []


def _group(key: str) -> str:
    for prefix in ("entity_principal", "website_principal", "legal_rep", "contact", "entity"):
        if key.startswith(prefix):
            return prefix
    return "access" if key.startswith(("access", "server")) else "website"
