"""``manage.py prepare``: everything between installing and serving, in one process to start fast."""

import hashlib
import socket
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import BaseCommand, CommandError, call_command

from chains.services.accounts import make_demo_curator, make_roles

#: Static files that no page uses: an API viewer that fetches fonts from outside, and large source maps.
UNUSED_STATIC = ["drf_spectacular_sidecar/redoc/*", "*.js.map"]


class Command(BaseCommand):
    """Migrates, makes the roles, loads seed and divisions where missing, collects static files that changed."""

    help = (
        "Make the site ready to be served: migrate, make the roles, load the seed and the divisions of China, collect "
        "static files. Safe to repeat. Progress goes to standard error; with --demo, standard output has the new "
        "password and nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare ``--demo``."""
        parser.add_argument(
            "--demo",
            action="store_true",
            help="for `make run`: first see that the port is free, and make the demo curator",
        )

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        """Do it all; raises CommandError when the port is taken."""
        if demo:
            require_free_port(settings.HOST, settings.PORT)
        self.say("database: migrating")
        call_command("migrate", interactive=False, verbosity=0)
        if moved := make_roles().moved:
            self.say(f"roles: reviewers instead of curators of everything: {', '.join(moved)}")
        told = StringIO()
        call_command("load_seed", stdout=told)
        self.say(f"seed: {told.getvalue().splitlines()[0]}")
        told = StringIO()
        call_command("load_divisions", stdout=told)
        self.say(f"divisions: {told.getvalue().splitlines()[0].strip()}")
        fingerprint = static_fingerprint()
        mark = Path(settings.STATIC_ROOT) / "collected.txt"
        if not mark.exists() or mark.read_text() != fingerprint:
            self.say("static files: collecting and compressing")
            call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED_STATIC)
            mark.write_text(fingerprint)
        if demo and (password := make_demo_curator()):
            self.stdout.write(password)

    def say(self, step: str) -> None:
        """Report a step to the person waiting."""
        self.stderr.write(step, style_func=str)


def require_free_port(host: str, port: int) -> None:
    """Raise CommandError if something else answers on ``port``, before a minute is spent on preparing."""
    with socket.socket() as probe:
        # As the server itself does: a port whose last connections are still winding down counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} on {host} is taken or closed to you ({error.strerror}). "
                f"Stop what uses it, or choose another: make run PORT={port + 1 if port < 65535 else 8000}"
            ) from None


def static_fingerprint() -> str:
    """Return a digest of all static files at their sources, by path, size and time of change.

    Hashing and compressing takes many seconds, also when nothing changed, so ``prepare`` compares this first.
    """
    digest = hashlib.sha256(f"{settings.STORAGES['staticfiles']}{UNUSED_STATIC}".encode())
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            source = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{source.st_size}\0{source.st_mtime_ns}\n".encode())
    return digest.hexdigest()
