"""Values of a supply chain in five files: what is decided on them, remembered, and asked, as of sheets."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from chains.analysis.stated_shares import ShareUnit
from chains.choices import SheetKind, ValueAction
from chains.history.curation import Change, save
from chains.importing.faults import CellFaultError, ImportRefusedError
from chains.importing.suggestions import suggestions
from chains.importing.vocabulary import Vocabulary
from chains.models import ValueMapping
from chains.models.sheet_values import VALUE_LENGTH, value_form
from chains.seeding.supply_chain import FileValues, SupplyChainPlan
from chains.seeding.supply_chain.provision import PROVIDER_TYPES
from chains.seeding.supply_chain.structure import TYPES
from chains.seeding.supply_chain.values import ASKED_IN, COUNTRY, PROVIDER_TYPE, TYPE, YEAR
from chains.sheets.cells import CellError, as_year
from chains.sheets.shares import SHARE_UNIT

#: Under what what is decided on these values is remembered: a country's name means the same in a sheet of shares.
KIND = SheetKind.SUPPLY_SHARES

#: What a value of a column may stand for, where that is a short list.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    TYPE: TYPES,
    PROVIDER_TYPE: PROVIDER_TYPES,
    SHARE_UNIT: tuple(ShareUnit.values),
}


def values_with(decisions: Iterable[Mapping[str, str]]) -> FileValues:
    """Return the values of files with what is remembered of earlier ones, and these ``decisions``.

    They are mappings of column, value, do (a :class:`ValueAction`) and code, as for sheets; one for another ``kind`` is
    passed over. Raises ``ImportRefusedError`` for a column, action or code that there is not.
    """
    vocabulary = Vocabulary()
    kept = ValueMapping.objects.filter(kind=KIND, column__in=ASKED_IN)
    found = {(row.column, row.form): (row.action, row.code) for row in kept}
    for each in decisions:
        if each.get("kind", KIND) == KIND:
            column, value, do, code = (str(each.get(name) or "").strip() for name in ("column", "value", "do", "code"))
            found[column, value_form(value)] = (do, _checked(column, value, do, code, vocabulary))
    return FileValues(found, value_form)


def _checked(column: str, value: str, do: str, code: str, vocabulary: Vocabulary) -> str:
    """Return the code of a decision, in full. Raises ``ImportRefusedError``."""
    if column not in ASKED_IN:
        raise ImportRefusedError(_("There is no column “%(columns)s”."), columns=column)
    possible = [action for action in ValueAction.values if action != ValueAction.MAKE]
    if do not in possible:
        raise ImportRefusedError(_("“%(value)s” is none of: %(known)s."), value=do, known=", ".join(possible))
    if do != ValueAction.USE:
        return ""
    try:
        if column == COUNTRY:
            return vocabulary.country(code)
        if column == YEAR:
            return str(as_year(code))
    except (CellError, CellFaultError) as error:
        message = _("“%(code)s”, to be used for “%(value)s”, is not on record.")
        raise ImportRefusedError(message, code=code, value=value) from error
    if code not in _CHOICES[column]:
        known = ", ".join(_CHOICES[column])
        raise ImportRefusedError(_("“%(value)s” is none of: %(known)s."), value=code, known=known)
    return code


def asked_in(plan: SupplyChainPlan) -> dict[str, list[dict[str, Any]]]:
    """Return the ``values`` that a plan asks about and those ``decided`` on, those of most rows first, as of sheets."""
    vocabulary, values = Vocabulary(), plan.values
    return {
        "values": [
            {"column": column, "value": values.written[column, form], "rows": rows}
            | {"suggestions": _suggested(column, values.written[column, form], vocabulary)}
            for (column, form), rows in values.asked.most_common()
        ],
        "decided": [
            {"column": column, "value": values.written[column, form], "rows": rows}
            | dict(zip(("do", "code"), values.decisions[column, form], strict=True))
            for (column, form), rows in values.applied.most_common()
        ],
    }


def _suggested(column: str, value: str, vocabulary: Vocabulary) -> list[dict[str, str]]:
    if column == YEAR:
        return []
    choices = {code: [code, code.replace("_", " ")] for code in _CHOICES.get(column, ())}
    # Of two, each may be meant, whatever it is called.
    params = {"codes": ", ".join(choices)} if column in (SHARE_UNIT, PROVIDER_TYPE) else {}
    return suggestions(value, column, vocabulary, choices or None, params)


def refuse_without_year(plan: SupplyChainPlan) -> None:
    """Raise ``ImportRefusedError`` where shares are of no year, and nobody has said of which."""
    if number := plan.values.asked[YEAR, value_form("")]:
        message = _(
            "%(number)d shares do not say of which year they are: give the year of all with --year, or decide with "
            '--values that they are left out ({column: year, value: "", do: skip}).'
        )
        raise ImportRefusedError(message, number=number)


def remember(values: FileValues, change: Change) -> None:
    """Keep what was decided on values that the files have, but for the year; belongs into the transaction of the rows.

    Undoing the batch takes it back.
    """
    used = {key: values.decisions[key] for key in values.applied if key[0] != YEAR}
    kept = ValueMapping.objects.filter(kind=KIND, form__in={form for _column, form in used})
    on_record = {(row.column, row.form): row for row in kept}
    for (column, form), (action, code) in used.items():
        written = values.written[column, form][:VALUE_LENGTH]
        row = on_record.get((column, form)) or ValueMapping(kind=KIND, column=column, value=written)
        if (row.action, row.code) != (action, code):
            row.action, row.code = action, code
            save(row, change)
