"""Filters of the search over everything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .base import StrictForm


class SearchForm(StrictForm):
    """A text to look for; empty asks for nothing."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
