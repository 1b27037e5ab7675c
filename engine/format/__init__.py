"""On-disk records: bytes to dataclasses and back, without I/O; the only place that packs bytes."""
