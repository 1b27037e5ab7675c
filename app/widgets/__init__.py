"""Building blocks of the window: each shows or asks one thing, and knows of no vault."""
