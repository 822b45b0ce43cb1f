"""From a paper's place in the ledger to a picture of one of its pages, drawn in a limited child."""

from dataclasses import dataclass

from filing.mail import Mail, Part
from filing.paper import Paper
from service.hands import Hands
from store.ledger import StoreLedger


@dataclass(frozen=True, slots=True)
class Preview:
    """web.views.Render: (mail id, ordinal of the paper in the submission from 1, page from 1) → JPEG or None."""

    ledger: StoreLedger
    hands: Hands

    def __call__(self, mail_id: str, ordinal: int, page: int) -> bytes | None:
        """The picture; None if there is no such mail, paper or page, or nothing that can be shown."""
        try:
            submission = self.ledger.submission(mail_id)
            raw = self.ledger.raw(mail_id)
        except LookupError:
            return None
        if submission is None or not 1 <= ordinal <= len(submission.papers):
            return None
        papers = submission.papers
        file, first_page = whole_file(papers[ordinal - 1], papers)
        part = _part(self.hands.parse(raw), file)
        return self.hands.preview(part, file, page + first_page - 1) if part else None


def whole_file(paper: Paper, papers: tuple[Paper, ...]) -> tuple[Paper, int]:
    """`x.pdf#page=2-3` is page 2 of x.pdf; any other paper is page 1 of itself."""
    name, mark, pages = paper.name.rpartition("#page=")
    if not mark:
        return paper, 1
    container = next((p for p in papers if p.name == name and p is not paper), paper)
    digits = pages.split("-")[0]
    return container, int(digits) if digits.isdigit() else 1


def _part(mail: Mail, paper: Paper) -> Part | None:
    """The part of the mail that the paper is, or is packed in."""
    names = (paper.name, paper.inside)
    return next((p for p in mail.parts if p.name in names or p.inside in names), None)
