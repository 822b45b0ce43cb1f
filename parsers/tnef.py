"""The door to tnefparse: files inside Outlook's winmail.dat."""

from collections.abc import Iterator

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_FILES = 100


def tnef_files(content: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each file. Raises ValueError if the stream is damaged."""
    from tnefparse import TNEF

    try:
        parsed = TNEF(content)
        files = [(f.long_filename() or f.name or "", bytes(f.data or b"")) for f in parsed.attachments[:MOST_FILES]]
    except Exception as error:
        raise ValueError("winmail.dat is damaged") from error
    for name, data in files:
        yield (name.decode("gb18030", "replace") if isinstance(name, bytes) else name), data
