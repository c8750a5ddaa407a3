"""``python -m sayso`` is the ``sayso`` command."""

from sayso.cli.main import run

if __name__ == "__main__":
    run()
