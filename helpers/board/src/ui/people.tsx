// The others in the group: who has the map open, whose card is being edited, and how the map stands with the group.
import { useEffect } from "preact/hooks";
import "../style/people.css";
import type { Session } from "../state/kernel";
import { initials, type Person } from "../state/room";
import type { Screen } from "../state/screen";
import { useStore, useView } from "./hooks";
import { Icon } from "./icons";

/** So many people stand in the row; the others are counted. */
const MOST = 6;

/** Tell the group of this view, as long as it is there. */
export function useHere({ state, presence }: Session, screen: Screen): void {
  const shared = useStore(state, ({ room, ready }) => room !== null && ready);
  useEffect(() => (shared ? presence.show(screen) : undefined), [shared, presence, screen]);
}

/** Return who else edits a card, or `null`. */
export function useEditor(id: string): Person | null {
  return useStore(useView().state, ({ room }) => room?.editors.get(id) ?? null);
}

/** The colour of a person, as a style of what is theirs. */
export const colourOf = (person: Person) => ({ "--jb-person": `var(--jb-person-${person.colour})` });

/** The name of whoever edits the card on which it stands. */
export function EditorMark({ person }: { person: Person }) {
  const { t } = useView();
  const words = t("people_editing", { name: person.name });
  return (
    <span class="jb-editor" style={colourOf(person)} title={words} data-testid="card-editor">
      <span class="jb-hidden">{words}</span>
      <span class="jb-cut" aria-hidden="true">
        {person.name}
      </span>
    </span>
  );
}

function Avatar({ person }: { person: Person }) {
  const { t } = useView();
  const name = person.isYou ? t("people_you", { name: person.name }) : person.name;
  return (
    <li
      class={`jb-person${person.isYou ? " jb-you" : ""}`}
      style={colourOf(person)}
      title={name}
      data-testid="person"
      data-number={person.number}
    >
      <span aria-hidden="true">{initials(person.name)}</span>
      <span class="jb-hidden">{name}</span>
    </li>
  );
}

/** Who is there, and whether the map reaches them; nothing on a map of one's own. */
export function People() {
  const { t, state } = useView();
  const room = useStore(state, (shared) => shared.room);
  if (room === null) return null;
  const away = room.state === "connected" ? null : room.state;
  // Oneself first: that is how one finds one's own colour.
  const people = [...room.people].sort((one, other) => Number(other.isYou) - Number(one.isYou));
  const more = people.slice(MOST);
  return (
    <div class="jb-room" data-testid="room" data-state={room.state}>
      {away !== null && (
        <span class="jb-away" role="status" title={t(`room_${away}_long`)} data-testid="room-away">
          <Icon name="warning" />
          {t(`room_${away}`)}
        </span>
      )}
      {room.aside !== "" && (
        <span class="jb-pill" title={room.aside} data-testid="room-aside">
          {t("room_aside")}
        </span>
      )}
      {people.length > 0 && (
        <ul class="jb-people" aria-label={t("people")}>
          {people.slice(0, MOST).map((person) => (
            <Avatar key={person.number} person={person} />
          ))}
          {more.length > 0 && (
            <li class="jb-person jb-more" title={more.map(({ name }) => name).join(t("list_comma"))}>
              <span aria-hidden="true">+{more.length}</span>
              <span class="jb-hidden">{t("people_more", { n: more.length })}</span>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
