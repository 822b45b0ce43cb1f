"""From leaves to the text and the parts of a mail."""

from dataclasses import replace

from filing.mail import Part
from parsers.mail_leaves import Leaf
from parsers.mail_text import html_to_text, referenced_ids


def body_text(found: list[Leaf]) -> str:
    """The body as plain text: of each multipart/alternative the plain version, if it says anything, else the HTML."""
    texts = [leaf for leaf in found if leaf.text is not None and leaf.inside is None]
    plain_groups = {leaf.group for leaf in texts if leaf.group and _is_plain(leaf) and (leaf.text or "").strip()}
    shown = [leaf for leaf in texts if leaf.group not in plain_groups or _is_plain(leaf)]
    return "\n".join(_as_text(leaf) for leaf in shown).strip()


def body_source(found: list[Leaf]) -> str:
    """All HTML of the mail, nested mails included: links and picture references are looked up in it."""
    return "\n".join(leaf.text for leaf in found if leaf.text is not None and not _is_plain(leaf))


def parts_of(found: list[Leaf], source: str) -> tuple[Part, ...]:
    """Every leaf that is a file. The last one may have been cut off with the mail."""
    shown = referenced_ids(source)
    return tuple(_part(leaf, shown) for leaf in found if leaf.text is None)


def _part(leaf: Leaf, shown: frozenset[str]) -> Part:
    part = Part(leaf.name, leaf.content, leaf.content_type, leaf.inside, leaf.content_id or None, leaf.inline)
    referenced = bool(leaf.content_id) and leaf.content_id.lower() in shown
    return replace(part, referenced=referenced, truncated=leaf.truncated)


def _is_plain(leaf: Leaf) -> bool:
    return leaf.content_type == "text/plain"


def _as_text(leaf: Leaf) -> str:
    return (leaf.text or "") if _is_plain(leaf) else html_to_text(leaf.text or "")
