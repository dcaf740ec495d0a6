"""Does each person's pod mount what is theirs, and nothing of the class that is not?"""

from __future__ import annotations

import asyncio
import importlib
import stat
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

import pytest
from deploy_class import class_at, settled
from traitlets.config import Config

from journeybook.classroom.deploy import places, pods
from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.hub.settings import TRAINER, letterbox
from journeybook.rooms.access import Access
from journeybook.sharing.settings import ROOMS_VARIABLE, TOKEN_VARIABLE

CHARTS = {"name": "files", "mountPath": "/etc/journeybook/class.json", "subPath": "x"}
"""A mount that the chart makes itself."""


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    """Return a class whose settings the hub finds."""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    made = class_at(tmp_path)
    settled(made, tmp_path / "class.json", monkeypatch)
    return made


def spawner_of(person: str, mounts: Any) -> Any:
    """Return as much of a KubeSpawner as is prepared."""
    return SimpleNamespace(
        user=SimpleNamespace(name=person), volume_mounts=mounts, environment={"HOME": "/x"}, extra_labels={}, uid=1001
    )


def mounts_of(spawner: Any) -> dict[str, dict[str, Any]]:
    """Return what a pod mounts of the class, by its place."""
    found = spawner.volume_mounts
    every = found.values() if isinstance(found, dict) else found
    return {one["mountPath"]: one for one in every if one["name"] != "files"}


@pytest.mark.parametrize("mounts", [[CHARTS], {"files": CHARTS}])
@pytest.mark.parametrize("person", ["anna", "陈"])
def test_a_trainee_sees_what_the_walls_show(class_: ClassFolder, person: str, mounts: Any) -> None:
    """Does the pod mount exercises and feedback read-only, its own letterbox at the exchange's place, and no more?"""
    spawner = spawner_of(person, mounts)
    pods.prepare(spawner)
    found = mounts_of(spawner)
    exchange, base = class_.exchange, class_.exchange / class_.name

    assert list(found) == [str(exchange), str(base / "outbound"), str(base / "feedback"), str(base / "inbound")]
    assert found[str(exchange)]["name"] == places.EXCHANGE
    assert [one.get("readOnly") for one in found.values()] == [None, True, True, None]
    assert found[str(class_.inbound)]["subPath"] == f"hub/letterboxes/{person}"
    assert all(".." not in PurePosixPath(one.get("subPath", "x")).parts for one in found.values())
    assert spawner.uid == places.TRAINEE_ACCOUNT
    assert spawner.default_url.startswith("/lab")
    assert spawner.environment["HOME"] == "/x"
    assert "PGPASSWORD" not in spawner.environment


def test_kernels_find_their_groups_room(class_: ClassFolder) -> None:
    """Does each person's pod have the room server's address, and a token that is theirs?"""
    found = {}
    for person in ("anna", "陈", TRAINER):
        spawner = spawner_of(person, [])
        pods.prepare(spawner)
        assert spawner.environment[ROOMS_VARIABLE] == places.ROOMS_ADDRESS
        found[person] = Access(class_, []).person(spawner.environment[TOKEN_VARIABLE])

    assert [one.id for one in found.values() if one] == ["anna", "陈", ""]
    assert [one.is_trainer for one in found.values() if one] == [False, False, True]


@pytest.mark.parametrize("mounts", [[], {}])
def test_reviews_are_for_whom_they_are(class_: ClassFolder, mounts: Any) -> None:
    """Does a pod mount the reviews that are for its trainee, nobody else's, and none that are there no more?"""
    for person in ("anna", "陈"):
        (class_.exchange / class_.name / "reviews" / "03-retail" / person).mkdir(parents=True)
    spawner, review = spawner_of("anna", mounts), class_.exchange / class_.name / "reviews" / "03-retail" / "anna"
    pods.prepare(spawner)
    assert [path for path in mounts_of(spawner) if "/reviews/" in path] == [str(review)]

    review.rmdir()
    pods.prepare(spawner)
    assert [path for path in mounts_of(spawner) if "/reviews/" in path] == []
    assert len(spawner.volume_mounts) == len(mounts_of(spawner))


def test_the_letterbox_is_open_to_its_pod_alone(class_: ClassFolder) -> None:
    """Can the trainees' account write into the letterbox, and not look into the folders above it?"""
    pods.prepare(spawner_of("anna", []))
    box = letterbox(class_, "anna")

    assert stat.S_IMODE(box.stat().st_mode) == 0o777
    assert stat.S_IMODE(box.parent.stat().st_mode) & 0o044 == 0


