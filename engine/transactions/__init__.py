"""Real transactions: staged changes, group commit, journal, superblock ring, recovery."""
