"""Is CJML 2.0 read as other programs write it, and written as they read it?"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from journeybook.errors import FormatError
from journeybook.formats import convert
from journeybook.formats.cjml import CHANNELS
from journeybook.formats.losses import LossKind
from journeybook.i18n import set_language
from journeybook.model import Channel, JourneyMap, Kind, Persona, Scenario, Stage, Touchpoint

# Invented, in the order and with the habits of a program that makes CJML from a table.
FOREIGN = """\
<!-- Produced by a converter -->
<CJML version="2.0">
<actualJourney>
<journeyID>AJ1</journeyID>
<journeyTitle>A new router</journeyTitle>
<plannedReference>PJ1</plannedReference>
<journeyPhases>
<journeyPhase phaseID=" Order"><phaseName> Order</phaseName><phaseDescription></phaseDescription></journeyPhase>
<journeyPhase phaseID="Use"><phaseName>Use</phaseName><phaseDescription>day by day</phaseDescription></journeyPhase>
</journeyPhases>
<actors><endUser actorID="Ann"/>
<serviceProvider actorID="Shop"><companyName>Shop Ltd</companyName></serviceProvider></actors>
<touchpoints>
<actualCommunicationPoint>
<touchpointID>1</touchpointID>
<belongsTo phaseIDref="Order"></belongsTo>
<receiver><refersTo actorIDref="Shop"/><receiverLabel>Takes the order</receiverLabel></receiver>
<initiator><refersTo actorIDref="Ann"/><initiatorLabel>Orders</initiatorLabel></initiator>
<channel><channelName>Internet Via Smartphone</channelName></channel>
<comment></comment>
<timestamps><timeCompleted>2026-03-01</timeCompleted></timestamps>
<touchpointExperience><experienceDescription>So easy</experienceDescription>
<experienceRating>5</experienceRating></touchpointExperience>
</actualCommunicationPoint>
<actualAction>
<touchpointExperience><experienceRating>7</experienceRating></touchpointExperience>
<comment>Plugs it in &amp; waits</comment>
<initiator><initiatorLabel>Installs</initiatorLabel><refersTo actorIDref="Ann"/></initiator>
<touchpointID>D2</touchpointID>
</actualAction>
<actualCommunicationPoint>
<belongsTo phaseIDref="Use"/><initiator><initiatorLabel>Asks</initiatorLabel></initiator>
<channel><channelName>carrier pigeon</channelName></channel>
</actualCommunicationPoint>
</touchpoints>
</actualJourney>
<plannedJourney><journeyID>PJ1</journeyID></plannedJourney>
</CJML>
"""


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def read(folder: Path, text: str, name: str = "map.xml") -> tuple[JourneyMap, list[str]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    made, losses = convert.read(path)
    return made, [loss.words("en") for loss in losses]


@pytest.mark.parametrize("space", ["", ' xmlns="http://example.com/cjml"'])
def test_a_file_of_another_program_is_read(tmp_path: Path, space: str) -> None:
    """Are phases, channels, labels and experience found in any order and namespace, and the rest named?"""
    made, said = read(tmp_path, FOREIGN.replace('version="2.0"', f'version="2.0"{space}'))
    assert (made.kind, made.persona.name, made.scenario.name) == (Kind.CURRENT, "Ann", "A new router")
    assert [stage.name for stage in made.stages] == ["Order", "Use"]
    order, install, ask = made.touchpoints
    assert (order.name, order.action, order.channel) == ("Orders", "Takes the order", Channel.WEB)
    assert (order.emotion, order.thought) == (2, "So easy")
    assert (install.name, install.action, install.channel, install.emotion) == (
        *("Installs", "Plugs it in & waits", None, None),
    )
    assert [one.stage for one in made.touchpoints] == [made.stages[0].id, made.stages[0].id, made.stages[1].id]
    assert ask.channel is Channel.OTHER
    assert said == [
        "Placed with the touchpoint before, since no phase is told: Installs.",
        "Emotion left open, since the score is no whole number from 1 to 5: line 26: “7”.",
        "Channels that a map does not know became “other”: carrier pigeon.",
        "Not read, since a map shows one journey: PJ1.",
        *(
            f"Not read, since a map has no place for it: {name}."
            for name in ("plannedReference", "phaseDescription", "companyName", "timeCompleted")
        ),
    ]


def test_the_file_has_the_elements_of_cjml(tmp_path: Path) -> None:
    """Does a program that looks for the elements of CJML find them, a channel's point told from an action?"""
    before = JourneyMap(
        persona=Persona(name="李雷"),
        scenario=Scenario(name="搬家", situation="换了城市"),
        stages=(Stage(id="stage-1", name="购买"),),
        touchpoints=(
            Touchpoint(id="touchpoint-1", stage="stage-1", name="下单", channel=Channel.APP, emotion=-2, thought="慢"),
            Touchpoint(id="touchpoint-2", stage="stage-1", name="收货", action="拆箱"),
        ),
    )
    path = tmp_path / "map.cjml"
    assert [loss.where for loss in convert.write(before, path)] == ["id"]
    root = etree.parse(path).getroot()
    assert (root.tag, root.get("version")) == ("CJML", "2.0")
    assert root.xpath("actualJourney/journeyPhases/journeyPhase[@phaseID='P1']/phaseName/text()") == ["购买"]
    assert root.xpath("actualJourney/actors/endUser/actorName/text()") == ["李雷"]
    point, action = root.xpath("actualJourney/touchpoints/*")
    assert (point.tag, action.tag) == ("actualCommunicationPoint", "actualAction")
    assert [one.tag for one in point] == [
        *("touchpointID", "belongsTo", "initiator", "receiver", "channel", "touchpointExperience")
    ]
    ids = set(root.xpath("//@actorID"))
    assert set(root.xpath("//@actorIDref")) <= ids
    assert point.xpath("touchpointExperience/experienceRating/text()") == ["1"]
    assert "李雷".encode() in path.read_bytes()


