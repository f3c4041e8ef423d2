"""Rows of sheets of projects: amounts with their units, and the chain that a segment or a name tells."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from chains.choices import AmountUnit, Currency
from chains.models import Chain, Project
from chains.sheets.amounts import FACTORS, StatedAmount

from .cleaning import CleanRow
from .faults import CellFaultError, fault

#: No project is of less yuan or dollars: a smaller number has a unit that the sheet does not name.
_LEAST = 10_000
_CENT = Decimal("0.01")


def complete_project(row: CleanRow, values: dict[str, Any], project: Project) -> None:
    """Let the values of a row say the amount in single yuan or dollars, and the chain; refuse what leaves them open."""
    amount = values.pop("amount", None)
    if amount is not None:
        _count(row, values, amount, project)
    if "chain" not in values:
        _find_chain(row, values, project)


def _count(row: CleanRow, values: dict[str, Any], amount: StatedAmount, project: Project) -> None:
    unit = amount.unit or row.values.get("unit", "")
    number = (amount.number * FACTORS[unit or AmountUnit.ONE]).quantize(_CENT)
    if not unit and number < _LEAST and number != project.amount:
        message = _("An amount of %(value)s in single yuan or dollars is hardly meant: its unit is missing.")
        hint = _("Write it beside the number (100亿元), in the column of units, or choose it for the whole sheet.")
        row.refuse("amount", amount, CellFaultError("amount_without_unit", message, hint, value=amount))
        return
    values["amount"] = number
    if amount.qualifier:
        values.setdefault("qualifier", amount.qualifier)
    given = values.get("currency")
    if given and amount.currency and given != amount.currency:
        message = _("The amount is in %(said)s, and the column of currencies says %(value)s.")
        error = CellFaultError(
            "currency_is_two", message, _("Correct one of the two."), said=amount.currency, value=given
        )
        row.refuse("currency", given, error)
    elif not given:
        values["currency"] = amount.currency or project.currency or Currency.CNY.value
        if not (amount.currency or project.currency):
            message = _("No currency is given: the amount is taken for yuan.")
            hint = _("Give the currency where it is another.")
            row.notes.append(fault("currency", "", CellFaultError("currency_missing", message, hint)))


def _find_chain(row: CleanRow, values: dict[str, Any], project: Project) -> None:
    """Take the chain of the segment or, for a new project, the one that its name holds."""
    if (segment := values.get("segment")) is not None:
        values["chain"] = segment.layer.chain
    elif project.chain_id is None:
        named = [chain for chain in Chain.objects.all() if chain.name in values["name"]]
        if len(named) == 1:
            values["chain"] = named[0]
            message = _("No chain is given: “%(name)s” is taken, as the name of the project has it.")
            hint = _("Give the chain where it is another.")
            error = CellFaultError("chain_from_name", message, hint, name=named[0].name)
            row.notes.append(fault("chain", "", error))
            return
        hint = _("Fill it in, name a segment, or choose the chain for the whole sheet.")
        row.refuse("chain", "", CellFaultError("chain_missing", _("A project needs its chain."), hint))
