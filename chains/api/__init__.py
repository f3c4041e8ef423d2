"""The REST API, version 1, read only: the same filters, selectors and words as the pages."""
