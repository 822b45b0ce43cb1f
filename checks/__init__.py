"""Case + Requirements → Findings. Pure: no I/O library, no clock, no prose."""
