"""What else a customer should know of what they sent: doubles, replaced copies, a password nobody needs. Pure."""

from collections.abc import Iterator

from filing.case import Case
from filing.paper import Paper
from filing.terms import CHINESE, Fate, FilingKind
from policy.requirements import Requirements
from replies.echo import OMITTED, echoed, safe_name
from replies.letter import Item


def remarks(case: Case, asks: Requirements, own: frozenset[str]) -> list[Item]:
    """Kind words about the newest mail; they ask for nothing."""
    return [*_doubles(case, own), *_replaced(case, asks), *_kept(case, asks, own), *_password(case, asks)]


def other_filings(case: Case) -> list[str]:
    """Entities of the newest mail's forms, if it holds forms of several (A38); names that are none are counted only."""
    forms = [p for p in case.latest.papers if p.fate is Fate.FORM]
    names = dict.fromkeys(text for p in forms if (text := p.text("entity_name")))
    shown = [safe_name(name) or f"第{place}份登记表" for place, name in enumerate(names, 1)]
    return shown if len(shown) > 1 else []


def _doubles(case: Case, own: frozenset[str]) -> Iterator[Item]:
    doubles = [p for p in case.latest.papers if p.fate is Fate.DUPLICATE]
    if doubles:
        yield Item("重复的文件", f"{_names(doubles, own)}与此前收到的文件完全相同，已按一份处理。", "")


def _replaced(case: Case, asks: Requirements) -> Iterator[Item]:
    """Older copies that a paper of the newest mail stands for now."""
    fresh = {p.material for p in case.latest.papers if _counts(p) and not p.superseded}
    old = [p for s in case.submissions[:-1] for p in s.papers if p.superseded and p.material in fresh]
    if old:
        yield Item("已更新的材料", f"{_titles(old, asks)}已改用您这次发来的版本，此前的版本不再使用。", "")


def _kept(case: Case, asks: Requirements, own: frozenset[str]) -> Iterator[Item]:
    """A worse copy never replaces a better one, and is told so (A37)."""
    worse = [p for p in case.latest.papers if _counts(p) and p.superseded]
    if worse and len(case.submissions) > 1:
        problem = f"此前收到的{_titles(worse, asks)}更为清晰完整，我们继续使用此前的版本，"
        yield Item("沿用的材料", f"{problem}这次的{_names(worse, own)}仅作留存。", "")


def _password(case: Case, asks: Requirements) -> Iterator[Item]:
    """The administration has abolished the password (A11): whoever still sends it should know."""
    wanted = asks.number.password if asks.number else asks.filing_kind is FilingKind.INITIAL
    given = "icp_password" in case.latest.body or any(p.text("icp_password") for p in case.latest.papers)
    if given and not wanted:
        yield Item(
            "备案密码", "备案密码现已不再需要，管局改为短信核验；为了您的信息安全，以后请不要在邮件中发送密码。", ""
        )


def _counts(paper: Paper) -> bool:
    return paper.fate in (Fate.MATERIAL, Fate.FORM) and paper.material is not None


def _titles(papers: list[Paper], asks: Requirements) -> str:
    titles = (a.title if (a := asks.ask(p.material)) else CHINESE[p.material] for p in papers if p.material)
    return "、".join(dict.fromkeys(titles))


def _names(papers: list[Paper], own: frozenset[str], most: int = 5) -> str:
    """Names that may be repeated, the rest only counted."""
    shown = list(dict.fromkeys(name for p in papers if (name := echoed(p.name, own, 60)) not in ("", OMITTED)))[:most]
    if not shown:
        return f"{len(papers)}个文件"
    return "、".join(shown) + (f"等{len(papers)}个文件" if len(papers) > len(shown) else " ")
