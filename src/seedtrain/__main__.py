"""Entry point of the ``seedtrain`` command."""


def main() -> None:
    """Run the command line with the arguments of the process and leave with its exit code."""
    import sys

    from seedtrain.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