@pytest.mark.parametrize("mounts", [[CHARTS], {"files": CHARTS}])
def test_the_trainer_has_the_class(class_: ClassFolder, mounts: Any) -> None:
    """Does the trainer's pod mount the class folder, in the class's account, with the database's password?"""
    spawner = spawner_of(TRAINER, mounts)
    pods.prepare(spawner)

    assert list(mounts_of(spawner)) == [str(class_.path)]
    assert (spawner.uid, spawner.fs_gid) == (places.CLASS_ACCOUNT, places.CLASS_ACCOUNT)
    assert spawner.extra_labels == {places.SEAT_LABEL: "trainer"}
    assert spawner.environment["PGPASSWORD"]["valueFrom"]["secretKeyRef"]["name"] == places.POSTGRES
    assert spawner.default_url == "/journeybook/class"


@pytest.mark.parametrize("mounts", [[CHARTS], {"files": CHARTS}])
def test_a_second_start_mounts_nothing_twice(class_: ClassFolder, mounts: Any) -> None:
    """Is a pod that is started again the same as before, the chart's own mounts among it?"""
    spawner = spawner_of("anna", mounts)
    pods.prepare(spawner)
    before = spawner.volume_mounts
    pods.prepare(spawner)

    assert spawner.volume_mounts == before
    assert CHARTS in (before.values() if isinstance(before, dict) else before)


def test_the_hub_is_told(class_: ClassFolder) -> None:
    """Does the hub prepare pods with this, and speak the class's language at the sign-in?"""
    c = Config()
    pods.configure(c)

    assert c.KubeSpawner.pre_spawn_hook is pods.prepare
    assert Path(c.JupyterHub.template_paths[0], "login.html").is_file()
    assert c.JupyterHub.template_vars["lang"] == "zh"
    assert c.JupyterHub.template_vars["title"] == class_.name


@pytest.mark.parametrize("person", ["anna", "陈", TRAINER])
def test_kubespawner_takes_it(class_: ClassFolder, person: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does KubeSpawner make a pod of it that Kubernetes could start?"""
    kubespawner = pytest.importorskip("kubespawner", reason="no KubeSpawner here: it is the hub's image that needs it")
    for looks_for_a_cluster in ("load_config", "shared_client"):
        monkeypatch.setattr(f"kubespawner.spawner.{looks_for_a_cluster}", lambda *_, **__: None)
    spawner = kubespawner.KubeSpawner(_mock=True, image="seat:1", cmd=["python"], uid=1001, fs_gid=1001)
    spawner.user = SimpleNamespace(name=person, id=1, url=f"/user/{person}/", escaped_name=person)
    spawner.hub = SimpleNamespace(base_url="/hub/", api_url="http://hub:8081/hub/api", public_host="")
    spawner.get_env = lambda: {}
    spawner.volumes = [
        {"name": places.CLASS, "persistentVolumeClaim": {"claimName": places.CLASS}},
        {"name": places.EXCHANGE, "emptyDir": {}},
    ]
    pods.prepare(spawner)
    spawner.get_env = lambda: dict(spawner.environment)
    client = importlib.import_module("kubernetes_asyncio.client")

    async def rendered() -> dict[str, Any]:
        async with client.ApiClient() as api:
            found: dict[str, Any] = api.sanitize_for_serialization(await spawner.get_pod_manifest())
            return found

    pod = asyncio.run(rendered())
    (container,) = pod["spec"]["containers"]
    places_ = [one["mountPath"] for one in container["volumeMounts"]]

    assert {one["name"] for one in container["volumeMounts"]} <= {one["name"] for one in pod["spec"]["volumes"]}
    assert len(set(places_)) == len(places_)
    assert container["securityContext"]["runAsUser"] == (1000 if person == TRAINER else 1001)
    assert pod["metadata"]["labels"][places.SEAT_LABEL] == ("trainer" if person == TRAINER else "trainee")
    assert pod["spec"]["automountServiceAccountToken"] is False
    passwords = [one["valueFrom"]["secretKeyRef"]["name"] for one in container["env"] if one["name"] == "PGPASSWORD"]
    assert passwords == ([places.POSTGRES] if person == TRAINER else [])
