"""A desk on disk as the command line finds it: a configuration, a data folder and two specialists."""

from pathlib import Path

from sqlalchemy import insert

from store.database import writing
from store.people_tables import users
from tests.fakes.desk_bench import LI, ZHANG, DeskBench

BOX = """
[mailbox.{key}]
address = "{key}@filing.example"
access = "{key}"
user = "{key}"
password_file = "{folder}/password"
imap_host = "imap.example"
smtp_host = "smtp.example"
"""


def seated(folder: Path) -> DeskBench:
    """A desk whose data a configuration in `folder` names."""
    (folder / "data").mkdir()
    bench = DeskBench(folder / "data")
    boxes = "".join(BOX.format(key=key, folder=folder) for key in ("jiangsu", "anhui"))
    (folder / "password").write_text("pw")
    config_of(bench).write_text(f'data = "{folder}/data"\n{boxes}')
    with writing(bench.engine) as connection:
        for person in (ZHANG, LI):
            row = {"id": person.id, "login": person.login, "name": person.name, "role": person.role}
            row |= {"provinces": sorted(person.provinces or ()), "password": "", "password_at": bench.clock.now()}
            row |= {"must_change": False, "disabled": False, "code_step": 0, "recovery": []}
            connection.execute(insert(users).values(row | {"created_at": bench.clock.now()}))
    return bench


def config_of(bench: DeskBench) -> Path:
    """Where its configuration lies."""
    return bench.folder.parent / "beian.toml"
