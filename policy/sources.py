"""docs/policy-sources.md: every dated value with the sentence it comes from (`python -m policy.sources`)."""

import sys
from collections.abc import Iterator

from pydantic import BaseModel

from policy.book import Book
from policy.dated import Dated
from policy.read import profiles, read_book

_LEFT_OUT = {
    "effective_from",
    "effective_to",
    "source",
    "how_individuals",
    "how",
    "example",
    "download",
    "title_alone",
    "how_alone",
    "as_of",
    "confidence",
}
TRUST = {"high": "高", "medium": "中", "low": "低"}
HEAD = """# 备案政策的出处

本页由 `python -m policy.sources > docs/policy-sources.md` 生成，请勿手改；有一项测试核对它与 `policy/` 中的数据一致。
`001:81「…」` 指种子文件 001 的第 81 行及原文；没有行号的是公开规定或工程约定，已写明。"""


def page(books: tuple[Book, ...]) -> str:
    """The page for several profiles: what they share is printed once."""
    tables: dict[str, list[str]] = {}
    for book in books:
        for place in (
            book.materials,
            book.form,
            book.quality,
            *book.access.values(),
            *book.entity.values(),
            book.profile,
        ):
            for name, row in _rows(place):
                lines = tables.setdefault(row.file, [])
                lines += [line for line in [_line(name, row)] if line not in lines]
    parts = [
        f"## {file}\n\n| 项目 | 值 | 生效 | 出处 |\n|---|---|---|---|\n" + "\n".join(t) for file, t in tables.items()
    ]
    return "\n\n".join((HEAD, *parts)) + "\n"


def current_page() -> str:
    """The page for the profiles of this folder. All of them can be read: a test says so."""
    books = (read_book(name)[0] for name in profiles())
    return page(tuple(book for book in books if book is not None))


def _rows(place: BaseModel) -> Iterator[tuple[str, Dated]]:
    for name in type(place).model_fields:
        value = getattr(place, name)
        yield from ((name, row) for row in value if isinstance(value, tuple) and isinstance(row, Dated))


def _line(name: str, row: Dated) -> str:
    said = row.model_dump(mode="json", exclude=_LEFT_OUT)
    value = "；".join(_shown(v) for v in said.values() if v not in ("", None, [], False)) or "否"
    until = f" 至 {row.effective_to}" if row.effective_to else " 起"
    return f"| {name} | {_cell(value)} | {row.effective_from}{until} | {_cell(row.source)}{_trust(row)} |"


def _trust(row: Dated) -> str:
    seen = f"{row.as_of} 所见" if row.as_of else ""
    trust = f"可信度{TRUST[row.confidence]}" if row.confidence else ""
    return f"（{'，'.join(filter(None, (seen, trust)))}）" if seen or trust else ""


def _shown(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else "是" if value is True else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.stdout.write(current_page())
