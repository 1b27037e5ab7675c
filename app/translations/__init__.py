"""Translations of the window: `.ts` to be edited, `.qm` as Qt reads them; see README.md."""
