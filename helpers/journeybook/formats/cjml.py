"""CJML 2.0, the customer journey modelling language of SINTEF, as XML.

A current map is an ``actualJourney``, a future one a ``plannedJourney``; stages are phases, the persona is the end
user. A touchpoint with a channel is a communication point, one without is an action; what customers think and feel is
their experience, which only an actual journey has. Elements are found by their names, in any order and any namespace.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from ..atomic import write_bytes
from ..errors import FormatError
from ..i18n import t
from ..model import MAX_CARDS, Channel, JourneyMap, Kind, new_id
from .losses import Loss, LossKind

VERSION = "2.0"

JOURNEYS = {"actualJourney": Kind.CURRENT, "plannedJourney": Kind.FUTURE}

POINTS = {"actualCommunicationPoint", "actualAction", "plannedCommunicationPoint", "plannedAction"}

CHANNELS = {
    Channel.STORE: "faceToFace",
    Channel.WEB: "internetViaPC",
    Channel.APP: "appOnSmartphone",
    Channel.PHONE: "phone",
    Channel.CHAT: "chat",
    Channel.EMAIL: "email",
    Channel.SOCIAL: "socialMediaMessage",
    Channel.DELIVERY: "parcel",
    Channel.OTHER: "unknown",
}
"""What each channel is called in the file."""

_ALSO = {
    Channel.STORE: "shopcounter servicedesk selfservicemachine facetofaceconversation face2face store",
    Channel.WEB: "internet internetglobe internetviasmartphone internetviatablet webapp web website",
    Channel.APP: "apponpc appontablet app",
    Channel.PHONE: "telephone phonecall",
    Channel.CHAT: "message sms messageservice",
    Channel.EMAIL: "mail",
    Channel.SOCIAL: "socialmedia socialmediainteraction",
    Channel.DELIVERY: "packagedelivery letter letterpaper delivery",
    Channel.OTHER: "other unknownchannel",
}
"""Names that other programs write, in small letters and without signs."""

_MIDDLE = 3
"""The rating of a neutral experience."""

_CUSTOMER, _COMPANY = "customer", "company"

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(journey_map: JourneyMap, path: Path, lang: str) -> tuple[Loss, ...]:
    """Write the map as one journey."""
    root = etree.Element("CJML", version=VERSION)
    actual = journey_map.kind is Kind.CURRENT
    journey = etree.SubElement(root, "actualJourney" if actual else "plannedJourney")
    _add(journey, "journeyID", "AJ1" if actual else "PJ1")
    _add(journey, "journeyTitle", journey_map.scenario.name)
    _add(journey, "journeyShortSummary", journey_map.scenario.situation)
    phases = etree.SubElement(journey, "journeyPhases")
    for number, stage in enumerate(journey_map.stages, 1):
        _add(etree.SubElement(phases, "journeyPhase", phaseID=f"P{number}"), "phaseName", stage.name)
    actors = etree.SubElement(journey, "actors")
    _add(etree.SubElement(actors, "endUser", actorID=_CUSTOMER), "actorName", journey_map.persona.name)
    etree.SubElement(actors, "serviceProvider", actorID=_COMPANY)
    points = etree.SubElement(journey, "touchpoints")
    for number, stage in enumerate(journey_map.stages, 1):
        for touchpoint in journey_map.touchpoints_in(stage.id):
            _add_point(points, touchpoint, f"P{number}", actual=actual)
    write_bytes(path, etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))
    return ()


def _add_point(points: Any, touchpoint: Any, phase: str, *, actual: bool) -> None:
    kind = "Action" if touchpoint.channel is None else "CommunicationPoint"
    point = etree.SubElement(points, f"{'actual' if actual else 'planned'}{kind}")
    _add(point, "touchpointID", f"T{len(points)}")
    etree.SubElement(point, "belongsTo", phaseIDref=phase)
    initiator = etree.SubElement(point, "initiator")
    etree.SubElement(initiator, "refersTo", actorIDref=_CUSTOMER)
    _add(initiator, "initiatorLabel", touchpoint.name)
    if touchpoint.channel is not None:
        etree.SubElement(etree.SubElement(point, "receiver"), "refersTo", actorIDref=_COMPANY)
        _add(etree.SubElement(point, "channel"), "channelName", CHANNELS[touchpoint.channel])
    if actual and (touchpoint.thought or touchpoint.emotion is not None):
        experience = etree.SubElement(point, "touchpointExperience")
        _add(experience, "experienceDescription", touchpoint.thought)
        if touchpoint.emotion is not None:
            _add(experience, "experienceRating", str(_MIDDLE + touchpoint.emotion))
    if touchpoint.action:
        _add(point, "comment", touchpoint.action)


def _add(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = _ILLEGAL.sub("\ufffd", text)


def read(path: Path) -> tuple[JourneyMap, tuple[Loss, ...]]:
    """Return the first journey of a file as a map, and what of the file has no place on it.

    Raises
    ------
    FormatError
        If it is no CJML, or has a document type definition, through which XML can grow or read other files.
    ModelError
        If it has more or longer texts than a map can hold.
    """
    return _Reader(_root(path), path.name).made()


def _root(path: Path) -> Any:
    # No entity is resolved, nothing is loaded, and a tree that is too deep or too large is refused.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        tree = etree.parse(str(path), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise FormatError("cjml.not_xml", file=path.name, line=line, column=column) from error
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        raise FormatError("cjml.doctype", file=path.name)
    root = tree.getroot()
    if _name(root) != "CJML":
        raise FormatError("cjml.not_cjml", file=path.name, line=root.sourceline, came=_name(root)[:40])
    return root


def _name(element: Any) -> str:
    """Return what an element is called, without its namespace; a comment is called nothing."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


