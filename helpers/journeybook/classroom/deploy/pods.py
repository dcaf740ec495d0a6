"""What the hub of a cluster does for each person's pod: it mounts what is theirs, and of the class no more.

The walls of a pod are those of :mod:`..hub.walls`: a trainee finds the exercises, the feedback, the reviews that are
for them and a letterbox to hand in, in an account that is not the class's. The trainer finds the class folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...i18n import catalogue
from ...rooms.access import token_for, trainer_token
from ...sharing.settings import ROOMS_VARIABLE, TOKEN_VARIABLE
from ..folder import ClassFolder
from ..hub import seat, walls
from ..hub.settings import TRAINER, HubSettings, letterbox
from . import places


def configure(c: Any) -> None:
    """Tell JupyterHub what ``values.yaml`` has no words for: the pods' preparation and the sign-in page's words."""
    settings = HubSettings.read()
    c.KubeSpawner.pre_spawn_hook = prepare
    c.JupyterHub.template_paths = [str(Path(__file__).parents[1] / "hub" / "templates")]
    words = catalogue(settings.lang, "hub")
    c.JupyterHub.template_vars = {"words": words, "lang": settings.lang, "title": settings.name}
    c.JupyterHub.logo_file = ""


def prepare(spawner: Any) -> None:
    """Prepare somebody's pod, before each of its starts."""
    class_, person = HubSettings.read().class_, spawner.user.name
    mounts = trainers_mounts(class_) if person == TRAINER else trainees_mounts(class_, person)
    _mount(spawner, mounts)
    spawner.default_url = seat.first_page(person)
    spawner.extra_labels = {**spawner.extra_labels, places.SEAT_LABEL: "trainer" if person == TRAINER else "trainee"}
    spawner.environment = {**spawner.environment, **rooms_environment(class_, person)}
    if person == TRAINER:
        spawner.uid = spawner.gid = spawner.fs_gid = places.CLASS_ACCOUNT
        password = {"secretKeyRef": {"name": places.POSTGRES, "key": "password", "optional": True}}
        spawner.environment["PGPASSWORD"] = {"name": "PGPASSWORD", "valueFrom": password}


def trainers_mounts(class_: ClassFolder) -> list[dict[str, Any]]:
    """Return what the trainer's pod mounts of the class: its folder."""
    return [{"name": places.CLASS, "mountPath": str(class_.path)}]


def trainees_mounts(class_: ClassFolder, trainee: str) -> list[dict[str, Any]]:
    """Return what a trainee's pod mounts of the class; what of it is not there yet is made, for its owner."""
    box, feedback = letterbox(class_, trainee), class_.exchange / class_.name / "feedback"
    for above in (box.parent.parent, box.parent):
        above.mkdir(mode=0o711, exist_ok=True)
    for folder, mode in ((class_.outbound, 0o755), (feedback, 0o711), (box, 0o777)):
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=0o711)
            folder.chmod(mode)  # whatever the umask says; nobody else's pod mounts the box
    found: list[dict[str, Any]] = [{"name": places.EXCHANGE, "mountPath": str(class_.exchange)}]
    for folder in (class_.outbound, feedback, *walls.reviews(class_, trainee)):
        found.append(_part(class_, folder, folder) | {"readOnly": True})
    return [*found, _part(class_, box, class_.inbound)]


def rooms_environment(class_: ClassFolder, person: str) -> dict[str, str]:
    """Return what kernels need to enter their group's room, which is a service of the cluster."""
    token = trainer_token(class_) if person == TRAINER else token_for(class_, person)
    return {ROOMS_VARIABLE: places.ROOMS_ADDRESS, TOKEN_VARIABLE: token}


def _part(class_: ClassFolder, folder: Path, where: Path) -> dict[str, Any]:
    return {"name": places.CLASS, "mountPath": str(where), "subPath": str(folder.relative_to(class_.path))}


def _mount(spawner: Any, mounts: list[dict[str, Any]]) -> None:
    """Add mounts to those of the chart, once, however often the pod is started."""
    kept = spawner.volume_mounts
    if isinstance(kept, dict):
        ours = {f"journeybook-{number}": mount for number, mount in enumerate(mounts)}
        others = {name: mount for name, mount in kept.items() if not name.startswith("journeybook-")}
        spawner.volume_mounts = others | ours
    else:
        names = {places.CLASS, places.EXCHANGE}
        spawner.volume_mounts = [*(one for one in kept if one["name"] not in names), *mounts]
