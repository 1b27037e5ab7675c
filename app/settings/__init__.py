"""What the application remembers between two runs: the list of vaults, and preferences."""
