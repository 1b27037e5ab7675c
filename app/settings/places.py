"""Where the application keeps its own files."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

CONFIG_DIR_VARIABLE = "SIGMAVAULT_CONFIG_DIR"
"""Environment variable that names another folder, for tests and portable installations."""


def config_folder() -> Path:
    """The folder of the settings, made if it is not there; for the user's eyes only."""
    named = os.environ.get(CONFIG_DIR_VARIABLE)
    folder = (
        Path(named) if named else Path(platformdirs.user_config_dir("sigmavault", "sigmavault"))
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def data_folder() -> Path:
    """The folder of what the application has gathered, made likewise; below the named one, if any."""
    named = os.environ.get(CONFIG_DIR_VARIABLE)
    usual = platformdirs.user_data_dir("sigmavault", "sigmavault")
    folder = Path(named) / "data" if named else Path(usual)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def mounts_folder() -> Path:
    """Where vaults are mounted unless the user says otherwise. Not made here."""
    return Path.home() / "SigmaVault"


def runtime_folder() -> Path:
    """Where what lasts no longer than this session is mounted. Not made here.

    In the user's own runtime folder, which others cannot enter and which is empty after a restart;
    else beside the settings. Never in a folder that everybody can write to.
    """
    named = os.environ.get("XDG_RUNTIME_DIR", "")
    if named.startswith("/") and Path(named).is_dir():
        return Path(named) / "sigmavault"
    return config_folder() / "run"
