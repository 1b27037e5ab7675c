"""The wizard that makes a new vault, a page to a module."""

from app.views.creation.wizard import CreateWizard

__all__ = ["CreateWizard"]
