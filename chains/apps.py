"""The application that holds the chains."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ChainsConfig(AppConfig):
    """Industry chains: structure, actors, evidence and the views on them."""

    name = "chains"
    verbose_name = _("Industry chains")
    default_auto_field = "django.db.models.BigAutoField"


class CurationConfig(AdminConfig):
    """Django's admin, with the site that groups the vocabulary by the curators' work."""

    default_site = "chains.admin.site.curation_site"
