"""The debrief as a Panel app, as somebody would write it who knows Panel: ``panel serve panel_app.py``."""

import json
import os
from pathlib import Path

import pandas as pd
import panel as pn
from bokeh.models import ColumnDataSource
from bokeh.palettes import Category20
from bokeh.plotting import figure
from bokeh.transform import linear_cmap

pn.extension()


@pn.cache
def load() -> dict:
    """Return what is shown; read once for all viewers."""
    return json.loads(Path(os.environ["DEBRIEF_CONTENT"]).read_text(encoding="utf-8"))


content = load()
agreement = content["agreement"]
names = {team["id"]: team["name"] for team in agreement["teams"]}
stages = [stage["name"] for stage in agreement["stages"]]

curves = figure(x_range=stages, y_range=(-2.2, 2.2), height=420, sizing_mode="stretch_width")
for place, (id_, name) in enumerate(names.items()):
    values = [stage["emotions"].get(id_) for stage in agreement["stages"]]
    curves.line(stages, values, color=Category20[20][place % 20], line_width=2, legend_label=name)
    curves.scatter(stages, values, color=Category20[20][place % 20], size=7)
curves.line(stages, [stage["measured"] for stage in agreement["stages"]], color="black", line_dash="dotted")

cells = [
    (stage["name"], names[team], value) for stage in agreement["stages"] for team, value in stage["emotions"].items()
]
columns = dict(zip(("stage", "group", "emotion"), map(list, zip(*cells, strict=True)), strict=True))
heat = figure(x_range=stages, y_range=list(names.values()), height=420, sizing_mode="stretch_width")
heat.rect(
    "stage", "group", 1, 1, source=ColumnDataSource(columns), fill_color=linear_cmap("emotion", "RdYlGn11", -2, 2)
)

clusters = pd.DataFrame(
    [
        {"cluster": one["name"], "kind": one["kind"], "cards": len(one["cards"]), "severity": one["severity"]}
        for one in content["clusters"]
    ]
)
figures = [
    pn.indicators.Number(name=name, value=one["value"], format="{value:.2f}", font_size="32pt")
    for name, one in (("Krippendorff's α", agreement["alpha"]), ("Kendall's W", agreement["w"]))
]
pn.Column(
    "# Group debrief",
    "## Wall",
    pn.GridBox(*(pn.Column(pn.pane.SVG(team["svg"], width=320), team["name"]) for team in content["wall"]), ncols=4),
    "## Discuss these first",
    *(pn.pane.Alert(topic["text"]) for topic in agreement["discuss"]),
    "## Emotion curves",
    curves,
    "## Groups × stages",
    heat,
    pn.Row(*figures),
    "## Pain points and opportunities",
    pn.pane.DataFrame(clusters),
    *(
        pn.pane.Markdown(
            f"### {one['name']}\n\n" + "\n".join(f"- {card['text']} ({card['team_name']})" for card in one["cards"])
        )
        for one in content["clusters"]
    ),
    sizing_mode="stretch_width",
).servable(title="Group debrief")
