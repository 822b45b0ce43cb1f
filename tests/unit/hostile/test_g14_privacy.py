"""Hostile input, group 14: what leaks from the disk, the logs and the readers' crashes."""

import base64
import io
import logging
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path

import pytest
import structlog

from service.logs import configure_logs
from store.blobs import BlobDamaged, Blobs
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import DeskBench
from tests.fakes.people import Person

KEY = bytes(range(32))


@contextmanager
def log_of() -> Iterator[io.StringIO]:
    """What gets into the log meanwhile. (A fixture could not: each phase of a test has a stderr of its own.)"""
    root, stream = logging.getLogger(), io.StringIO()
    before, root.handlers[:] = root.handlers[:], []
    with redirect_stderr(stream):
        configure_logs()
        yield stream
    root.handlers[:] = before
    structlog.reset_defaults()


def canaries(bench: DeskBench, case_id: str) -> set[str]:
    """The numbers that stand on the papers of a case."""
    facts = [
        f.value for p in bench.file(case_id).case.papers for key, f in p.facts.items() if key.endswith("id_number")
    ]
    return {value for value in facts if isinstance(value, str)}


def test_t180_neither_the_database_nor_a_file_holds_a_number_in_any_guise(tmp_path: Path) -> None:
    bench = DeskBench(tmp_path)
    found = canaries(bench, bench.comes(enterprise_case()))
    content = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())

    assert found
    for canary in found:
        for guise in (
            canary.encode(),
            canary.encode("utf-16-le"),
            canary[::-1].encode(),
            canary.encode().hex().encode(),
        ):
            assert guise not in content
        assert base64.b64encode(canary.encode())[:16] not in content


def test_t182_no_two_encryptions_are_alike_and_none_opens_in_anothers_place(tmp_path: Path) -> None:
    blobs, heads = Blobs(tmp_path, KEY), set()
    addresses = [blobs.put(number.to_bytes(4)) for number in range(300)]
    files = {address: next(tmp_path.rglob(address)) for address in addresses}
    for file in files.values():
        heads.add(file.read_bytes()[:40])

    assert len(heads) == len(addresses)
    one, other = files[addresses[0]], files[addresses[1]]
    other.write_bytes(one.read_bytes())
    with pytest.raises(BlobDamaged):
        blobs.get(addresses[1])


def test_t187_no_number_address_or_password_gets_into_a_log_by_any_way() -> None:
    chance = random.Random(187)  # noqa: S311 - examples, no secrets
    secrets: list[str] = []
    with log_of() as written:
        for turn in range(60):
            number, mobile = Person("李四", "江苏", f"{turn:03}").id_number, f"13{chance.randrange(10**8, 10**9)}"
            card, mail, word = f"6222{chance.randrange(10**14, 10**15)}", f"u{mobile}@customer.example", f"Zx{turn:04}q"
            secrets += [number, mobile, card, mail, word]
            tell(number, mobile, card, mail, word)
    text = written.getvalue()

    assert text.count("Traceback") == 120
    assert [secret for secret in secrets if secret in text] == []


def tell(number: str, mobile: str, card: str, mail: str, word: str) -> None:
    """Log them in every way there is: message, nested values, numbers, paths, arguments, errors with their traces."""
    log, library = structlog.get_logger(), logging.getLogger("uvicorn.error")
    log.info(f"来信 {number}", mail={"from": [mail], "tel": (mobile,)}, card=int(card), error=ValueError(mobile))
    log.info("x", text=f"备案密码：{word}", path=Path(f"/x/{number}.jpg"))
    library.warning("GET /?q=%s by %s", number, mail)
    try:
        raise ValueError(f"{number} {mail} {card}")
    except ValueError:
        log.exception("failed")
        library.exception("failed for %s", mobile)


def test_t187_figures_and_names_of_the_program_stay_readable() -> None:
    with log_of() as written:
        structlog.get_logger().info("polled", mailbox="jiangsu", count=17, seconds=0.25, ok=True, none=None)

    assert '"mailbox": "jiangsu", "count": 17, "seconds": 0.25, "ok": true, "none": null' in written.getvalue()
    assert re.search(r'"timestamp": "20\d\d-\d\d-\d\dT[\d:.]{12}\+08:00"', written.getvalue())
