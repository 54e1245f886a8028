"""Command line: `python -m speculator_trainer --help`."""

import os
import sys

from .cli import main

if __name__ == '__main__':
    # Compiling the training step takes half a minute, so a resumed run should not do it again.
    os.environ.setdefault('JAX_COMPILATION_CACHE_DIR', os.path.expanduser('~/.cache/speculator-trainer'))
    sys.exit(main(sys.argv[1:]))
