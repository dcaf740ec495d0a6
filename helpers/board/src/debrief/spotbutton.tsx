// Puts a card where everybody sees it large: into the presenter's spotlight, and so on the phones of those who follow.
import { Icon } from "../ui/icons";
import type { Room } from "./room";
import { act } from "./server";
import "../style/debrief-spotbutton.css";

interface ButtonProps {
  room: Room;
  /** As the page calls the group. */
  team: string;
  card: string;
  text: string;
}

export function SpotlightButton({ room, team, card, text }: ButtonProps) {
  const label = room.say("spotlight_of", { text });
  return (
    <button
      type="button"
      class="jb-spot-button"
      aria-label={label}
      title={room.say("spotlight_this")}
      data-testid="to-spotlight"
      onClick={() =>
        void room.attempt(async () => {
          await act("spotlight", { team, card });
          // What was refused leaves the page where it was.
          location.hash = "#present";
        })
      }
    >
      <Icon name="expand" />
    </button>
  );
}
