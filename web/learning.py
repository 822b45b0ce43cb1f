"""The page of what people's acts teach: where a threshold or a wording should be mended."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from checks.rules import RULES
from filing.terms import CHINESE, Material
from replies.reasons import load_reasons
from reports.learning import Correction, Lessons
from web import fact_labels
from web.pages import Write
from web.views import Views

TITLES = {rule.code: rule.title for rule in RULES}
MATERIALS = {material.value: CHINESE[material] for material in Material}
NONE = "不是备案材料"


class Learning:
    """The handler."""

    def __init__(self, views: Views, write: Write) -> None:
        self._views = views
        self._write = write

    def learning(self, request: Request) -> Response:
        """Per rule how often people disagreed, and what the readers got wrong."""
        lessons = self._views.lessons()
        reasons = {r.key: r.label for r in (*load_reasons().override, *load_reasons().copy)}
        values = {"titles": TITLES, "reasons": reasons, "corrections": corrections(lessons)}
        return self._write(request, "learning.html", lessons=lessons, **values)


def corrections(lessons: Lessons) -> Mapping[str, list[tuple[str, int, str]]]:
    """Heading → (what, how often, reader)."""
    return {
        "材料类别被更正": [(_material(c), c.times, c.reader) for c in lessons.materials],
        "读出的内容被更正": [(_fact(c), c.times, c.reader) for c in lessons.facts],
    }


def _material(correction: Correction) -> str:
    was, should = MATERIALS.get(correction.was, NONE), MATERIALS.get(correction.should, NONE)
    return f"{was} → {should}"


def _fact(correction: Correction) -> str:
    name = fact_labels.FACTS.get(correction.was, correction.was)
    return f"{name}（没有读出）" if correction.should == "unread" else name
