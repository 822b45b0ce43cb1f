"""Structured logs on stderr. Every string is masked before it is written, so that no personal number enters a log."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from datetime import datetime
from typing import Any

import structlog

from filing.mail import SHANGHAI
from filing.masking import mask_email, mask_number, mask_text

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BANK_CARD = re.compile(r"(?<![0-9A-Za-z.])\d{16,19}(?![0-9A-Za-z])")


def masked_line(text: str) -> str:
    """Text as it may stand in a log: beyond what is masked everywhere, addresses and bank cards [T187]."""
    text = _EMAIL.sub(lambda m: mask_email(m[0]), mask_text(text))
    return _BANK_CARD.sub(lambda m: mask_number(m[0]), text)


def _masked(value: Any) -> Any:
    """A value of any shape: numbers stay numbers unless they are somebody's, what is unknown becomes text."""
    if isinstance(value, Mapping):
        return {str(_masked(key)): _masked(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(each) for each in value]
    if value is None or isinstance(value, bool | float):
        return value
    line = masked_line(str(value))
    return value if isinstance(value, int) and line == str(value) else line


def _mask(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: _masked(value) for key, value in event.items()}


def _dated(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hosts may have any time zone: the offset stands with the time."""
    return {"timestamp": datetime.now(SHANGHAI).isoformat(timespec="milliseconds"), **event}


class _MaskingFormatter(logging.Formatter):
    """The same for libraries that log through the standard library."""

    def format(self, record: logging.LogRecord) -> str:
        return masked_line(super().format(record))


def configure_logs(*, quiet: bool = False) -> None:
    """One JSON object a line; `quiet` keeps warnings only."""
    level = logging.WARNING if quiet else logging.INFO
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_MaskingFormatter("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.raiseExceptions = False  # a handler that fails would print the unmasked arguments
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            _dated,
            structlog.processors.format_exc_info,
            _mask,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # whichever stderr there is when it is written
        cache_logger_on_first_use=False,
    )
