"""The site, but for a fault on the way: no list of rows gets further than its hundred and sixtieth."""

from collections.abc import Callable, Iterator
from typing import Any

# The site first: there are no tables before its applications are loaded.
from ecosystem.wsgi import application  # isort: split

from chains.tables.base import TableResource
from chains.tables.long import LongResource

__all__ = ["application"]

#: Far enough for every format to have sent its first part, and short of the companies of the seed.
ROWS = 160


def until_it_breaks(read: Callable[..., Iterator[list[Any]]]) -> Callable[..., Iterator[list[Any]]]:
    """Return ``read`` with its end replaced by a fault."""

    def rows(cls: type[TableResource], instances: Any) -> Iterator[list[Any]]:
        for number, row in enumerate(read(cls, instances)):
            if number == ROWS:
                raise RuntimeError("the fault on the way")
            yield row

    return rows


for kind in (TableResource, LongResource):
    kind.rows = classmethod(until_it_breaks(kind.rows.__func__))
