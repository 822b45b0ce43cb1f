"""Bytes in, facts out. Everything here may meet hostile input and runs in a limited child."""
