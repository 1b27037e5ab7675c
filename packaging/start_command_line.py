"""Where the frozen `sigmavault` begins."""

import sys

from app.cli import main

sys.exit(main())
