"""Sentences for people, in one place, so that the engine needs none."""
