"""What the window shows, as Qt models and state; no widgets."""
