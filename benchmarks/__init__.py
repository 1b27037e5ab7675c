"""Measurements of whole systems; nothing here is part of the product."""
