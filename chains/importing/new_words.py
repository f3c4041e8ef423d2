"""Words of lists that a sheet makes: cities, segments and labels that are on record only once it is committed."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from chains.analysis.names import tidy
from chains.models import City, Label, Layer, Segment
from chains.permissions import Permission, require

from .faults import CellFaultError, ImportRefusedError
from .vocabulary import Vocabulary

_NO_SLUG = re.compile("[^a-z0-9]+")
_SLUG_LENGTH = 50


class NewWords:
    """The words that the decisions on a sheet make, known to its ``vocabulary`` as if they were on record.

    They have keys below zero until :meth:`give_keys` gives them those that they get on record.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.rows: list[models.Model] = []
        #: The segments, by code, that the rows of a sheet of segments make themselves: others may stand below them.
        self.announced: dict[str, Segment] = {}

    def make(self, kind: str, value: str, code: str) -> str:
        """Make a word of a list, called ``value``; return the code by which the vocabulary has it from now on.

        ``code`` is, of a city, its six digits; of a segment, the code of the layer or segment that it stands below and,
        if it is to have another slug than the pinyin of its name, that behind a slash; of a label, its slug, if it is
        to have another one. What is on record already is not made. Raises ``ImportRefusedError``.
        """
        if kind not in _MAKERS:
            raise ImportRefusedError(
                _("“%(value)s” cannot be made here: only cities, segments and labels."), value=value
            )
        find, build = _MAKERS[kind]
        row, code = build(tidy(value), code.strip(), self.vocabulary)
        if find(self.vocabulary, code) is not None:
            return code
        try:
            row.full_clean(exclude=[name for name in ("parent",) if getattr(row, "parent_id", None) is not None])
        except ValidationError as error:
            message = _("“%(value)s” cannot be made: %(why)s")
            raise ImportRefusedError(message, value=value, why=" ".join(error.messages)) from error
        if row.pk is None:
            row.pk = -1 - len(self.rows)
        self.rows.append(row)
        self.vocabulary.add(row, code)
        return code

    @property
    def cities(self) -> dict[str, City]:
        """The cities among them, by their codes."""
        return {row.code: row for row in self.rows if isinstance(row, City)}

    def require(self, user: AbstractBaseUser | None) -> None:
        """Raise ``NotPermitted`` unless the user may make them."""
        for row in self.rows:
            require(user, Permission.EDIT, row)

    def give_keys(self, keys_of: Callable[[type[models.Model], int], Any]) -> None:
        """Give those whose keys the database counts the keys that ``keys_of`` returns for a model and a number."""
        for model in (Segment, Label):
            rows = [row for row in self.rows if isinstance(row, model)]
            for row, key in zip(rows, keys_of(model, len(rows)), strict=True):
                row.pk = key


def _city(value: str, code: str, _vocabulary: Vocabulary) -> tuple[City, str]:
    if not re.fullmatch(r"[1-9][0-9]{3}00", code):
        raise ImportRefusedError(_("Give the six-digit code of “%(value)s”, such as 320500."), value=value)
    name = value.removesuffix("市") if len(value) > 2 else value
    return City(code=code, name=name, province_id=f"{code[:2]}0000"), code


def _segment(value: str, code: str, vocabulary: Vocabulary) -> tuple[Segment, str]:
    above, _separator, slug = code.partition("/")
    slug = slug or _slug(value)
    parent = _known(vocabulary.segment, above)
    layer = parent.layer if parent is not None else Layer.objects.select_related("chain").filter(code=above).first()
    if layer is None:
        message = _("Say below what the segment “%(value)s” stands: the code of a layer, or of a segment.")
        raise ImportRefusedError(message, value=value)
    segment = Segment(layer=layer, parent=parent, name=value, slug=slug)
    segment.derive()
    return segment, f"{above}/{slug}"


def _label(value: str, code: str, _vocabulary: Vocabulary) -> tuple[Label, str]:
    slug = code or _slug(value)
    return Label(slug=slug, name=value), slug


def _slug(value: str) -> str:
    """Return the pinyin of a name, as it stands in addresses."""
    spelled = "-".join(lazy_pinyin(value)).lower()
    return _NO_SLUG.sub("-", spelled).strip("-")[:_SLUG_LENGTH].rstrip("-")


def _known(look_up: Callable[[str], Any], text: str) -> Any:
    try:
        return look_up(text)
    except CellFaultError:
        return None


#: Kind of a column → how a word is found by its code, and how it is made of what it is called and its code.
_MAKERS: Mapping[str, tuple[Callable[[Vocabulary, str], Any], Callable[..., tuple[models.Model, str]]]] = {
    "city": (lambda vocabulary, code: vocabulary.has_city(code) or None, _city),
    "segment": (lambda vocabulary, code: _known(vocabulary.segment, code), _segment),
    "segments": (lambda vocabulary, code: _known(vocabulary.segment, code), _segment),
    "labels": (lambda vocabulary, code: _known(vocabulary.label, code), _label),
}
MAKEABLE = frozenset(_MAKERS)
