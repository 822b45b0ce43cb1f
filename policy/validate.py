"""Hold a whole policy folder against its schema: what `beian policy validate` prints."""

from pathlib import Path

from policy.problems import Problem
from policy.read import FOLDER, profiles, read_book
from policy.workdays import read_holidays


def validate(folder: Path | None = None) -> tuple[Problem, ...]:
    """Every problem of every profile, each once, in the order of the files; () if all is well."""
    place = folder or FOLDER
    names = profiles(place) or ("chinanet",)
    found = [problem for name in names for problem in read_book(name, place)[1]]
    holidays = place / "holidays"
    found += read_holidays(holidays)[1] if holidays.is_dir() else ()
    return tuple(dict.fromkeys(found))
