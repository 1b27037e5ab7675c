"""The mixer: blocks to sealed slots, which look like the noise around them, and back."""
