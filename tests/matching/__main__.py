"""Writes docs/matching.md anew: ``python -m tests.matching``."""

import os
from importlib import import_module
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()
# Only now, as the words of reasons are read when they are imported.
Path("docs/matching.md").write_text(import_module("tests.matching.document").document(), encoding="utf-8")
