"""The application that holds the chains."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import trans_real


class ChainsConfig(AppConfig):
    """Industry chains: structure, actors, evidence and the views on them."""

    name = "chains"
    verbose_name = _("Industry chains")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a language say in English what its catalogue lacks.

        Django would say it in ``LANGUAGE_CODE``, which is Chinese here: the language of readers of whom nothing is
        known, not of those who asked for a third one.
        """
        trans_real.DjangoTranslation._add_fallback = lambda translation, localedirs=None: None


class CurationConfig(AdminConfig):
    """Django's admin, with the site that groups the vocabulary by the curators' work."""

    default_site = "chains.admin.site.curation_site"
