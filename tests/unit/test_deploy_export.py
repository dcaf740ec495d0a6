"""Are the files for a cluster whole, held to zero-to-jupyterhub's schema, without secrets, and never overwritten?"""

from __future__ import annotations

import fnmatch
import importlib
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from deploy_class import class_at
from jupyterhub.auth import Authenticator
from jupyterhub.scopes import scope_definitions
from traitlets.utils.importstring import import_item

from journeybook.classroom.deploy import export as exporting
from journeybook.classroom.deploy.export import FILES, export
from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.hub.settings import HubSettings
from journeybook.cli import commands
from journeybook.errors import ClassError

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "z2jh" / "values.schema.yaml"
TRAITS = {
    "JupyterHub": "jupyterhub.app",
    "Authenticator": "jupyterhub.auth",
    "RosterAuthenticator": "journeybook.classroom.hub.authenticator",
}
"""Where the classes are that ``hub.config`` speaks of."""


@pytest.fixture(params=["zh", "en"])
def class_(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    """Return a class of two, in each language."""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    return class_at(tmp_path, request.param)


@pytest.fixture
def folder(class_: ClassFolder, tmp_path: Path) -> Path:
    """Return the folder with the class's files."""
    made = tmp_path / "deploy"
    export(class_, made, exercise="03-retail", host="class.example.test")
    return made


def documents(folder: Path) -> list[dict[str, Any]]:
    """Return all manifests, values apart."""
    files = [path for path in sorted(folder.glob("*.yaml")) if path.name != "values.yaml"]
    return [one for path in files for one in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


def values(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((folder / "values.yaml").read_text(encoding="utf-8"))
    return found


def parts(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield each mapping in a manifest."""
    if isinstance(tree, dict):
        yield tree
    for one in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from parts(one)


def without_required(schema: Any, *, kept: bool = False) -> Any:
    """Return a schema for values that are laid over the chart's own, which have all that has to be there."""
    if isinstance(schema, dict):
        free = {"oneOf", "patternProperties", "if", "then"}
        return {
            name: without_required(part, kept=kept or name in free)
            for name, part in schema.items()
            if kept or name != "required" or not isinstance(part, list)
        }
    return [without_required(one, kept=kept) for one in schema] if isinstance(schema, list) else schema


@pytest.mark.skipif(not SCHEMA.is_file(), reason="no copy of zero-to-jupyterhub's schema on this machine")
def test_the_values_are_those_of_the_chart(folder: Path) -> None:
    """Does zero-to-jupyterhub's own schema allow each value, and notice a misspelt one?"""
    schema = without_required(yaml.safe_load(SCHEMA.read_text(encoding="utf-8")))
    checker = jsonschema.Draft7Validator(schema)
    wrong = values(folder)
    wrong["singleuser"]["memory"]["garantee"] = wrong["singleuser"]["memory"].pop("guarantee")

    assert [error.message for error in checker.iter_errors(values(folder))] == []
    assert len(list(checker.iter_errors(wrong))) == 1


def test_each_setting_of_the_hub_exists(folder: Path) -> None:
    """Has each class under ``hub.config`` these settings, of this type? The chart's schema does not look there."""
    for name, settings in values(folder)["hub"]["config"].items():
        traits = getattr(importlib.import_module(TRAITS[name]), name).class_traits(config=True)
        assert set(settings) <= set(traits), name
        for setting, value in settings.items():
            if setting.endswith("_class"):
                assert issubclass(import_item(value), Authenticator)
            else:
                traits[setting].validate(None, value)


def test_services_have_their_roles(folder: Path) -> None:
    """Is each service that a role names there, and each scope one that JupyterHub knows?"""
    hub = values(folder)["hub"]
    scopes = {scope for role in hub["loadRoles"].values() for scope in role["scopes"]}
    services = {name for role in hub["loadRoles"].values() for name in role.get("services", [])}

    assert services == set(hub["services"])
    assert scopes <= set(scope_definitions)


def test_names_lead_somewhere(folder: Path) -> None:
    """Is there a volume, claim, secret, map, service or pod behind each name, and a mount for each volume?"""
    found = [*documents(folder), values(folder)]
    there = {(one["kind"], one["metadata"]["name"]) for one in documents(folder)}
    known = there | {("Secret", "hub")}  # the chart's own
    for one in parts(found):
        if "claimName" in one:
            assert ("PersistentVolumeClaim", one["claimName"]) in known
        if "secretKeyRef" in one:
            assert ("Secret", one["secretKeyRef"]["name"]) in known
        if "configMap" in one and isinstance(one["configMap"], dict):
            assert ("ConfigMap", one["configMap"]["name"]) in known
    labels = {one["spec"]["template"]["metadata"]["labels"]["app"] for one in documents(folder) if "Set" in one["kind"]}
    labels |= {
        one["spec"]["template"]["metadata"]["labels"]["app"] for one in documents(folder) if one["kind"] == "Deployment"
    }
    chosen = {one["app"] for one in parts(found) if "app" in one and isinstance(one["app"], str)}
    assert chosen == labels
    for one in documents(folder):
        if one["kind"] in {"Deployment", "StatefulSet"}:
            pod = one["spec"]["template"]["spec"]
            mounted = {mount["name"] for part in pod["containers"] for mount in part["volumeMounts"]}
            claims = {claim["metadata"]["name"] for claim in one["spec"].get("volumeClaimTemplates", [])}
            assert mounted == {volume["name"] for volume in pod["volumes"]} | claims


def test_one_image_one_version(folder: Path) -> None:
    """Do all files speak of the same images at the same version, which the README builds?"""
    text = "".join((folder / name).read_text(encoding="utf-8") for name in FILES)
    tags = set(re.findall(r"REPLACE-REGISTRY/journeybook-(?:seat|hub):(\S+)", text))
    found = values(folder)

    assert tags == {found["hub"]["image"]["tag"]} == {found["singleuser"]["image"]["tag"]}
    assert {"journeybook-seat", "journeybook-hub"} == set(re.findall(r"journeybook-(?:seat|hub)(?=:\S)", text))


def test_all_pods_know_the_same_class(folder: Path, class_: ClassFolder) -> None:
    """Do hub, seats and keeper read the same settings, and mount the class where these say it is?"""
    found = values(folder)
    (keeper,) = (one for one in documents(folder) if one["kind"] == "ConfigMap" and "class.json" in one["data"])
    files = [found[part]["extraFiles"]["journeybook-class"] for part in ("hub", "singleuser")]
    told = {*(file["stringData"] for file in files), keeper["data"]["class.json"]}
    settings = HubSettings(**json.loads(told.pop()))
    mounts = {
        one["mountPath"]
        for one in parts([found, *documents(folder)])
        if one.get("name") == "journeybook-class" and "mountPath" in one
    }

    assert told == set()
    assert (settings.name, settings.lang, settings.token) == (class_.name, class_.lang, "")
    assert mounts == {settings.path}
    assert {file["mountPath"] for file in files} == {found["hub"]["extraEnv"]["JOURNEYBOOK_HUB"]}


def test_nothing_in_them_is_secret(folder: Path, class_: ClassFolder) -> None:
    """Is every secret a placeholder by name, and no path of this machine in any file?"""
    (secret,) = (one for one in documents(folder) if one["kind"] == "Secret")
    text = "".join((folder / name).read_text(encoding="utf-8") for name in FILES)

    assert secret["stringData"] == {"password": "REPLACE-WITH-A-LONG-RANDOM-PASSWORD"}
    assert str(class_.path.parents[1]) not in text
    assert "anna" not in text


def test_pods_have_no_rights_to_spare(folder: Path) -> None:
    """Do our pods run without root, without a token of the cluster, without more rights?"""
    for one in documents(folder):
        if one["kind"] != "Deployment":
            continue
        pod = one["spec"]["template"]["spec"]
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        for container in pod["containers"]:
            assert container["securityContext"]["allowPrivilegeEscalation"] is False
    seats = values(folder)["singleuser"]
    assert seats["networkPolicy"]["egressAllowRules"] == {
        "cloudMetadataServer": False,
        "nonPrivateIPs": False,
        "privateIPs": False,
    }
    assert seats["uid"] != 0


def sent(ignore: str) -> list[str]:
    """Return the files of this repository that a builder would be sent, by the rules of a ``.dockerignore``."""
    rules = [line for line in ignore.splitlines() if line and not line.startswith("#")]
    found = []
    for path in ROOT.rglob("*"):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith((".git/", ".venv", "helpers/board/node_modules")) or not path.is_file():
            continue
        kept = True
        for rule in rules:
            pattern = rule.removeprefix("!").removeprefix("**/")
            above = [name, *(str(parent) for parent in Path(name).parents)]
            hit = any(
                fnmatch.fnmatch(one if "**" not in rule else Path(one).name, pattern) for one in above if one != "."
            )
            if hit:
                kept = rule.startswith("!")
        if kept:
            found.append(name)
    return found


def test_the_images_hold_no_keys(folder: Path) -> None:
    """Is nothing sent to the builder but what trainees may see, and all of that which the Dockerfile copies?"""
    files = sent((folder / "Dockerfile.dockerignore").read_text(encoding="utf-8"))
    dockerfile = (folder / "Dockerfile").read_text(encoding="utf-8")
    copied = [
        word for line in re.findall(r"^COPY (?!--from)(.*) \S+$", dockerfile, re.MULTILINE) for word in line.split()
    ]

    assert {name.partition("/")[0] for name in files} == {name.partition("/")[0] for name in copied}
    assert [name for name in files if "/key/" in name or name.endswith("key.toml")] == []
    assert all(any(name == one or name.startswith(f"{one}/") for name in files) for one in copied)


def test_the_dockerfile_installs_what_there_is(folder: Path) -> None:
    """Has the package the extras that the image is installed with, and its commands' modules?"""
    dockerfile = (folder / "Dockerfile").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (extras,) = re.findall(r"\[([a-z,]+)\]\"", dockerfile)
    commands_ = [values(folder)["singleuser"]["cmd"]]
    commands_ += [part["args"] for one in documents(folder) for part in parts(one) if "args" in part]
    modules = [words[2] for words in commands_ if words[:2] == ["python", "-m"]]

    assert set(extras.split(",")) <= set(project["optional-dependencies"])
    assert sorted(modules) == ["journeybook.classroom.deploy.keeper", "journeybook.classroom.deploy.seat"]
    assert all(importlib.util.find_spec(module) for module in modules)
    assert json.dumps(values(folder)["singleuser"]["cmd"]) in dockerfile


def test_the_room_server_has_these_options(folder: Path) -> None:
    """Does ``journeybook class rooms`` take what the manifest gives it?"""
    group: Any = commands.get_command(None, "class")  # type: ignore[arg-type]
    command = group.get_command(None, "rooms")
    (words,) = (
        part["args"]
        for one in documents(folder)
        for part in parts(one)
        if part.get("name") == "rooms" and "args" in part
    )
    options = {name for parameter in command.params for name in parameter.opts}

    assert words[:3] == ["journeybook", "class", "rooms"]
    assert {word for word in words if word.startswith("--")} <= options


def test_both_languages_have_the_same_steps() -> None:
    """Does the README say the same commands in both languages, in the same order, under as many headings?"""
    texts = [(exporting._TEMPLATES / f"README.{lang}.md").read_text(encoding="utf-8") for lang in ("en", "zh")]
    blocks = [re.findall(r"```\n(.*?)```", text, re.DOTALL) for text in texts]

    assert blocks[0] == blocks[1] != []
    assert len(re.findall("^## ", texts[0], re.MULTILINE)) == len(re.findall("^## ", texts[1], re.MULTILINE))


def test_files_are_never_overwritten(folder: Path, class_: ClassFolder) -> None:
    """Is an edited file kept, unless one insists?"""
    (folder / "values.yaml").write_text("mine\n", encoding="utf-8")
    with pytest.raises(ClassError, match="--force"):
        export(class_, folder, exercise="03-retail")
    assert (folder / "values.yaml").read_text(encoding="utf-8") == "mine\n"

    export(class_, folder, exercise="03-retail", force=True)
    assert values(folder)["ingress"]["hosts"] == ["REPLACE-HOST"]


@pytest.mark.parametrize("host", ["http://class.test", "a b", 'x"\ny', "-a"])
def test_a_host_is_a_name(class_: ClassFolder, tmp_path: Path, host: str) -> None:
    """Is what is no host's name refused before it stands in a file?"""
    with pytest.raises(ClassError, match=r"class\.company\.example"):
        export(class_, tmp_path / "x", exercise="03-retail", host=host)
    assert not (tmp_path / "x").exists()


def test_the_command(class_: ClassFolder) -> None:
    """Does the command write into the class folder and name what it wrote?"""
    done = CliRunner().invoke(commands, ["class", "export-deploy", class_.name, "--people", "4000"])

    assert done.exit_code == 0, done.output
    assert all(name in done.output for name in FILES)
    assert values(class_.path / "deploy")["scheduling"]["userPlaceholder"]["replicas"] == 400
