"""The window and its dialogs, put together from widgets and models."""
