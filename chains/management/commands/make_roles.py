"""``manage.py make_roles``: the roles of the staff, and who has which."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError

from chains.choices import Role
from chains.models import Province
from chains.permissions import GROUPS
from chains.services.accounts import give_provinces, give_role, make_roles


class Command(BaseCommand):
    """Makes the groups of the roles; gives somebody a role and provinces where asked to."""

    help = (
        f"Make the roles (groups {', '.join(GROUPS.values())}) or bring them up to date. Safe to "
        "repeat. With --user, also give that user the role and, to a curator, the provinces."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare ``--user``, ``--role`` and ``--province``."""
        parser.add_argument("--user", help="name of the user to give a role or provinces")
        parser.add_argument("--role", choices=Role.values, help="the role that the user gets instead of any other")
        parser.add_argument(
            "--province", action="append", metavar="CODE", help="province of a curator, such as 320000; repeatable"
        )

    def handle(
        self, *args: Any, user: str | None, role: str | None, province: list[str] | None, **options: Any
    ) -> None:
        """Do it; raises CommandError for a user or province that is not there, having given nothing."""
        if not user and (role or province):
            raise CommandError("Say to whom: --user NAME.")
        account = get_user_model().objects.filter(username=user).first() if user else None
        if user and account is None:
            raise CommandError(f"There is no user “{user}”.")
        if unknown := [code for code in province or () if not Province.objects.filter(pk=code).exists()]:
            raise CommandError(f"There is no province {', '.join(unknown)}.")
        roles = make_roles()
        for made in roles.made:
            state = "made" if made.new else "up to date"
            self.stdout.write(f"{made.group.name} ({made.role.value}): {state}, {made.permissions} permissions")
        for name in roles.moved:
            self.stdout.write(f"{name}: was a curator of everything, is a reviewer now")
        if account is None:
            return
        if role:
            give_role(account, Role(role))
            self.stdout.write(f"{user}: {role}")
        if province:
            give_provinces(account, province)
            self.stdout.write(f"{user}: {', '.join(province)}")
