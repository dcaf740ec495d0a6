// The wall: every group's map as a small picture, from which one to four are chosen and opened beside each other.
import { useEffect, useRef, useState } from "preact/hooks";
import type { JourneyMap } from "../generated/journey-map";
import "../style/debrief-wall.css";
import { Icon } from "../ui/icons";
import { useRest } from "./address";
import { type Room, useView } from "./room";
import {
  addressOf,
  countsOf,
  keeping,
  MOST_OPEN,
  mapOf,
  openedIn,
  toggled,
  type Wall,
  type WallTeam,
} from "./walldata";
import { OpenMaps } from "./wallopen";
import { Picture } from "./wallpicture";

/** Return the wall, always the newest. */
function useWall(room: Room): Wall | null {
  const found = useView<Wall>(room, "wall");
  const last = useRef<Wall | null>(null);
  if (found !== null) last.current = keeping(last.current, found);
  return last.current;
}

export function WallView({ room }: { room: Room }) {
  const { say } = room;
  const wall = useWall(room);
  const rest = useRest();
  const [ticked, setTicked] = useState<string[]>([]);
  const open = wall === null ? [] : openedIn(rest, wall.teams);
  const opened = open.map(({ id }) => id).join(",");
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef("");
  // What was open is still ticked when one comes back for another.
  useEffect(() => {
    if (opened !== "") setTicked(opened.split(","));
    // Whoever comes back by keyboard goes on here, not at the top of the page.
    else if (before.current !== "") heading.current?.focus();
    before.current = opened;
  }, [opened]);
  if (wall === null) return <p class="jb-wait">{say("loading")}</p>;
  if (open.length > 0) return <OpenMaps room={room} wall={wall} open={open} />;
  const drawn = wall.teams.filter((team) => mapOf(team) !== null).map(({ id }) => id);
  const chosen = ticked.filter((id) => drawn.includes(id));
  return (
    <section aria-labelledby="wall" class="jb-wall-view">
      <div class="jb-wall-bar">
        <h2 id="wall" ref={heading} tabIndex={-1}>
          {say("wall")}
        </h2>
        <p class="jb-hint" role="status" data-testid="drawn">
          {say("wall_count", { drawn: drawn.length, all: wall.teams.length })}
        </p>
        {chosen.length === 0 ? (
          <p class="jb-hint jb-wall-end">{say("wall_hint", { most: MOST_OPEN })}</p>
        ) : (
          <p class="jb-wall-end">
            <a class="jb-go" href={addressOf(chosen)} data-testid="compare">
              {say(chosen.length === 1 ? "wall_open" : "wall_compare", { count: chosen.length })}
            </a>
            <button type="button" onClick={() => setTicked([])}>
              {say("wall_clear")}
            </button>
          </p>
        )}
      </div>
      <ul class={`jb-wall jb-wall-${sizeFor(wall.teams.length)}`}>
        {wall.teams.map((team) => (
          <Tile
            key={team.id}
            room={room}
            wall={wall}
            team={team}
            ticked={chosen.includes(team.id)}
            full={chosen.length >= MOST_OPEN}
            onTick={() => setTicked(toggled(chosen, team.id))}
          />
        ))}
      </ul>
    </section>
  );
}

/** The fewer groups, the larger their pictures. */
const sizeFor = (teams: number) => (teams <= 4 ? "few" : teams <= 6 ? "some" : teams <= 8 ? "many" : "most");

interface TileProps {
  room: Room;
  wall: Wall;
  team: WallTeam;
  ticked: boolean;
  full: boolean;
  onTick(): void;
}

function Tile({ room, wall, team, ticked, full, onTick }: TileProps) {
  const { say } = room;
  const map = mapOf(team);
  if (map === null)
    return (
      <li class="jb-tile jb-tile-none" data-testid="tile">
        <p class="jb-map-picture">{say("no_map")}</p>
        <p class="jb-tile-name">{team.name}</p>
      </li>
    );
  return (
    <li class={ticked ? "jb-tile jb-on" : "jb-tile"} data-testid="tile">
      <a href={addressOf([team.id])} title={say("wall_open_one", { name: team.name })}>
        <Picture
          map={map}
          names={wall.touchpoints}
          lang={wall.lang}
          label={say("picture_of", { name: team.name })}
        />
      </a>
      <p class="jb-tile-name">{team.name}</p>
      <p class="jb-tile-foot">
        <Counts room={room} map={map} />
        <label>
          <input
            type="checkbox"
            checked={ticked}
            disabled={full && !ticked}
            aria-label={say("wall_tick_one", { name: team.name })}
            onChange={onTick}
          />
          {say("wall_tick")}
        </label>
      </p>
    </li>
  );
}

/** How much is on a map, in signs. */
function Counts({ room: { say }, map }: { room: Room; map: JourneyMap }) {
  const counts = countsOf(map);
  const words = say("wall_holds", counts);
  return (
    <span class="jb-counts" role="img" aria-label={words} title={words}>
      <Icon name="touch" />
      {counts.touchpoints}
      <Icon name="bolt" />
      {counts.pains}
      <Icon name="bulb" />
      {counts.opportunities}
    </span>
  );
}
