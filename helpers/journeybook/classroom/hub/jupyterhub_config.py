"""JupyterHub's configuration for a class; it asks :class:`.HubSettings` for all that differs between classes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from journeybook.classroom.hub.settings import TRAINER, HubSettings
from journeybook.i18n import catalogue

c: Any = get_config()  # type: ignore[name-defined]  # noqa: F821 - JupyterHub gives it
settings = HubSettings.read()
folder = settings.folder

c.JupyterHub.authenticator_class = "journeybook.classroom.hub.authenticator.RosterAuthenticator"
c.JupyterHub.spawner_class = "journeybook.classroom.hub.spawner.SeatSpawner"
c.JupyterHub.bind_url = f"http://:{settings.port}/"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{settings.hub_port}"
c.JupyterHub.db_url = f"sqlite:///{folder / 'hub.db'}"
c.JupyterHub.cookie_secret_file = str(folder / "cookie_secret")
c.JupyterHub.template_paths = [str(Path(__file__).parent / "templates")]
c.JupyterHub.template_vars = {"words": catalogue(settings.lang, "hub"), "lang": settings.lang, "title": settings.name}
c.JupyterHub.logo_file = ""
c.JupyterHub.cleanup_servers = True
c.JupyterHub.allow_named_servers = False
# Servers are started ahead of the class or all at its beginning; whoever is turned away would have to try again.
c.JupyterHub.concurrent_spawn_limit = 0
c.JupyterHub.active_server_limit = 0
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}

c.ConfigurableHTTPProxy.command = settings.proxy
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{settings.proxy_port}"
c.ConfigurableHTTPProxy.pid_file = str(folder / "proxy.pid")

# On two cores forty servers take minutes to start.
c.Spawner.start_timeout = 600
c.Spawner.http_timeout = 600
c.Authenticator.auth_refresh_age = 60
# Maps and answers are saved as they change: a server has little to do at its end.
c.LocalProcessSpawner.interrupt_timeout = 5
c.LocalProcessSpawner.term_timeout = 3

c.JupyterHub.load_roles = [
    # Inherited rights are what nbgrader's own lists ask for.
    {"name": "server", "scopes": ["inherit"]},
    {
        "name": "trainer",
        "scopes": ["self", "list:users", "read:users", "read:servers", "servers", "delete:servers"],
        "users": [TRAINER],
    },
    {
        "name": "journeybook-idle",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle"],
    },
    {
        "name": "journeybook-command",
        "scopes": ["admin:users", "admin:servers", "read:hub", "list:users"],
        "services": ["command"],
    },
]
c.JupyterHub.services = [
    {
        "name": "idle",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=7200", "--cull-every=300"],
    },
    {"name": "command", "api_token": settings.token},
]
