"""A service hears that it is to end, whenever it is told."""

import signal
import subprocess
import sys

import pytest

TOLD_BEFORE = "os.kill(os.getpid(), number)"
TOLD_TO_ANOTHER_THREAD = """
def tell():
    time.sleep(0.5)
    signal.pthread_kill(threading.get_ident(), number)
threading.Thread(target=tell, daemon=True).start()
"""


@pytest.mark.parametrize("told", [TOLD_BEFORE, TOLD_TO_ANOTHER_THREAD], ids=["before it waits", "to another thread"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends(told: str, number: signal.Signals) -> None:
    code = f"import os, signal, threading, time\nfrom service.ending import Ending\nnumber = {int(number)}\n"
    code += f"ending = Ending()\nassert not ending.wait(0)\n{told}\nassert ending.wait()\nassert ending.wait(0)\n"

    assert subprocess.run([sys.executable, "-c", code], timeout=30, check=False).returncode == 0
