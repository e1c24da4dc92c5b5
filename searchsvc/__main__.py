"""`python -m searchsvc` is `searchsvc`."""

import sys

from searchsvc.cli import main

if __name__ == "__main__":
    sys.exit(main())
