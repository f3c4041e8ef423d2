"""Labelled pairs of firms, and what the weights of evidence make of them."""
