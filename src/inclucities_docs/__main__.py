"""``python -m inclucities_docs``."""

import sys

from inclucities_docs.cli import main

sys.exit(main())
