"""One person's server in a pod: ``python -m journeybook.classroom.deploy.seat``.

The pod's hub says who sits there; what class it is stands in the settings that all pods of the class have.
"""

from __future__ import annotations

import os

from ..hub import seat
from ..hub.settings import HubSettings


def main() -> None:
    """Become the server; does not return."""
    os.environ.update(seat.environment(HubSettings.read()))
    seat.main(os.environ["JUPYTERHUB_USER"])


if __name__ == "__main__":
    main()
