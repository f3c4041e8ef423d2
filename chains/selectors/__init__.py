"""Read models: each takes a queryset or a code, calls the analysis, and returns dataclasses or model rows."""
