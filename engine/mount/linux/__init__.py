"""The Linux kernel's FUSE protocol, spoken directly."""
