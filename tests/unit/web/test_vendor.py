"""The browser's libraries are those that their manifests name, and nothing in them leads outside."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from web.static import BY_ADDRESS, FILES, address

ROOT = Path(__file__).parents[3]
FOLDERS = [ROOT / "web/static/vendor", ROOT / "tests/e2e/vendor"]


def manifest(folder: Path) -> dict[str, dict[str, str]]:
    """File name → its entry."""
    lock = json.loads((folder / "vendor.lock.json").read_text(encoding="utf-8"))
    return {file["file"]: file for package in lock["packages"] for file in package["files"]}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.parent.name)
def test_every_file_has_the_hash_of_its_manifest(folder: Path) -> None:
    entries = manifest(folder)

    assert {p.name for p in folder.iterdir()} == {*entries, "vendor.lock.json"}
    for name, entry in entries.items():
        found = base64.b64encode(hashlib.sha384((folder / name).read_bytes()).digest()).decode()
        assert entry["sha384"] == f"sha384-{found}", name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.parent.name)
def test_every_package_has_version_licence_and_hash_but_no_address(folder: Path) -> None:
    text = (folder / "vendor.lock.json").read_text(encoding="utf-8")

    for package in json.loads(text)["packages"]:
        assert package["licence"]
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["sha512"])
    assert "http" not in text


def test_every_icon_that_a_template_draws_is_in_the_sprite() -> None:
    templates = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "web/templates").rglob("*.html"))
    drawn = set(re.findall(r"icon\('([a-z0-9-]+)'", templates))
    sprite = FILES["icons.svg"].content.decode()

    assert drawn <= set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite))


def test_addresses_hold_the_hash_of_what_they_lead_to() -> None:
    mark = hashlib.sha256(FILES["desk.css"].content).hexdigest()[:12]

    assert address("desk.css") == f"/static/desk.{mark}.css"
    assert BY_ADDRESS[f"desk.{mark}.css"] is FILES["desk.css"]
