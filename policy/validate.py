"""Hold a whole policy folder against its schema: what `beian policy validate` prints."""

from pathlib import Path

from policy.problems import Problem
from policy.read import FOLDER, profiles, read_book


def validate(folder: Path | None = None) -> tuple[Problem, ...]:
    """Every problem of every profile, each once, in the order of the files; () if all is well."""
    place = folder or FOLDER
    names = profiles(place) or ("chinanet",)
    return tuple(dict.fromkeys(problem for name in names for problem in read_book(name, place)[1]))
