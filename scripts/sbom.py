"""The list of everything that the desk is made of (CycloneDX 1.6): `make sbom` writes docs/sbom.cdx.json.

Python packages as pinned in requirements.lock, with the licence that each declares; the browser's libraries of the
vendor manifests; the Debian packages by name, whose versions are those of the host.
"""

import base64
import json
import re
import sys
import tomllib
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "docs" / "sbom.cdx.json"
MANIFESTS = (ROOT / "web/static/vendor/vendor.lock.json", ROOT / "tests/e2e/vendor/vendor.lock.json")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
UNDECLARED = {"imapclient": "BSD-3-Clause"}  # only in the text of its COPYING
SHORT = 60  # characters: some put the whole text of the licence where its name belongs

Json = dict[str, Any]


def bill() -> Json:
    """The whole document; the same for the same files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licence = [{"expression": metadata(project["name"]).get("License-Expression") or "Apache-2.0"}]
    desk = {"type": "application", "name": project["name"], "version": project["version"], "licenses": licence}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": desk},
        "components": [*python_packages(), *browser_packages(), *debian_packages()],
    }


def python_packages() -> list[Json]:
    """Those of the lock that are installed here: some are for other systems or other Pythons only."""
    pinned = PINNED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    found = ((name, version, _declared(name)) for name, version in pinned)
    return [
        _component("pypi", name, version, _licence(name, declared)) for name, version, declared in found if declared
    ]


def browser_packages() -> list[Json]:
    """Those that are vendored, with the hash of the package that they came from."""
    found = []
    for manifest in MANIFESTS:
        for package in json.loads(manifest.read_text(encoding="utf-8"))["packages"]:
            sha512 = base64.b64decode(package["sha512"].removeprefix("sha512-")).hex()
            component = _component("npm", package["name"], package["version"], {"expression": package["licence"]})
            found.append(component | {"hashes": [{"alg": "SHA-512", "content": sha512}]})
    return found


def debian_packages() -> list[Json]:
    """Those that the scripts install, without versions."""
    names: set[str] = set()
    for path in sorted((ROOT / "scripts").glob("debian-packages*.txt")):
        lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
        names |= {name for line in lines for name in line.split()}
    return [{"type": "library", "name": name, "purl": f"pkg:deb/debian/{name}"} for name in sorted(names)]


def _component(kind: str, name: str, version: str, licence: Json) -> Json:
    purl = f"pkg:{kind}/{name.replace('@', '%40')}@{version}"
    return {"type": "library", "name": name, "version": version, "purl": purl, "licenses": [licence]}


def _declared(name: str) -> PackageMetadata | None:
    try:
        return metadata(name)
    except PackageNotFoundError:
        return None


def _licence(package: str, declared: PackageMetadata) -> Json:
    if expression := declared.get("License-Expression") or UNDECLARED.get(package):
        return {"expression": expression}
    classified = [c.split("::")[-1].strip() for c in declared.get_all("Classifier") or [] if c.startswith("License")]
    said = (declared.get("License") or "").strip()
    name = said if said and len(said) <= SHORT else "; ".join(classified)
    return {"license": {"name": name or "not declared"}}


def main() -> int:
    """Write the document."""
    PLACE.write_text(json.dumps(bill(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
