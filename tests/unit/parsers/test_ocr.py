"""The engines' seam: names, laziness, and what happens without models."""

import subprocess
import sys

import pytest

from filing.errors import ConfigurationRefused
from filing.ports import Picture
from parsers import ocr
from parsers.ocr import make_reader
from tests.unit.parsers.test_pictures import Recorded


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigurationRefused, match="rapidocr、tesseract"):
        make_reader("paddle")


def test_importing_and_making_a_reader_loads_no_engine() -> None:
    loaded = "print(*(m in sys.modules for m in ('onnxruntime', 'cv2')))"
    code = f"import sys; import parsers.ocr as o; o.make_reader(); {loaded}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "False"]


def test_without_models_tesseract_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "parsers.ocr_rapid", None)
    monkeypatch.setattr(ocr, "_tesseract", Recorded)

    assert make_reader().read(Picture(1, 1, b"\0\0\0")).engine == "recorded"
