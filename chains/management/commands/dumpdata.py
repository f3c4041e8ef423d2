"""``manage.py dumpdata``: as Django's, without the log of public changes, which a load makes anew."""

from typing import Any

from django.apps import apps
from django.core.management.commands import dumpdata

from chains.services.dumps import LOG


class Command(dumpdata.Command):
    """Writes rows as a fixture."""

    def handle(self, *app_labels: str, exclude: list[str], **options: Any) -> None:
        """Write all that is asked for but the log."""
        left_out = [model._meta.label for model in LOG]
        if options["use_natural_foreign_keys"] or options["use_natural_primary_keys"]:
            # Their entries know rows by primary keys, also those that are gone, and of these nobody has natural keys.
            histories = [each for each in apps.get_models() if each.__name__.startswith("Historical")]
            left_out += [each._meta.label for each in histories]
            if not app_labels:
                self.stderr.write("The histories are left out, as they know rows by their primary keys alone.")
        super().handle(*app_labels, exclude=[*exclude, *left_out], **options)
