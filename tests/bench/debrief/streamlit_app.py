"""The debrief as a Streamlit app, as one writes it who knows Streamlit: ``streamlit run streamlit_app.py``."""

import json
import os
from pathlib import Path

import altair as alt
import pandas as pd
import streamlit as st

COLUMNS = 4


@st.cache_data
def load() -> dict:
    """Return what is shown; read once for all viewers."""
    return json.loads(Path(os.environ["DEBRIEF_CONTENT"]).read_text(encoding="utf-8"))


content = load()
agreement = content["agreement"]
st.set_page_config(page_title="Group debrief", layout="wide")
st.title("Group debrief")

st.header("Wall")
columns = st.columns(COLUMNS)
for place, team in enumerate(content["wall"]):
    columns[place % COLUMNS].image(team["svg"], caption=team["name"])

st.header("Discuss these first")
for topic in agreement["discuss"]:
    st.info(topic["text"])
names = {team["id"]: team["name"] for team in agreement["teams"]}
stages = [stage["name"] for stage in agreement["stages"]]
emotions = pd.DataFrame(
    [
        {"stage": stage["name"], "group": names[team], "emotion": value}
        for stage in agreement["stages"]
        for team, value in stage["emotions"].items()
    ]
)
measured = pd.DataFrame([{"stage": stage["name"], "emotion": stage["measured"]} for stage in agreement["stages"]])
by_stage = alt.X("stage", sort=stages)
curves = alt.Chart(emotions).mark_line(point=True).encode(x=by_stage, y="emotion", color="group")
customers = alt.Chart(measured).mark_line(strokeDash=[4, 6], color="black").encode(x=by_stage, y="emotion")
st.header("Emotion curves")
st.altair_chart(curves + customers)
st.header("Groups × stages")
st.altair_chart(alt.Chart(emotions).mark_rect().encode(x=by_stage, y="group", color="emotion"))
for name, figure in (("Krippendorff's α", agreement["alpha"]), ("Kendall's W", agreement["w"])):
    st.metric(name, "–" if figure["value"] is None else f"{figure['value']:.2f}")
    st.write(figure["text"])

st.header("Pain points and opportunities")
st.dataframe(
    pd.DataFrame(
        [
            {"cluster": one["name"], "kind": one["kind"], "cards": len(one["cards"]), "severity": one["severity"]}
            for one in content["clusters"]
        ]
    )
)
for one in content["clusters"]:
    st.subheader(one["name"])
    st.markdown("\n".join(f"- {card['text']} ({card['team_name']})" for card in one["cards"]))
