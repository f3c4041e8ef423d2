"""Web addresses in cells, as people say them, one or several."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_noop as _

from chains.sheets import cells

from .faults import CellFaultError, CleanRow, fault

#: An address as people say it, without what the network calls its scheme.
_WITHOUT_SCHEME = re.compile(r"(?!\d+(?:\.\d+)*$)[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?")


def first_address(row: CleanRow, code: str, cell: Any) -> Any:
    """Return the first address of a cell that has several, which is noted in ``row``; else the cell."""
    parts = [part for part in cells.as_list(cell) if "." in part] if isinstance(cell, str) else []
    if len(parts) < 2 or parts == [cell]:
        return cell
    message = _("Of the addresses “%(value)s” the first is taken.")
    row.notes.append(fault(code, cell, CellFaultError("several_addresses", message, value=cell)))
    return parts[0]


def as_web_address(text: str) -> str:
    """Return a web address in full; raises ``CellFaultError``."""
    if _WITHOUT_SCHEME.fullmatch(text):
        text = f"https://{text}"
    try:
        URLValidator()(text)
    except ValidationError as error:
        message = _("“%(value)s” is no web address.")
        hint = _("Such as https://www.example.com, with https:// in front.")
        raise CellFaultError("not_an_address", message, hint, value=text) from error
    return text
