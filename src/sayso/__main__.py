"""``python -m sayso`` is the ``sayso`` command."""

import os
import sys


def run() -> None:
    """Run the command; Ctrl-C ends it without a trace, also while its parts are still being read."""
    # What the reader multiplies is small: several threads take longer for it, and twice the processor's time
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from sayso.kit.garbage import loading

        with loading():
            from sayso.cli.main import run as run_command
        run_command()
    except KeyboardInterrupt:
        sys.stdout.flush()
        sys.stderr.write("Stopped.\n")
        sys.stderr.flush()
        # Python would end as if killed where the interrupt came inside an exec(), as dataclasses use it
        os._exit(130)


if __name__ == "__main__":
    run()
