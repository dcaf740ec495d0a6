"""Make the files of the tutorial: an invented clinic, a few hundred rows, the same bytes with every run.

``python docs/own-case/make_files.py`` writes them beside this script.
"""

from __future__ import annotations

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path

# name, how likely it is met, usual wait in minutes, how likely an unhappy answer is, how likely a complaint is
STEPS = (
    ("Clinic website", 0.9, 0, 0.06, 0.01),
    ("Phone booking", 0.8, 4, 0.12, 0.02),
    ("Reception desk", 1.0, 6, 0.08, 0.06),
    ("Waiting room", 1.0, 38, 0.48, 0.03),
    ("Consultation", 1.0, 3, 0.04, 0.01),
    ("Test results call", 0.7, 12, 0.42, 0.05),
    ("Pharmacy counter", 0.7, 7, 0.07, 0.01),
    ("Reminder email", 0.6, 0, 0.05, 0.0),
)
WORDS = {
    "Waiting room": ("An hour past my appointment and nobody said a word.", "等了快一个小时，没有人来说明。"),
    "Test results call": ("I was told they would call on Monday. It was Thursday.", "说好周一来电话，周四才打来。"),
    "Consultation": ("The doctor took her time and explained everything.", "医生很耐心，讲得很清楚。"),
    "Reception desk": ("Friendly, but one has to fill in the same form again.", "态度很好，就是同一张表又填一遍。"),
}


def write(name: str, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Write one file beside this script."""
    with Path(__file__).with_name(name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Play the patients one by one."""
    luck = random.Random(20260301)  # noqa: S311 - invented patients, no secrets
    visits: list[tuple[object, ...]] = []
    answers: list[tuple[object, ...]] = []
    tickets: list[tuple[object, ...]] = []
    for number in range(1, 91):
        patient, now = f"P{number:03d}", datetime(2026, 3, 2, 8) + timedelta(hours=luck.randrange(1200))
        unhappy_at = set()
        for step, likely, wait, bad, complains in STEPS:
            if luck.random() > likely:
                continue
            waited = round(luck.uniform(0.5, 1.5) * wait, 1) if wait else ""
            visits.append((patient, step, now.isoformat(" ", "minutes"), waited))
            unhappy = luck.random() < bad
            if unhappy:
                unhappy_at.add(step)
            if luck.random() < 0.75:
                score = luck.choice((1, 2, 2)) if unhappy else luck.choice((3, 4, 4, 5, 5))
                said = luck.choice(WORDS[step]) if step in WORDS and luck.random() < 0.4 else ""
                if (step in {"Waiting room", "Test results call"}) != (score <= 2):
                    said = ""
                last = step == "Pharmacy counter"
                nps = max(0, luck.choice((8, 9, 9, 10)) - 4 * len(unhappy_at)) if last else ""
                answered = now + timedelta(hours=luck.randint(2, 30))
                answers.append((patient, step, answered.isoformat(" ", "minutes"), score, nps, said))
            if luck.random() < complains:
                opened = now + timedelta(hours=luck.randint(1, 20))
                reply = opened + timedelta(hours=luck.randint(3, 90))
                replied = reply.isoformat(" ", "minutes") if luck.random() < 0.8 else ""
                tickets.append(
                    (f"T{len(tickets) + 1}", patient, step, "complaint", opened.isoformat(" ", "minutes"), replied)
                )
            now += timedelta(minutes=luck.randint(15, 2000))
    write("visits.csv", ("patient_customer_id", "step", "time", "wait_min"), visits)
    write("answers.csv", ("patient_customer_id", "step", "answered", "satisfaction", "recommend", "comment"), answers)
    write("complaints.csv", ("ticket_id", "customer_id", "step", "kind", "opened", "first_reply"), tickets)


if __name__ == "__main__":
    main()
