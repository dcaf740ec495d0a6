"""Warms the parent up when the server starts, so that the first notebook need not wait for the imports."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory

from .provisioner import warm_parent

_NAME = "journeybook-warm"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "journeybook.warm.extension"}]


def _load_jupyter_server_extension(_: Any) -> None:
    # The installed list of provisioners may be older than this one.
    factory = KernelProvisionerFactory.instance()
    point = EntryPoint(_NAME, "journeybook.warm.provisioner:WarmProvisioner", factory.GROUP_NAME)
    factory.provisioners.setdefault(_NAME, point)
    warm_parent()
