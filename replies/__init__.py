"""Decision → Reply: wording, threading, transport."""
