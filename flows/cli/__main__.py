"""Where the command line begins: an interrupt is silent from here on, while the program loads."""

from flows.cli import signals


def main() -> None:
    """Runs the command line."""
    signals.at_once()
    from flows.cli.app import main as run

    run()


if __name__ == "__main__":
    main()
