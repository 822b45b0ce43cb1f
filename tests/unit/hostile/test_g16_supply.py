"""Group 16 of the hostile input: what the desk is made of is pinned, listed and free (T198)."""

import json
import re
from pathlib import Path

from scripts.sbom import PINNED, PLACE, bill

ROOT = Path(__file__).parents[3]
FREE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software|MPL|Mozilla|LGPL|Lesser General|CC0|Zlib|Public Domain")
COPYLEFT = re.compile(r"(?<!L)A?GPL(?!.*Lesser)|(?<!Lesser )General Public", re.IGNORECASE)


def licences() -> dict[str, str]:
    """Component → what it declares."""
    listed = [c for c in json.loads(PLACE.read_text(encoding="utf-8"))["components"] if "licenses" in c]
    told = {c["name"]: c["licenses"][0] for c in listed}
    return {name: one.get("expression") or one["license"]["name"] for name, one in told.items()}


def test_t198_every_pin_bears_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", lock.strip())

    assert len(blocks) > 50
    assert not [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]
    assert "://" not in lock


def test_t198_the_list_of_components_is_fresh() -> None:
    written = json.loads(PLACE.read_text(encoding="utf-8"))
    known = {c["purl"]: c for c in written["components"]}
    pinned = {f"pkg:pypi/{n}@{v}" for n, v in PINNED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))}

    assert not [c["purl"] for c in bill()["components"] if known.get(c["purl"]) != c], "run make sbom"
    assert not {purl for purl in known if purl.startswith("pkg:pypi/")} - pinned


def test_t198_every_licence_is_on_the_list_and_none_is_gpl() -> None:
    said = licences()

    assert len(said) > 100
    assert not {name: text for name, text in said.items() if not FREE.search(text)}
    assert not {name: text for name, text in said.items() if COPYLEFT.search(text)}
