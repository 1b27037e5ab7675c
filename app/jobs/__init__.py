"""Work on a vault, away from the window's thread.

A job is a function that takes a cancel token and a `Report` (and the vault it is bound to), and
returns a frozen result. `app.jobs.worker` runs jobs; the other modules are the jobs, and know of
no window.
"""
