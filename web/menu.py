"""What stands in the head of every page: only what the table of roles lets the visitor open."""

from filing.people import Role
from web.access import ROLES, Visit

Link = tuple[str, str, str]
"""Address, words, icon."""

MENU: tuple[Link, ...] = (
    ("/", "收件台", "inbox"),
    ("/mails", "未归案邮件", "mail"),
    ("/report", "时效报表", "chart-bar"),
    ("/worksheets", "工作表", "layout-list"),
    ("/learning", "规则分歧", "books"),
    ("/health", "运行状况", "heartbeat"),
    ("/people", "人员", "users"),
    ("/audit", "审计记录", "history"),
)


def links(visit: Visit) -> tuple[Link, ...]:
    """The pages that this person may open."""
    return tuple(link for link in MENU if visit.person.role in (ROLES.get(f"GET {link[0]}") or ()))


def may_act(visit: Visit | None) -> bool:
    """Whether the page offers acts on cases."""
    return visit is not None and visit.person.role is Role.SPECIALIST