def test_a_planned_journey_has_no_experience(tmp_path: Path) -> None:
    """Are emotions and thoughts of a future map left out and told, and not read from a planned journey?"""
    before = JourneyMap(
        kind=Kind.FUTURE,
        stages=(Stage(id="stage-1", name="Buy"),),
        touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", name="Till", emotion=0, thought="quick"),),
    )
    raw, losses = convert.dump(before, "a.cjml")
    assert b"xperience" not in raw
    assert b"plannedAction" in raw
    assert {loss.where for loss in losses if loss.kind is LossKind.LEFT_OUT} == {
        *("touchpoint.thought", "touchpoint.emotion", "id")
    }
    experience = "<touchpointExperience><experienceRating>5</experienceRating></touchpointExperience></plannedAction>"
    made, said = read(tmp_path, raw.decode().replace("</plannedAction>", experience))
    assert (made.kind, made.touchpoints[0].emotion) == (Kind.FUTURE, None)
    assert said == ["Not read, since a map has no place for it: experienceRating."]


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_comes_back(channel: Channel) -> None:
    """Does each channel have a name of its own in the file?"""
    made = JourneyMap(
        stages=(Stage(id="stage-1", name="x"),),
        touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", channel=channel),),
    )
    back, said = convert.parse(convert.dump(made, "a.xml")[0], "a.xml")
    assert (back.touchpoints[0].channel, said) == (channel, ())
    assert len(set(CHANNELS.values())) == len(Channel)


def test_touchpoints_without_any_phase_get_one_stage(tmp_path: Path) -> None:
    """Is a journey without phases one stage without a name?"""
    made, said = read(
        tmp_path,
        "<CJML><actualJourney><touchpoints><actualAction><initiator><initiatorLabel>a</initiatorLabel></initiator>"
        "</actualAction><actualAction/></touchpoints></actualJourney></CJML>",
    )
    assert [stage.name for stage in made.stages] == [""]
    assert [one.name for one in made.touchpoints] == ["a", ""]
    assert said == []


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<CJML><actualJourney></CJML>", "is no well-formed XML: line 1, column"),
        ("<html/>", "line 1: expected the element CJML at the top, found html"),
        ("<CJML version='2.0'/>", "holds no journey: expected one of actualJourney, plannedJourney"),
        (
            f"{BOMB}<CJML><actualJourney><journeyTitle>&b;</journeyTitle></actualJourney></CJML>",
            "document type definition",
        ),
        ("<!DOCTYPE CJML SYSTEM 'http://127.0.0.1:9/x.dtd'><CJML/>", "document type definition"),
        ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><CJML>&x;</CJML>", "document type definition"),
        ("<CJML>" + "<a>" * 5_000, "is no well-formed XML"),
        ("<?xml version='1.0' encoding='nonsense'?><CJML/>", "is no well-formed XML"),
    ],
    ids=["open", "html", "no journey", "bomb", "external", "file", "deep", "encoding"],
)
def test_other_and_unsafe_files_are_refused(tmp_path: Path, text: str, says: str) -> None:
    """Is what is no CJML, would grow or reach outside refused in words, with nothing fetched?"""
    with pytest.raises(FormatError) as caught:
        read(tmp_path, text)
    assert says in str(caught.value)


def test_an_include_is_only_a_text(tmp_path: Path) -> None:
    """Is nothing included that an element names?"""
    made, _ = read(
        tmp_path,
        "<CJML xmlns:xi='http://www.w3.org/2001/XInclude'><actualJourney><journeyTitle><xi:include href='/etc/passwd' "
        "parse='text'/></journeyTitle></actualJourney></CJML>",
    )
    assert made.scenario.name == ""
