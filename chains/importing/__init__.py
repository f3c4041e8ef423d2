"""Importing sheets: upload → map columns → plan → decide → commit. Undo is that of every batch."""
