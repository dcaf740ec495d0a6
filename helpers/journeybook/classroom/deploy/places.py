"""What things are called in the cluster: the same in all files, whatever the class is called."""

from __future__ import annotations

HOME = "/srv/journeybook"
"""The workbook in the image."""

WORK = f"{HOME}/work"
"""Where a person's own volume is mounted: the desks' folder."""

SETTINGS = "/etc/journeybook/class.json"
"""What all pods know of the class."""

CLASS = "journeybook-class"
"""The volume with the class folder."""

EXCHANGE = "journeybook-exchange"
"""An empty folder at the exchange's place; nbgrader wants to be able to write there."""

KEEPER = "journeybook-keeper"
"""Deployment that brings hand-ins and lets late joiners in."""

ROOMS = "journeybook-rooms"
"""Deployment and service of the room server."""

ROOMS_PORT = 8810

ROOMS_ADDRESS = f"ws://{ROOMS}:{ROOMS_PORT}"

POSTGRES = "journeybook-postgres"
"""Service, and the secret with its password."""

SEAT_LABEL = "journeybook-seat"
"""Label of people's pods: ``trainer`` or ``trainee``."""

CLASS_ACCOUNT, TRAINEE_ACCOUNT = 1000, 1001
"""User ids: of the trainer, the hub and what serves the class; of all trainees, each in a pod of their own."""
