"""The medium: locations, band files, noise and the writer's lock; all I/O of the vault's folder."""
