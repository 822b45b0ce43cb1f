"""Whether every stored file that a row names is there, and is what was stored."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from store.blobs import BlobDamaged, Blobs

AT_ONCE = 8  # a bucket is far away, and a disk reads while another thread decrypts
BATCH = 1_000
WHOLE = 20_000  # up to so many files every one is read each night
NIGHTS = 28  # beyond, each is read in one night of four weeks; whether it is there is looked at every night

Named = tuple[str, str]
"""What a file is, in Chinese, and its address."""


def damages(blobs: Blobs, named: Sequence[Named], night: date | None = None) -> Iterator[str]:
    """What is missing or damaged, in Chinese. `night`: of many, read only that night's share."""
    read = named
    if night and len(named) > WHOLE:
        yield from _missing(blobs, named)
        read = [one for one in named if _turn(one[1]) == night.toordinal() % NIGHTS]
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="soundness") as hands:
        for start in range(0, len(read), BATCH):
            batch = read[start : start + BATCH]
            found = hands.map(lambda one: _damage(blobs, one[1]), batch)
            yield from (f"{what}：{damage}" for (what, _), damage in zip(batch, found, strict=True) if damage)


def _damage(blobs: Blobs, address: str) -> BlobDamaged | None:
    try:
        blobs.get(address)
    except BlobDamaged as damage:
        return damage
    return None


def _missing(blobs: Blobs, named: Sequence[Named]) -> Iterator[str]:
    there = set(blobs.shelf.names())
    yield from (f"{what}：存档文件 {address[:12]}… 缺失。" for what, address in named if address not in there)


def _turn(address: str) -> int:
    """Addresses are hashes: each night has about as many."""
    return int(address[:8], 16) % NIGHTS
