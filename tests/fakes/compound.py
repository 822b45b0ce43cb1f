"""Compound files (OLE2) made of given streams: what .xls, .doc and .msg are kept in. [MS-CFB]"""

from collections.abc import Mapping

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file with these streams, each padded beyond the mini stream's cut-off; a path with slashes makes storages."""
    streams = {path: content.ljust(4096, b"\0") for path, content in streams.items()}
    folders = {"/".join(path.split("/")[:n]) for path in streams for n in range(1, path.count("/") + 1)}
    paths = ["", *sorted({*folders, *streams})]
    body, starts, chain = b"", {}, list[int]()
    for path, content in streams.items():
        count = -(-len(content) // SECTOR)
        starts[path] = len(chain) if count else END
        chain += [*range(len(chain) + 1, len(chain) + count), END] if count else []
        body += content.ljust(count * SECTOR, b"\0")
    directory = b"".join(_entry(path, paths, streams, starts) for path in paths)
    return _whole(body, chain, directory)


def message(files: Mapping[str, bytes], wide: bool = True) -> bytes:
    """An Outlook message (.msg) with these files attached. `wide`: names in UTF-16, else in GBK."""
    streams: dict[str, bytes] = {"__properties_version1.0": b"", "__substg1.0_0037001F": "备案".encode("utf-16-le")}
    for number, (name, content) in enumerate(files.items()):
        holder = f"__attach_version1.0_#{number:08X}"
        key, code = ("001F", "utf-16-le") if wide else ("001E", "gbk")
        streams[f"{holder}/__substg1.0_37010102"] = content
        streams[f"{holder}/__substg1.0_3707{key}"] = name.encode(code)
    return compound(streams)


def _whole(body: bytes, chain: list[int], directory: bytes) -> bytes:
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    first, count = len(chain), len(directory) // SECTOR
    chain = [*chain, *range(first + 1, first + count), END]
    tables = 1
    while (len(chain) + tables) * 4 > tables * SECTOR:
        tables += 1
    where = range(len(chain), len(chain) + tables)
    fat = b"".join(_u32(n) for n in [*chain, *[FAT] * tables]).ljust(tables * SECTOR, b"\xff")
    header = MAGIC + bytes(16) + bytes.fromhex("3e000300feff09000600") + bytes(6) + _u32(0) + _u32(tables)
    header += _u32(first) + _u32(0) + _u32(4096) + _u32(END) + _u32(0) + _u32(END) + _u32(0)
    return header + b"".join(map(_u32, where)).ljust(436, b"\xff") + body + directory + fat


def _entry(path: str, paths: list[str], streams: Mapping[str, bytes], starts: Mapping[str, int]) -> bytes:
    parent, _, name = path.rpartition("/")
    own = [p for p in paths if p and p.rpartition("/")[0] == path]
    beside = [p for p in paths if p and p.rpartition("/")[0] == parent] if path else []
    right = next((paths.index(p) for p in beside if p > path), FREE)
    kind = ROOT if not path else STREAM if path in streams else STORAGE
    text = ((name or "Root Entry").encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
    head = text + (len(name or "Root Entry") * 2 + 2).to_bytes(2, "little") + bytes([kind, 1])
    links = _u32(FREE) + _u32(right) + _u32(paths.index(own[0]) if own else FREE)
    start = starts.get(path, END if kind == ROOT else 0)
    return head + links + bytes(36) + _u32(start) + len(streams.get(path, b"")).to_bytes(8, "little")


def _u32(number: int) -> bytes:
    return number.to_bytes(4, "little")
