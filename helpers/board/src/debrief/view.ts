// What a view of the trainer's page is.
import type { Room } from "./room";
import type { DebriefKey } from "./words";

export interface View {
  /** What stands in the address. */
  name: string;
  label: DebriefKey;
  /** Whether it has the whole page, without title and tabs. */
  bare?: boolean;
  /** `views` are all there are, for one that shows others in it. */
  Content(props: { room: Room; views: readonly View[] }): preact.JSX.Element;
}
