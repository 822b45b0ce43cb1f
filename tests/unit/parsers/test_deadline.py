"""What is not reached in time is left to a person; what was read is kept."""

import io

from PIL import Image, ImageDraw

from filing.mail import Part
from filing.ports import Picture, Reading
from filing.terms import Fate, Problem
from parsers.attachment import read_attachment
from parsers.deadline import NOT_REACHED, Deadline
from tests.fakes.archives import zipped
from tests.unit.hostile.reading import Blind

SECONDS = 5.0  # so long that the first page is read in time on a busy machine


def page(number: int) -> Image.Image:
    image = Image.new("RGB", (300, 400), "white")
    ImageDraw.Draw(image).rectangle((20, 20, 150, 150 + number), fill=(40, 60, 40))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


class Slow(Blind):
    """A reader that uses up the time of the attachment with its second page."""

    def read(self, picture: Picture) -> Reading:
        if len(self.seen) == 1:
            until = Deadline(SECONDS)
            while not until.over:
                pass
        return super().read(picture)


def test_pages_of_a_pdf_after_the_deadline_are_one_row_for_a_person() -> None:
    reader = Slow()
    read_attachment(Part("a.pdf", saved(page(0), "PDF")), Blind())  # libraries are loaded before the time counts
    content = saved(page(0), "PDF", save_all=True, append_images=[page(n) for n in range(1, 9)])
    box, read, left = read_attachment(Part("a.pdf", content), reader, seconds=SECONDS)

    assert len(reader.seen) == 2
    assert (box.fate, read.name, left.name) == (Fate.CONTAINER, "a.pdf#page=1-2", "a.pdf#page=3")
    assert (left.fate, left.problem, left.about) == (Fate.UNREADABLE, Problem.CRASHED, NOT_REACHED)


def test_members_of_an_archive_after_the_deadline_are_each_told() -> None:
    reader = Slow()
    members = {f"{n}.png": saved(page(n), "PNG") for n in range(6)}
    papers = read_attachment(Part("a.zip", zipped(members)), reader, seconds=SECONDS)

    assert len(papers) == 7
    assert {p.about for p in papers if p.problem} == {NOT_REACHED}
    assert sum(p.problem is Problem.CRASHED for p in papers) == 4


def test_without_a_deadline_passed_everything_is_read() -> None:
    reader = Blind()
    read_attachment(Part("a.tif", saved(page(0), "TIFF", save_all=True, append_images=[page(1)])), reader)

    assert len(reader.seen) == 2
