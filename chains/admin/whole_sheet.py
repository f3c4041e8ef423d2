"""The form for what is said once for all rows of a sheet."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains.choices import SheetKind, UnplacedAction
from chains.models import CompanyLabel, ImportBatch
from chains.models.columns import COLUMNS, SHEETS, Use
from chains.selectors.imports import vocabularies

#: What a whole sheet says otherwise: the source has its own question, and a country is seldom that of all rows.
_ELSEWHERE = frozenset({"sources", "countries", "booleans"})


#: What is said of the label of a whole sheet, such as its batch and how long it holds, as it is written in cells.
_OF_A_LABEL = frozenset(column.sheet for column in COLUMNS[CompanyLabel].used(Use.IMPORT))
#: What is asked only where the sheet has a fault that it explains.
_EXPLAINS = {"uscc_exception": "credit_code_check_digit"}
_LENGTH = 200


class WholeSheetForm(forms.Form):
    """The cells of rows that have none of their own: words of lists, and what is said of a label."""

    def __init__(self, data: Any, batch: ImportBatch) -> None:
        super().__init__(data, prefix="whole", initial=batch.whole_sheet)
        kind = SheetKind(batch.sheet_kind)
        options = vocabularies(kind)
        faults = set(batch.sheet_values.values_list("fault_code", flat=True))
        for column in SHEETS[kind].columns:
            heading = capfirst(str(column.heading))
            if column.vocabulary and column.vocabulary not in _ELSEWHERE and not column.identifies:
                choices = [("", _("as each row says")), *options[column.vocabulary]]
                self.fields[column.code] = forms.ChoiceField(required=False, choices=choices, label=heading)
            elif column.code in _OF_A_LABEL or _EXPLAINS.get(column.code) in faults:
                self.fields[column.code] = forms.CharField(
                    required=False, max_length=_LENGTH, label=heading, help_text=column.help
                )

    @property
    def cells(self) -> dict[str, str]:
        """What was chosen, by the code of the column."""
        return {code: cell for code, cell in self.cleaned_data.items() if cell}


class UnplacedForm(forms.Form):
    """The question what becomes of companies without a segment or place."""

    unplaced = forms.ChoiceField(
        choices=UnplacedAction.choices,
        widget=forms.RadioSelect,
        label=gettext_lazy("New companies without a segment or place"),
    )
