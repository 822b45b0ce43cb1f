"""The end of a process in the middle of a job."""

import threading

halt = threading.Event()
"""Set as soon as this process is told to end: what goes wrong in a job from then on is not the job's fault."""


class Stopping(BaseException):
    """The process ends: the job stays as it is, and whoever comes next begins it anew.

    Not an Exception: neither we nor the job engine may take it for the job's result.
    """
