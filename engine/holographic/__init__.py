"""Holographic redundancy: Reed-Solomon lanes, any k of which rebuild a block."""
