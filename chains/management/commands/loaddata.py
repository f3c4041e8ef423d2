"""``manage.py loaddata``: as Django's, and the log of public changes and the time stamps are right afterwards."""

from typing import Any

from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializedObject

from chains.services.dumps import LOG, Load


class Command(loaddata.Command):
    """Loads fixtures. Entries of the log that a dump holds are left out: the database writes its own."""

    def loaddata(self, fixture_labels: tuple[str, ...]) -> None:
        """Load all fixtures, in one transaction."""
        self.excluded_models |= LOG
        self.load = Load()
        super().loaddata(fixture_labels)
        self.load.end()

    def save_obj(self, obj: DeserializedObject) -> Any:
        """Save a row; return whether it was wanted."""
        if type(obj.object) not in self.excluded_models:
            self.load.prepare(obj)
        return super().save_obj(obj)
