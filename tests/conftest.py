"""Lets tests import the project and each other's helpers without installing anything."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

pytest_plugins = ("planted", "browser")
