"""Structured logs on stderr. Every string is masked before it is written, so that no personal number enters a log."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from filing.masking import mask_text


def _mask(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: mask_text(value) if isinstance(value, str) else value for key, value in event.items()}


class _MaskingFormatter(logging.Formatter):
    """The same for libraries that log through the standard library."""

    def format(self, record: logging.LogRecord) -> str:
        return mask_text(super().format(record))


def configure_logs(*, quiet: bool = False) -> None:
    """One JSON object a line; `quiet` keeps warnings only."""
    level = logging.WARNING if quiet else logging.INFO
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_MaskingFormatter("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            structlog.processors.format_exc_info,
            _mask,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # whichever stderr there is when it is written
        cache_logger_on_first_use=False,
    )
