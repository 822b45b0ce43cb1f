"""`make bench`: what the desk costs, each figure beside its bar. Ratios against the floor or a peer of the same run."""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Mapping

from bench import ledger, peer, pipeline, scaling, steady


def main() -> int:
    """Exit status 0 if every bar that was asked for holds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="abcdef", help="letters of the parts")
    options.add_argument("--ocrmypdf", default="ocrmypdf", help="the peer's command, if it is installed")
    asked = options.parse_args()
    parts: Mapping[str, Callable[[], bool]] = {
        "a": pipeline.run,
        "b": lambda: peer.run(asked.ocrmypdf),
        "c": steady.latency,
        "d": scaling.run,
        "e": ledger.run,
        "f": steady.idle,
    }
    print(
        f"make bench, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {steady.now()}"
    )
    held = [parts[letter]() for letter in asked.only]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
