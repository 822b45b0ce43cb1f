"""Whether `beian` takes a command that a file of the deployment gives it."""

from collections.abc import Sequence
from typing import Any

import typer.main

from service.cli import app


def taken(words: Sequence[str]) -> bool:
    """True if there is such a command with such options. Raises the command line's own error if not."""
    group: Any = typer.main.get_command(app)
    name, *rest = words
    return group.commands[name].make_context(name, list(rest)) is not None
