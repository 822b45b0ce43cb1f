"""The database's password may lie in a file, as secrets of containers do."""

from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused
from service.database_url import with_password
from service.settings import DatabaseSettings, Settings


def test_a_password_of_any_signs_is_put_into_the_address(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("a/b@c:d 备\n", encoding="utf-8")
    database = DatabaseSettings(url="postgresql://beian@db/beian", password_file=file)

    assert Settings(database=database).database_url == "postgresql://beian:a%2Fb%40c%3Ad%20%E5%A4%87@db/beian"


def test_without_a_file_the_address_stays_as_it_is() -> None:
    assert with_password("postgresql://db/beian", None) == "postgresql://db/beian"


@pytest.mark.parametrize("url", ["postgresql://db/beian", "postgresql://beian:secret@db/beian"])
def test_an_address_without_a_place_for_it_is_refused(url: str, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("secret", encoding="utf-8")

    with pytest.raises(ConfigurationRefused, match="用户名"):
        with_password(url, file)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationRefused, match="nowhere"):
        with_password("postgresql://beian@db/beian", tmp_path / "nowhere")
