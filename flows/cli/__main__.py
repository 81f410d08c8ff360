"""Entry point of the command line; sets up interrupt handling before the slow imports."""

from flows.cli import signals


def main() -> None:
    """Runs the command line."""
    signals.at_once()
    from flows.cli.app import main as run

    run()


if __name__ == "__main__":
    main()
