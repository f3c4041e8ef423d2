"""Figures as files: SVG, and from it PDF and PNG. What stands where is decided in ``analysis/figures``."""
