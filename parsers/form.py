"""A spreadsheet that came by mail → a registration form, another paper of the filing, or nothing that we know."""

import hashlib
import re
from dataclasses import replace

from filing.paper import FormNote, Paper
from filing.terms import Fate, Material, Problem
from parsers.form_reading import FormReading, names_a_form, read_form_sheet
from parsers.paper_title import titled_material, unsigned_paper
from parsers.sheet import Sheet, SheetTrouble
from parsers.spreadsheet import read_sheets

_NOT_THE_FORM = re.compile(
    r"填写说明|填表说明|说明|样例|示例|样表|范例|模板示范|代码|字典|选项|下拉|参考|须知|sample|example|hidden|dict",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"样例|示例|样表|范例|sample|example", re.IGNORECASE)

NOT_A_FORM = "这是表格，但不是《网站备案资料登记表》：没有找到足够的备案栏目。"
NO_FIELDS = "标题是备案登记表，但没有读到任何栏目，请人工查看。"


def read_spreadsheet_file(name: str, content: bytes) -> tuple[Paper, ...]:
    """One spreadsheet → one Paper: FORM, MATERIAL (an unsigned paper kept as a sheet), UNREADABLE or UNRECOGNISED.

    Never raises for what is in the file.
    """
    blank = Paper(name, len(content), hashlib.sha256(content).hexdigest(), Fate.UNRECOGNISED, engine="spreadsheet")
    try:
        sheets = read_sheets(content)
    except SheetTrouble as trouble:
        return (replace(blank, fate=Fate.UNREADABLE, problem=trouble.problem, about=trouble.about),)
    if not any(s.cells for s in sheets):
        return (replace(blank, fate=Fate.UNREADABLE, problem=Problem.EMPTY, about="表格是空的，没有任何内容。"),)
    return (paper_of_sheets(blank, sheets),)


def paper_of_sheets(blank: Paper, sheets: tuple[Sheet, ...]) -> Paper:
    """What the sheets (or tables of a document) are, as the `blank` paper filled in; a form comes first."""
    titles = {id(s): _title(s) for s in sheets}
    form = best_form(tuple(s for s in sheets if titled_material(titles[id(s)]) is None))
    if form is not None:
        return form_paper(blank, form)
    for sheet in sheets:
        material = titled_material(titles[id(sheet)])
        if material is not None:
            return unsigned_paper(blank, material, titles[id(sheet)], sheet)
    return replace(blank, about=NOT_A_FORM)


def form_paper(blank: Paper, form: FormReading) -> Paper:
    """The Paper of a form that was read."""
    return replace(
        blank,
        fate=Fate.FORM,
        material=Material.REGISTRATION_FORM,
        facts=form.facts,
        notes=form.notes,
        about=_about(form),
        unsure=not form.titled and len(form.fields) < 8,
    )


def best_form(sheets: tuple[Sheet, ...]) -> FormReading | None:
    """The sheet that is the form: visible before hidden, filled in before blank, an example only if nothing else is."""
    readings = [read_form_sheet(s) for s in sheets if s.cells]
    forms = [r for r in readings if r.is_form]
    if not forms:
        return _blank_or_none(readings) or _spread(readings)
    ranked = sorted(
        forms, key=lambda r: (not _NOT_THE_FORM.search(r.sheet.name), not r.sheet.hidden, r.score), reverse=True
    )
    best = _completed(ranked[0], [r for r in readings if r is not ranked[0]])
    return _noted(best, ranked[1:])


def _blank_or_none(readings: list[FormReading]) -> FormReading | None:
    """A sheet with the right title and no fields: the form was saved as a picture, or in a way that we do not know."""
    titled = [r for r in readings if r.titled and len(r.fields) < 3]
    if not titled or any(len(r.fields) >= 3 for r in readings):
        return None
    return replace(titled[0], notes=(FormNote("no_form_fields"),))


def _spread(readings: list[FormReading]) -> FormReading | None:
    """A form whose sections are sheets of their own: 主体信息, 网站信息, 接入信息."""
    usable = [
        r for r in readings if len(r.fields) >= 2 and not r.sheet.hidden and not _NOT_THE_FORM.search(r.sheet.name)
    ]
    if len(usable) < 2:
        return None
    joined = _completed(usable[0], usable[1:])
    return joined if joined.is_form else None


def _completed(best: FormReading, others: list[FormReading]) -> FormReading:
    """The form with what stands on other sheets only."""
    for other in others:
        apart = len(other.fields & best.fields) <= len(other.fields) * 0.3
        if other.fields and apart and not other.sheet.hidden and not _NOT_THE_FORM.search(other.sheet.name):
            best = replace(
                best,
                facts={**other.facts, **best.facts},
                notes=(*best.notes, *other.notes),
                fields=best.fields | other.fields,
                groups=max(best.groups, len({k.split("_")[0] for k in best.fields | other.fields})),
                titled=best.titled or other.titled,
            )
    return best


def _noted(best: FormReading, others: list[FormReading]) -> FormReading:
    notes = list(best.notes)
    if best.sheet.hidden:
        notes.append(FormNote("hidden", raw=best.sheet.name))
    if _EXAMPLE.search(best.sheet.name) and not best.sample:
        notes.append(FormNote("sample", raw=best.sheet.name))
    domain = best.facts.get("domains")
    for other in others:
        second = other.facts.get("domains")
        if (
            second
            and domain
            and second.value != domain.value
            and not _NOT_THE_FORM.search(other.sheet.name)
            and not other.sample
        ):
            notes.append(FormNote("many_sites", "domains", second.label or "", second.text))
    return replace(best, notes=tuple(notes))


def _title(sheet: Sheet) -> str:
    """The heading among the first written cells: one that names a paper, else the first."""
    texts = [re.sub(r"\s+", "", c.text) for c in sheet.cells[:6]]
    heads = [t for t in texts if 3 <= len(t) <= 40]
    papers = [t for t in heads if len(t) <= 25 and titled_material(t)]
    forms = [t for t in heads if names_a_form(t)]
    return next(iter(forms or papers or heads), "")


def _about(form: FormReading) -> str:
    if any(n.kind == "no_form_fields" for n in form.notes):
        return NO_FIELDS
    told = []
    kinds = {n.kind for n in form.notes}
    if "many_sites" in kinds:
        told.append("登记表中有多个网站，本次按第一个网站核对，其余请人工处理。")
    if "sample" in kinds:
        told.append("登记表中保留了示例内容。")
    if "hidden" in kinds:
        told.append("登记表内容在隐藏的工作表中。")
    if form.sheet.cut:
        told.append("表格行数过多，只读取了前面的部分。")
    return "".join(told)
