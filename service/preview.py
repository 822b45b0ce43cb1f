"""From a paper's place in the ledger to a picture of one of its pages, drawn in a limited child."""

import threading

from filing.mail import Part, RawMail
from filing.paper import Paper
from service.hands import Hands
from store.ledger import StoreLedger


class Preview:
    """web.views.Render: (mail id, ordinal of the paper in the submission from 1, page from 1, mark) → JPEG or None."""

    def __init__(self, ledger: StoreLedger, hands: Hands) -> None:
        self._ledger = ledger
        self._hands = hands
        self._lock = threading.Lock()
        self._last: tuple[str, tuple[Part, ...]] = ("", ())

    def __call__(self, mail_id: str, ordinal: int, page: int, mark: str) -> bytes | None:
        """The picture; None if there is no such mail, paper or page, or nothing that can be shown."""
        try:
            submission, raw = self._ledger.submission(mail_id), self._ledger.raw(mail_id)
        except LookupError:
            return None
        if submission is None or not 1 <= ordinal <= len(submission.papers):
            return None
        file, first_page = whole_file(submission.papers[ordinal - 1], submission.papers)
        for part in self._parts(raw, file):
            picture = self._hands.preview(part, file.sha256, page + first_page - 1, mark)
            if picture is not None:
                return picture
        return None

    def _parts(self, raw: RawMail, file: Paper) -> list[Part]:
        """The parts that may be the file or hold it. One page asks for many pictures of the same mail in a row."""
        with self._lock:
            if self._last[0] != raw.sha256:
                self._last = (raw.sha256, self._hands.parse(raw).parts)
            parts = self._last[1]
        names = (file.name, file.inside)
        return [p for p in parts if p.name in names or p.inside in names] or list(parts)


def whole_file(paper: Paper, papers: tuple[Paper, ...]) -> tuple[Paper, int]:
    """`x.pdf#page=2-3` is page 2 of x.pdf; `x.jpg#part=1` is x.jpg; any other paper is page 1 of itself."""
    name, mark, place = paper.name.rpartition("#")
    container = next((p for p in papers if p.name == name and p is not paper), None) if mark else None
    if container is None:
        return paper, 1
    digits = place.removeprefix("page=").partition("-")[0].partition("&")[0]
    return container, int(digits) if digits.isdigit() else 1
