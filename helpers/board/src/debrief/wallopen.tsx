// One to four maps beside each other, aligned by stage, so that one sees where they differ.
import { useEffect, useRef, useState } from "preact/hooks";
import type { PainPoint, Touchpoint } from "../document/parts";
import { emotionKey, translator } from "../i18n";
import "../style/debrief-wall-open.css";
import { Face, Icon, type IconName, Star } from "../ui/icons";
import { signed, stepOf } from "./curves";
import type { Room } from "./room";
import { SpotlightButton } from "./spotbutton";
import {
  addressOf,
  type Cell,
  MOST_OPEN,
  mapOf,
  type OwnStage,
  type Row,
  rowsOf,
  type Wall,
  type WallTeam,
} from "./walldata";
import { Picture } from "./wallpicture";

interface OpenProps {
  room: Room;
  wall: Wall;
  open: readonly WallTeam[];
}

export function OpenMaps({ room, wall, open }: OpenProps) {
  const { say } = room;
  const [correcting, setCorrecting] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever comes from the wall by keyboard goes on reading here.
  useEffect(() => heading.current?.focus(), []);
  const ids = open.map(({ id }) => id);
  const others = wall.teams.filter((team) => mapOf(team) !== null && !ids.includes(team.id));
  return (
    <section aria-labelledby="open" class="jb-wall-view jb-open">
      <div class="jb-wall-bar">
        <a href={addressOf([])} class="jb-back" data-testid="back">
          <Icon name="left" />
          {say("wall_back")}
        </a>
        <h2 id="open" ref={heading} tabIndex={-1}>
          {open.length === 1 ? open[0]?.name : say("wall_beside")}
        </h2>
        {open.length === 1 && open[0] !== undefined && <p class="jb-hint">{travelling(open[0])}</p>}
        <div class="jb-wall-end">
          {ids.length < MOST_OPEN && others.length > 0 && (
            <select
              aria-label={say("wall_add")}
              data-testid="add"
              value=""
              onChange={({ currentTarget }) => {
                location.hash = addressOf([...ids, currentTarget.value]);
              }}
            >
              <option value="">{say("wall_add")}</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
          <button
            type="button"
            aria-pressed={correcting}
            data-testid="correct"
            onClick={() => setCorrecting(!correcting)}
          >
            {say("wall_correct")}
          </button>
        </div>
      </div>
      {open.length === 1 && open[0] !== undefined && <Whole room={room} wall={wall} team={open[0]} />}
      <div class="jb-beside-window">
        <table class={`jb-beside jb-beside-${open.length}`}>
          <thead>
            {open.length > 1 && (
              <tr>
                <td />
                {open.map((team) => (
                  <td key={team.id}>
                    <a href={addressOf([team.id])} title={say("wall_open_one", { name: team.name })}>
                      <TeamPicture room={room} wall={wall} team={team} />
                    </a>
                  </td>
                ))}
              </tr>
            )}
            <tr class="jb-beside-names">
              <th scope="col">{say("stage")}</th>
              {open.map(({ id, name }) => (
                <th key={id} scope="col" data-testid="open-team">
                  {name}
                  {open.length > 1 && (
                    <a
                      class="jb-close"
                      href={addressOf(ids.filter((one) => one !== id))}
                      aria-label={say("wall_close", { name })}
                    >
                      <Icon name="close" />
                    </a>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          {rowsOf(wall.stages, open).map((row, place) => (
            <StageRows
              key={`${place} ${row.name}`}
              room={room}
              wall={wall}
              open={open}
              row={row}
              place={place}
              correcting={correcting}
              onGuess={() => setCorrecting(true)}
            />
          ))}
        </table>
      </div>
    </section>
  );
}

/** Whose journey a map shows, and when. */
function travelling(team: WallTeam): string {
  const { persona, scenario } = team.map ?? {};
  return [persona?.name, scenario?.name].filter(Boolean).join(" · ");
}

interface TeamPictureProps {
  room: Room;
  wall: Wall;
  team: WallTeam;
  whole?: boolean;
}

function TeamPicture({ room, wall, team, whole = false }: TeamPictureProps) {
  const map = mapOf(team);
  if (map === null) return null;
  const label = room.say("picture_of", { name: team.name });
  return <Picture map={map} names={wall.touchpoints} lang={wall.lang} label={label} whole={whole} />;
}

const Whole = (props: TeamPictureProps) => <TeamPicture {...props} whole />;

interface StageProps extends OpenProps {
  row: Row;
  place: number;
  correcting: boolean;
  onGuess(): void;
}

/** What the groups have at one shared stage: its names, and a row for each kind of card. */
function StageRows({ room, wall, open, row, place, correcting, onGuess }: StageProps) {
  const { say } = room;
  const cells = open.map((team, i) => ({ team, cell: row.cells[i] as Cell }));
  const kinds: {
    label: string;
    icon: IconName;
    content(cell: Cell, team: WallTeam): preact.ComponentChildren[];
  }[] = [
    {
      label: say("touchpoints"),
      icon: "touch",
      content: ({ touchpoints }, team) =>
        touchpoints.map((card) => <Stop key={card.id} room={room} wall={wall} team={team} card={card} />),
    },
    {
      label: say("pains"),
      icon: "bolt",
      content: ({ pains }, team) =>
        pains.map((card) => <Pain key={card.id} room={room} team={team} card={card} />),
    },
    {
      label: say("opportunities"),
      icon: "bulb",
      content: ({ opportunities }, team) =>
        opportunities.map(({ id, text }) => (
          <li key={id} class="jb-note jb-note-good">
            <span>{text}</span>
            <SpotlightButton room={room} team={team.id} card={id} text={text} />
          </li>
        )),
    },
  ];
  return (
    <tbody data-testid="shared-stage">
      <tr class="jb-beside-stage">
        <th scope="rowgroup">
          <span class="jb-number">{place + 1}</span>
          {row.name}
          {row.apart !== null && (
            <span class="jb-apart" data-testid="apart">
              {say("apart", { by: signed(row.apart).replace("+", "") })}
            </span>
          )}
        </th>
        {cells.map(({ team, cell }) => (
          <td key={team.id} data-testid="own-stage">
            {cell.stages.length === 0 && <span class="jb-hint">{say("silent")}</span>}
            {cell.mean !== null && (
              <span class={`jb-mean jb-step${stepOf(cell.mean)}`} title={say("mean_emotion")}>
                {signed(cell.mean)}
              </span>
            )}
            {cell.stages.map((stage) => (
              <OwnName
                key={stage.id}
                room={room}
                wall={wall}
                team={team}
                stage={stage}
                correcting={correcting}
                onGuess={onGuess}
              />
            ))}
          </td>
        ))}
      </tr>
      {kinds.map(({ label, icon, content }) => {
        const contents = cells.map(({ team, cell }) => content(cell, team));
        if (contents.every((list) => list.length === 0)) return null;
        return (
          <tr key={icon}>
            <th scope="row" class={`jb-kind-${icon}`}>
              <Icon name={icon} />
              {label}
            </th>
            {cells.map(({ team, cell }, i) => (
              <td key={team.id}>
                {contents[i]?.length === 0 ? (
                  <span class="jb-hint">{cell.stages.length === 0 ? "" : "–"}</span>
                ) : (
                  <ul>{contents[i]}</ul>
                )}
              </td>
            ))}
          </tr>
        );
      })}
    </tbody>
  );
}

interface OwnNameProps {
  room: Room;
  wall: Wall;
  team: WallTeam;
  stage: OwnStage;
  correcting: boolean;
  onGuess(): void;
}

/** A stage's name as its group wrote it, and beside which shared one it stands. */
function OwnName({ room, wall, team, stage, correcting, onGuess }: OwnNameProps) {
  const { say } = room;
  const name = stage.name || translator(wall.lang)("unnamed");
  return (
    <span class="jb-own-name">
      {name}
      {stage.guessed && (
        <button
          type="button"
          class="jb-guess"
          title={say("wall_guess")}
          aria-label={say("wall_guess")}
          data-testid="guess"
          onClick={onGuess}
        >
          ?
        </button>
      )}
      {correcting && (
        <select
          aria-label={say("stands_beside_of", { stage: name, name: team.name })}
          value={stage.put === null ? "" : String(stage.put)}
          data-testid="stands-beside"
          onChange={({ currentTarget: { value } }) =>
            room.act("stage", { team: team.id, stage: stage.id, place: value === "" ? null : Number(value) })
          }
        >
          <option value="">{say("as_found")}</option>
          {wall.stages.map((shared, i) => (
            <option key={`${i} ${shared}`} value={String(i)}>
              {say("stands_beside", { number: i + 1, stage: shared })}
            </option>
          ))}
        </select>
      )}
    </span>
  );
}

interface StopProps {
  room: Room;
  wall: Wall;
  team: WallTeam;
  card: Touchpoint;
}

function Stop({ room, wall, team, card }: StopProps) {
  const { say } = room;
  const t = translator(wall.lang);
  const name = card.name || wall.touchpoints[card.case_touchpoint ?? ""] || t("unnamed");
  return (
    <li class="jb-stop">
      <span role="img" aria-label={t(emotionKey(card.emotion))} title={t(emotionKey(card.emotion))}>
        <Face emotion={card.emotion} />
      </span>
      <span>
        {name}
        {card.is_moment_of_truth && (
          <span role="img" class="jb-moment" aria-label={say("moment")} title={say("moment")}>
            <Star on />
          </span>
        )}
      </span>
      <SpotlightButton room={room} team={team.id} card={card.id} text={name} />
    </li>
  );
}

function Pain({ room, team, card }: { room: Room; team: WallTeam; card: PainPoint }) {
  const { id, text, severity } = card;
  return (
    <li class="jb-note jb-note-bad">
      <span>
        {text}
        <span class="jb-severity" role="img" aria-label={room.say("severity_of", { severity })}>
          {[1, 2, 3, 4, 5].map((step) => (
            <i key={step} class={step <= severity ? "jb-on" : ""} />
          ))}
        </span>
      </span>
      <SpotlightButton room={room} team={team.id} card={id} text={text} />
    </li>
  );
}
