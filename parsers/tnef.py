"""The door to tnefparse: files inside Outlook's winmail.dat."""

from collections.abc import Iterator

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_FILES = 100


def tnef_files(content: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each file. Raises ValueError if the stream is damaged."""
    from tnefparse import TNEF

    if not _whole(content):
        raise ValueError("winmail.dat ends in the middle of an attribute")
    try:
        parsed = TNEF(content)
        files = [(f.long_filename() or f.name or "", bytes(f.data or b"")) for f in parsed.attachments[:MOST_FILES]]
    except Exception as error:
        raise ValueError("winmail.dat is damaged") from error
    for name, data in files:
        yield (name.decode("gb18030", "replace") if isinstance(name, bytes) else name), data


def _whole(content: bytes) -> bool:
    """Whether no attribute (level, tag, length, data, checksum) reaches over the end: the library takes half a file."""
    position = 6
    while position + 9 <= len(content) and content[position] in (1, 2):
        position += 11 + int.from_bytes(content[position + 5 : position + 9], "little")
    return position <= len(content)
