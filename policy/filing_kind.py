"""What a case is filed as, from the words that customers use (A13)."""

import re
import unicodedata

from filing.case import Case
from filing.numbers import find_icp_numbers
from filing.terms import FilingKind

_WORDS = {
    FilingKind.INITIAL: (
        "新增备案 新增主体 首次备案 首次新增 第一次备案 初次备案 新备案 新办备案 新办 全新备案 新主体备案 新的主体备案 "
        "新增主体和网站 新增主体及网站 首次 新增"
    ),
    FilingKind.ADD_WEBSITE: (
        "新增网站 增加网站 添加网站 加网站 新增网站备案 原备案新增网站 原主体新增网站 已有主体新增网站 主体新增网站 "
        "新增互联网信息服务 新增备案网站 有主体新增网站"
    ),
    FilingKind.ADD_ACCESS: (
        "新增接入 新增接入备案 增加接入 添加接入 备案接入 接入备案 接入新增 已备案接入 备案转入 转入备案 转入 转接入 "
        "变更接入商 接入商变更 更换接入商 变更接入 接入变更 变更接入服务商 接入"
    ),
    FilingKind.CHANGE: (
        "变更备案 备案变更 变更备案信息 备案信息变更 信息变更 变更主体 主体变更 变更网站 网站变更 变更信息 "
        "修改备案 修改备案信息 新增域名 增加域名 添加域名 变更"
    ),
    FilingKind.CANCEL: (
        "注销备案 备案注销 注销主体 注销网站 注销接入 注销 取消接入 取消备案 撤销备案 撤销接入 撤销 "
        "删除备案 备案转出 转出"
    ),
}
_KIND_OF_WORD: dict[str, FilingKind | None] = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_KIND_OF_WORD["重新备案"] = None  # it needs a cancellation first [001:301]: a person must sort that out
_PATTERN = re.compile("|".join(sorted(map(re.escape, _KIND_OF_WORD), key=len, reverse=True)))


def kind_of(text: str) -> FilingKind | None:
    """The one kind that a text names; None if it names none, or several (the form's options left as printed).

    The longest word counts: 取消接入 is a cancellation, 变更接入商 an access filing, 重新备案 neither new nor anything.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if plain in set(FilingKind):
        return FilingKind(plain)
    found = {_KIND_OF_WORD[word] for word in _PATTERN.findall(plain)}
    return found.pop() if len(found) == 1 else None


def filing_kind(case: Case) -> tuple[FilingKind, str]:
    """The kind and where it was found: form | subject | body | icp_number | default.

    Subjects and bodies of later mails may be silent: the newest that says something counts. A cancellation that comes
    after the form is about what that form has filed.
    """
    if _cancelled_since(case):
        return FilingKind.CANCEL, "subject"
    for source, text in _said(case):
        if text and (kind := kind_of(text)):
            return kind, source
    by_number = _kind_by_number(case)
    return (by_number, "icp_number") if by_number else (FilingKind.INITIAL, "default")


def said_otherwise(case: Case) -> FilingKind | None:
    """What the mails say the case is where the form says 新增备案, which is what people leave standing on a form.

    A subject that names another kind is a question by itself, and so is a body; most write no ICP number (G16).
    """
    told = next((kind for source, text in _said(case) if source != "form" and text and (kind := kind_of(text))), None)
    return None if told is FilingKind.INITIAL else told


def _cancelled_since(case: Case) -> bool:
    written = case.form.mail if case.form else 0
    later = (s.subject_line.filing_kind for s in case.submissions[written:])
    return bool(written) and any(kind and kind_of(kind) is FilingKind.CANCEL for kind in later)


def _said(case: Case) -> list[tuple[str, str | None]]:
    subjects = [("subject", s.subject_line.filing_kind) for s in reversed(case.submissions)]
    facts = [case.body_fact(key) for key in ("filing_kind", "kind")]
    return [("form", case.form_text("kind")), *subjects, *(("body", f.text if f else None) for f in facts)]


def _kind_by_number(case: Case) -> FilingKind | None:
    """Who has an ICP number is not filing for the first time (A13): a site's means access, an entity's a new site.

    A number in a mail's text counts only beside a password: an agent's signature may carry the agent's own.
    """
    texts = [case.form_text(key) for key in ("website_icp_number", "entity_icp_number")]
    texts += [number for s in case.submissions for number in s.subject_line.icp_numbers]
    if case.body_fact("icp_password"):
        texts += [f.text for key in ("website_icp_number", "entity_icp_number") if (f := case.body_fact(key))]
    numbers = [number for text in texts if text for number in find_icp_numbers(text)]
    if not numbers:
        return None
    return FilingKind.ADD_ACCESS if any(n.site is not None for n in numbers) else FilingKind.ADD_WEBSITE
