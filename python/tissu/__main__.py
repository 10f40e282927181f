"""``python -m tissu``: the command line."""

import sys

from tissu.cli import main

if __name__ == "__main__":
    sys.exit(main())
