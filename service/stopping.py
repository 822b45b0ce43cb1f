"""The end of a process in the middle of a job."""


class Stopping(BaseException):
    """The process ends: the job stays as it is, and whoever comes next begins it anew.

    Not an Exception: neither we nor the job engine may take it for the job's result.
    """
