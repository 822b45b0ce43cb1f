"""Fetch the browser's libraries again and lay their files beside each manifest: `make vendor` (needs npm).

A manifest (vendor.lock.json) names packages with version, licence and the SHA-512 of the package; each file bears the
SHA-384 that a test holds it to. A file with another hash is not laid down; `--renew` writes the hashes anew after a
version was changed by hand.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MANIFESTS = (ROOT / "web/static/vendor/vendor.lock.json", ROOT / "tests/e2e/vendor/vendor.lock.json")
SHAPES = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" />|<svg.*?>|</svg>', re.DOTALL)


def main() -> int:
    """Exit status 1 if something is not what its manifest says."""
    renew = "--renew" in sys.argv
    return max(_lay_down(manifest, renew=renew) for manifest in MANIFESTS)


def _lay_down(manifest: Path, *, renew: bool) -> int:
    lock = json.loads(manifest.read_text(encoding="utf-8"))
    wrong: list[str] = []
    for package in lock["packages"]:
        for name, content, entry, key, algorithm in _fetched(package):
            found = digest(algorithm, content)
            if entry[key] != found and not renew:
                wrong.append(name)
                continue
            entry[key] = found
            if entry is not package:
                (manifest.parent / entry["file"]).write_bytes(content)
    if renew:
        manifest.write_text(json.dumps(lock, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for name in wrong:
        sys.stderr.write(f"{name}: hash differs from the manifest\n")
    return 1 if wrong else 0


def _fetched(package: dict[str, Any]) -> list[tuple[str, bytes, dict[str, Any], str, str]]:
    """(name, bytes, entry of the manifest, its key, hash function) of the package and of each file that we keep."""
    wanted = f"{package['name']}@{package['version']}"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        archive = next(Path(folder).glob("*.tgz"))
        kept = [(wanted, archive.read_bytes(), package, "sha512", "sha512")]
        with tarfile.open(archive) as tar:
            kept += [(f["file"], _content(tar, f), f, "sha384", "sha384") for f in package["files"]]
    return kept


def _content(tar: tarfile.TarFile, entry: dict[str, Any]) -> bytes:
    if "icons" in entry:
        return _sprite(tar, entry["icons"])
    content = _member(tar, entry["from"])
    return re.sub(rb"\n?(//#|/\*#) sourceMappingURL=[^\n]*", b"", content)  # the map is not served


def _sprite(tar: tarfile.TarFile, icons: list[str]) -> bytes:
    """One SVG with a symbol for each icon that the pages use."""
    symbols = [f'<symbol id="{icon}" viewBox="0 0 24 24">{_shapes(tar, icon)}</symbol>\n' for icon in icons]
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "".join(symbols) + "</svg>\n").encode()


def _shapes(tar: tarfile.TarFile, icon: str) -> str:
    drawn = SHAPES.sub("", _member(tar, f"icons/outline/{icon}.svg").decode("utf-8"))
    return re.sub(r"\s*\n\s*", "", drawn)


def _member(tar: tarfile.TarFile, path: str) -> bytes:
    file = tar.extractfile(f"package/{path}")
    if file is None:
        raise FileNotFoundError(path)
    return file.read()


def digest(algorithm: str, content: bytes) -> str:
    """A hash as browsers write it: the function's name, a dash, base64."""
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


if __name__ == "__main__":
    sys.exit(main())
