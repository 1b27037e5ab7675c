"""Where the frozen `sigmavault` begins."""

import sys

# A bundle has no interpreter beside it: what measures starts the program itself as its worker.
if sys.argv[1:2] == ["--benchmark-worker"]:
    from engine.benchmark.worker import main as work

    sys.exit(work(sys.argv[2:]))

from app.cli import main

sys.exit(main())
