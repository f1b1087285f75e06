"""`python -m ecology` is the same as `ecology`."""

from ecology.cli import main

main()
