"""How gunicorn serves the site: ``gunicorn --config ecosystem/gunicorn.py ecosystem.wsgi``.

``make run`` passes ``DEMO`` (there is a demo login to announce) and, when it has just made that login,
``DEMO_PASSWORD``. They are no settings: nobody else gives them.
"""

import os

from django.db import connections
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from ecosystem import environment
from ecosystem.logs import logging_config

bind = f"{environment.HOST}:{environment.PORT}"
workers = environment.WEB_CONCURRENCY
worker_class = "gthread"
threads = 4
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

if not environment.ALLOWED_HOSTS and not environment.DEBUG:
    raise SystemExit("ALLOWED_HOSTS is empty, so every request would be refused. Name the hosts in .env.")


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """Leave no database connection open that the new worker would share with its parent."""
    connections.close_all()


def when_ready(server: Arbiter) -> None:
    """Say where the site is and, after ``make run``, how to log in and what to look at first."""
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
