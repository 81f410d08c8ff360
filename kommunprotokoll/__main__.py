"""`python -m kommunprotokoll` runs the command line."""

from flows.cli.__main__ import main

if __name__ == "__main__":
    main()
