"""The desktop application: `python -m app.gui`, or `python -m app` where there is a display."""
