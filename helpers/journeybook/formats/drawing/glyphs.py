"""The board's small pictures, drawn on a field of 24 by 24: the same paths as in ``board/src/ui/icons.tsx``."""

from __future__ import annotations

FIELD = 24
"""Width and height of the field that every path is drawn on."""

PATHS = {
    "store": "M4 10v9h16v-9M3 10l2-5h14l2 5a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM10 19v-4h4v4",
    "web": "M3 5h18v14H3zM3 9h18M6 7h.01M9 7h.01",
    "app": "M7 3h10v18H7zM11 18h2",
    "phone": "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z",
    "chat": "M4 5h16v11H10l-4 4v-4H4zM8 9.5h8M8 12.5h5",
    "email": "M3 6h18v12H3zM3 7l9 7 9-7",
    "social": (
        "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19a6 6 0 0 1 12 0M15.5 5.2a3 3 0 0 1 0 5.6M17.5 14a6 6 0 0 1 3.5 5"
    ),
    "delivery": (
        "M3 6h11v10H3zM14 10h4l3 3v3h-7M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17.5 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
    ),
    "other": "M12 12h.01M6 12h.01M18 12h.01",
    "bulb": "M9 18h6M10 21h4M8.5 15a6 6 0 1 1 7 0c-.7.6-1 1.2-1 2h-5c0-.8-.3-1.4-1-2z",
    "bolt": "M13 3 5 14h6l-1 7 8-11h-6z",
    "action": "M12 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 21l2-6-2-3 1-4h4l1 4 2 1M11 15l3 2 1 4M10 8l-3 2v3",
    "touch": "M12 13a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 9a7 7 0 0 1 14 0c0 5-7 12-7 12S5 14 5 9z",
    "wave": "M3 14c3 0 3-7 6-7s3 10 6 10 3-5 6-5",
    "quote": "M5 17c2-1 3-3 3-5H5V7h5v5c0 3-2 5-4 6M14 17c2-1 3-3 3-5h-3V7h5v5c0 3-2 5-4 6",
    "data": "M5 20v-8M12 20V4M19 20v-12M3 20h18",
    "assumption": "M9 8.5a3.2 3.2 0 1 1 4.8 2.8c-1.2.7-1.8 1.5-1.8 2.9M12 18.5h.01",
    "unproved": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z",
    "target": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 12h.01",
    "gauge": "M4 18a9 9 0 1 1 16 0M12 15l4-5M12 15h.01",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0",
    "backstage": (
        "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 5V3M12 21v-2M5 12H3M21 12h-2M7 7 5.6 5.6M18.4 18.4 17 17"
        "M7 17l-1.4 1.4M18.4 5.6 17 7"
    ),
    "lines": "M4 7h16M4 12h16M4 17h10",
    "bars": "M4 20h16M7 16v-5M12 16V6M17 16v-8",
    "scene": "M3 19h18M5 19l5-9 4 6 2-3 3 6M16.5 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
}

STAR = "m12 3 2.7 5.7 6.2.8-4.6 4.3 1.2 6.2L12 17l-5.5 3 1.2-6.2L3.1 9.5l6.2-.8z"

EYES = "M8.8 10h.01M15.2 10h.01"

MOUTHS = {
    2: "M7 13.5h10a5 5 0 0 1-10 0z",
    1: "M8 14.5a5.5 5.5 0 0 0 8 0",
    0: "M8.5 15.5h7",
    -1: "M8 16.5a5.5 5.5 0 0 1 8 0",
    -2: "M8 17.5a4.5 4.5 0 0 1 8 0zM6.5 7.5l3 1.5M17.5 7.5l-3 1.5",
}
"""Emotion → the mouth that feels it."""

RING = "M21.5 12A9.5 9.5 0 1 1 2.5 12A9.5 9.5 0 1 1 21.5 12z"
