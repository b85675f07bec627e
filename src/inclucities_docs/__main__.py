"""``python -m inclucities_docs``."""

import signal
import sys
from typing import Any

from inclucities_docs.cli import main


def _stop(*_: Any) -> None:
    sys.exit(128 + signal.SIGTERM)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)  # asked to stop: workers are let go on the way out
    sys.exit(main())
