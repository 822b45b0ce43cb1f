"""`python -m service` is `beian`."""

from service.cli import main

main()
