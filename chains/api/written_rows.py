"""Responses assembled from rows that are JSON already."""

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

_renderer = JSONRenderer()


def written(row: Any) -> str:
    """Return a row as JSON, as the API writes it."""
    return _renderer.render(row).decode()


class Written(Response):
    """A page of a list: its envelope, and rows that are JSON already. The same bytes as those of a plain response."""

    def __init__(self, envelope: Mapping[str, Any], rows: Iterable[str]) -> None:
        super().__init__(envelope)
        self.rows = rows

    @property
    def rendered_content(self) -> bytes:
        """The envelope with the rows in it."""
        self["Content-Type"] = self.accepted_media_type
        return f'{written(self.data)[:-1]},"results":[{",".join(self.rows)}]}}'.encode()
