"""How gunicorn serves the site: ``gunicorn --config ecosystem/gunicorn.py ecosystem.wsgi``.

``make run`` passes ``DEMO`` (there is a demo login to announce) and, when it has just made that login,
``DEMO_PASSWORD``. They are no settings: nobody else gives them. The demo also gets the worker that commits
imports; elsewhere that is a service of its own (``manage.py run_worker``).
"""

import os
import resource
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.http import HttpRequest
from django.urls import get_resolver
from django.utils import translation
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from ecosystem import environment
from ecosystem.background import Supervisor
from ecosystem.logs import logging_config

bind = f"{environment.HOST}:{environment.PORT}"
workers = environment.WEB_CONCURRENCY
worker_class = "ecosystem.threads.RequestWorker"
threads = 4
# For who turns pages by hand: an idle connection costs no thread.
keepalive = 30
worker_connections = 1000
# Each connection is an open file, of which some systems allow 256.
open_files, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
if (wanted_files := 2 * worker_connections) > open_files:
    resource.setrlimit(
        resource.RLIMIT_NOFILE,
        (wanted_files if most_files == resource.RLIM_INFINITY else min(wanted_files, most_files), most_files),
    )
timeout = 60
# Loaded once and shared: the second worker costs neither time nor memory. Safe as long as no connection to
# the database crosses the fork, which pre_fork sees to.
preload_app = True
# The request line in ecosystem/middleware.py takes its place, without addresses and queries.
accesslog = None
loglevel = "error"
logconfig_dict = logging_config(environment.LOG_LEVEL)
# Whether the client came by HTTPS is decided in the settings alone (FORWARDED_PROTO).
secure_scheme_headers: dict[str, str] = {}
# Nobody steers the server through a socket in the home folder.
control_socket_disable = True

demo = os.environ.pop("DEMO", "")
demo_password = os.environ.pop("DEMO_PASSWORD", "")

background: list[Supervisor] = []

if not environment.ALLOWED_HOSTS and not environment.DEBUG:
    raise SystemExit("ALLOWED_HOSTS is empty, so every request would be refused. Name the hosts in .env.")


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """Leave no database connection open that the new worker would share with its parent."""
    connections.close_all()


def supervise_background_worker() -> Supervisor:
    """Start the worker for long work, and keep it alive; what fails stands on the batch that it was for."""
    command = [sys.executable, "manage.py", "run_worker", "--parent", str(os.getpid())]
    supervisor = Supervisor(command, str(environment.BASE_DIR))
    supervisor.start()
    return supervisor


def on_exit(server: Arbiter) -> None:
    """Let the worker end with the server."""
    for supervisor in background:
        supervisor.stop()


def make_a_page(server: Arbiter) -> None:
    """Import the views, and read templates and translations, which each worker would do for its first visitor."""
    bad_request = get_resolver().resolve_error_handler(400)
    try:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                bad_request(HttpRequest(), Exception())
    except Exception as error:
        # No static files, or no database yet: whoever asks for a page is told, and the site starts all the same.
        server.log.warning("no page can be made yet: %s", error)


def when_ready(server: Arbiter) -> None:
    """Prepare what the workers will share; start the demo's worker; say where the site is, and how to log in.

    (The workers are made after this, and begin with a copy of this process.)
    """
    make_a_page(server)
    try:
        call_command("build_index", verbosity=0)
    except DatabaseError:
        # Told by /healthz, and by whatever is asked; a database that is late must not keep the site from starting.
        server.log.warning("the facet index is built later, as the database does not answer")
    if demo:
        background.append(supervise_background_worker())
    site = f"http://{environment.HOST}:{environment.PORT}"
    lines = [f"Chain Atlas 产业链图谱   {site}/"]
    if demo:
        lines += [
            "",
            f"log in 登录    {site}/admin/",
            f"               curator / {demo_password}   (shown this once)"
            if demo_password
            else "               curator   (lost the password? 忘记密码: make password)",
            "",
            "try 试试看",
            f"  the IC map, live     集成电路图谱    {site}/chains/ic/",
            f"  where it has gaps    缺链与弱链      {site}/gaps/?chain=ic",
            f"  design in Shanghai   上海的设计企业  {site}/companies/?segment=ic.design&province=310000",
            "",
            "Ctrl-C stops it. 按 Ctrl-C 停止。",
        ]
    print("\n" + "\n".join(lines) + "\n", flush=True)
