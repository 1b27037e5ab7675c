"""The window's icons: our own work, drawn on a grid of 24, in the colour of the text around them."""
