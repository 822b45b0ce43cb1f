"""The composition root: settings, wiring, engine, command line, clock, demo."""