class _Reader:
    def __init__(self, root: Any, file: str) -> None:
        journeys = [one for one in root if _name(one) in JOURNEYS]
        if not journeys:
            raise FormatError("cjml.no_journey", file=file, known=", ".join(JOURNEYS))
        if any(len(part) > MAX_CARDS for part in (root, *(part for one in journeys for part in one))):
            raise FormatError("formats.too_many", file=file, most=MAX_CARDS)
        self._journey, *self._others = journeys
        self._kind = JOURNEYS[_name(self._journey)]
        self._used: set[Any] = set()
        self._losses: list[Loss] = []

    def made(self) -> tuple[JourneyMap, tuple[Loss, ...]]:
        journey = self._journey
        actors = self._child(journey, "actors")
        users = [] if actors is None else [one for one in actors if _name(one) == "endUser"]
        stages, phases = self._stages()
        touchpoints = self._touchpoints(stages, phases)
        short, long = self._text(journey, "journeyShortSummary"), self._child(journey, "journeyLongSummary")
        data = {
            "kind": self._kind,
            "persona": {"name": self._actor(users[0]) if users else ""},
            "scenario": {
                "name": self._text(journey, "journeyTitle"),
                "situation": short or ("" if long is None else self._take(long)),
            },
            "stages": stages,
            "touchpoints": touchpoints,
        }
        for other in self._others:
            title = self._text(other, "journeyTitle") or self._text(other, "journeyID")
            self._losses.append(Loss(LossKind.IGNORED, "journey", title[:40]))
        self._tell_unused()
        return JourneyMap.parse(data), tuple(self._losses)

    def _child(self, element: Any, name: str) -> Any:
        return next((one for one in element if _name(one) == name), None)

    def _take(self, element: Any) -> str:
        """Return the text of an element and remember that it has been read."""
        self._used.add(element)
        return "".join(element.itertext()).strip()

    def _text(self, element: Any, *names: str) -> str:
        for name in names:
            element = None if element is None else self._child(element, name)
        return "" if element is None else self._take(element)

    def _actor(self, actor: Any) -> str:
        if self._child(actor, "actorName") is not None:
            return self._text(actor, "actorName")
        return (actor.get("actorID") or actor.get("actorIDref") or "").strip()

    def _stages(self) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """Return the stages, and which of them a phase's id means."""
        phases = self._child(self._journey, "journeyPhases")
        found = [] if phases is None else [one for one in phases if _name(one) == "journeyPhase"]
        stages = [{"id": new_id("stage"), "name": self._text(one, "phaseName")} for one in found]
        ids = {(one.get("phaseID") or "").strip(): stage["id"] for one, stage in zip(found, stages, strict=True)}
        return stages, ids

    def _touchpoints(self, stages: list[dict[str, Any]], phases: dict[str, str]) -> list[dict[str, Any]]:
        points = self._child(self._journey, "touchpoints")
        found = [] if points is None else [one for one in points if _name(one) in POINTS]
        made: list[dict[str, Any]] = []
        for point in found:
            belongs = self._child(point, "belongsTo")
            stage = phases.get(("" if belongs is None else belongs.get("phaseIDref") or "").strip())
            label = self._text(point, "initiator", "initiatorLabel")
            other = self._child(point, "receiver")
            received = None if other is None else self._child(other, "receiverLabel")
            action = self._text(point, "comment")
            if not action and received is not None:
                action = self._take(received)
            name = label or action
            if stage is None:
                # Where no phase is told, a touchpoint stands with the one before.
                if not stages:
                    stages.append({"id": new_id("stage"), "name": ""})
                stage = made[-1]["stage"] if made else stages[0]["id"]
                if phases:
                    self._losses.append(Loss(LossKind.IGNORED, "phase", name[:40]))
            made.append(
                {
                    "id": new_id("touchpoint"),
                    "stage": stage,
                    "name": label,
                    "action": action,
                    "channel": self._channel(point),
                    **self._experience(point),
                }
            )
        return made

    def _channel(self, point: Any) -> str | None:
        said = self._text(point, "channel", "channelName")
        plain = "".join(filter(str.isalnum, said)).casefold()
        if not plain:
            return None
        for channel, name in CHANNELS.items():
            if plain in {name.casefold(), *_ALSO[channel].split()}:
                return channel
        self._losses.append(Loss(LossKind.IGNORED, "channel", said[:40]))
        return Channel.OTHER

    def _experience(self, point: Any) -> dict[str, Any]:
        experience = self._child(point, "touchpointExperience")
        if experience is None or self._kind is Kind.FUTURE:
            return {}
        rating = self._child(experience, "experienceRating")
        said = "" if rating is None else self._take(rating)
        found: dict[str, Any] = {"thought": self._text(experience, "experienceDescription")}
        if said in {"1", "2", "3", "4", "5"}:
            found["emotion"] = int(said) - _MIDDLE
        elif said:
            place = t("cjml.rating_at", line=rating.sourceline, came=said[:20])
            self._losses.append(Loss(LossKind.IGNORED, "score", place))
        return found

    def _tell_unused(self) -> None:
        """Tell the elements of the journey that hold a text which nobody read."""
        names = dict[str, None]()
        for element in self._journey.iter():
            if (
                element not in self._used
                and _name(element) not in ("", "journeyID", "touchpointID")
                and (element.text or "").strip()
            ):
                names[_name(element)] = None
        self._losses += [Loss(LossKind.IGNORED, "elements", name) for name in names]
