"""Figures for paper: what is drawn where, on A4 or A3, from measured text. No ORM, no file format."""
