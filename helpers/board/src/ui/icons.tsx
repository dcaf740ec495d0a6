// The board's pictures, drawn on a 24-pixel field with the text's colour; they never carry meaning alone.
import type { Channel } from "../document/parts";

export const PATHS = {
  store: "M4 10v9h16v-9M3 10l2-5h14l2 5a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM10 19v-4h4v4",
  web: "M3 5h18v14H3zM3 9h18M6 7h.01M9 7h.01",
  app: "M7 3h10v18H7zM11 18h2",
  phone: "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z",
  chat: "M4 5h16v11H10l-4 4v-4H4zM8 9.5h8M8 12.5h5",
  email: "M3 6h18v12H3zM3 7l9 7 9-7",
  social:
    "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19a6 6 0 0 1 12 0M15.5 5.2a3 3 0 0 1 0 5.6M17.5 14a6 6 0 0 1 3.5 5",
  delivery:
    "M3 6h11v10H3zM14 10h4l3 3v3h-7M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17.5 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  other: "M12 12h.01M6 12h.01M18 12h.01",
  minus: "M5 12h14",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.3 20 20",
  up: "m6 14 6-6 6 6",
  down: "m6 10 6 6 6-6",
  expand: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  shrink: "M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
  plus: "M12 5v14M5 12h14",
  undo: "M9 4 4 9l5 5M4 9h10a5 5 0 0 1 0 10h-4",
  redo: "m15 4 5 5-5 5M20 9H10a5 5 0 0 0 0 10h4",
  help: "M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5h.01M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20z",
  close: "M6 6l12 12M18 6 6 18",
  left: "m14 6-6 6 6 6",
  right: "m10 6 6 6-6 6",
  trash: "M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5",
  more: "M5.1 12a.9.9 0 1 0 1.8 0 .9.9 0 0 0-1.8 0zM11.1 12a.9.9 0 1 0 1.8 0 .9.9 0 0 0-1.8 0zM17.1 12a.9.9 0 1 0 1.8 0 .9.9 0 0 0-1.8 0z",
  check: "m5 12.5 4.5 4.5L19 7.5",
  warning: "M12 4 2.5 20h19zM12 10v5M12 17.5h.01",
  link: "M10 14a4 4 0 0 0 6 .4l2.6-2.6a4 4 0 0 0-5.7-5.7L11.7 7.3M14 10a4 4 0 0 0-6-.4l-2.6 2.6a4 4 0 0 0 5.7 5.7l1.2-1.2",
  bulb: "M9 18h6M10 21h4M8.5 15a6 6 0 1 1 7 0c-.7.6-1 1.2-1 2h-5c0-.8-.3-1.4-1-2z",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  action: "M12 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 21l2-6-2-3 1-4h4l1 4 2 1M11 15l3 2 1 4M10 8l-3 2v3",
  touch: "M12 13a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 9a7 7 0 0 1 14 0c0 5-7 12-7 12S5 14 5 9z",
  wave: "M3 14c3 0 3-7 6-7s3 10 6 10 3-5 6-5",
  quote: "M5 17c2-1 3-3 3-5H5V7h5v5c0 3-2 5-4 6M14 17c2-1 3-3 3-5h-3V7h5v5c0 3-2 5-4 6",
  data: "M5 20v-8M12 20V4M19 20v-12M3 20h18",
  assumption: "M9 8.5a3.2 3.2 0 1 1 4.8 2.8c-1.2.7-1.8 1.5-1.8 2.9M12 18.5h.01",
  unproved: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z",
  half: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 3.5v17M15 4.5v15M18 7v10",
  checklist:
    "m3.5 6 1.8 1.8L8.5 4.5M3.5 13l1.8 1.8 3.2-3.3M3.5 20l1.8 1.8 3.2-3.3M12 6.5h9M12 13.5h9M12 20.5h9",
  target: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 12h.01",
  gauge: "M4 18a9 9 0 1 1 16 0M12 15l4-5M12 15h.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0",
  thought:
    "M12 4c5 0 8 2.6 8 6s-3 6-8 6c-5 0-8-2.6-8-6s3-6 8-6zM7.5 19a1 1 0 1 0 0-2 1 1 0 0 0 0 2zM5 21.5h.01",
  backstage:
    "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 5V3M12 21v-2M5 12H3M21 12h-2M7 7 5.6 5.6M18.4 18.4 17 17M7 17l-1.4 1.4M18.4 5.6 17 7",
  lines: "M4 7h16M4 12h16M4 17h10",
  bars: "M4 20h16M7 16v-5M12 16V6M17 16v-8",
  lanes: "M3 5h18v4H3zM3 10.5h18v4H3zM3 16h18v4H3z",
  layers: "m12 3 9 5-9 5-9-5zM3 12.5l9 5 9-5M3 16.5l9 5 9-5",
  fold: "M4 5v14M20 5v14M7 12h10M10 9l-3 3 3 3M14 9l3 3-3 3",
  unfold: "M4 12h16M8 8l-4 4 4 4M16 8l4 4-4 4",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15.5 9.5h.01",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  print: "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
  scene: "M3 19h18M5 19l5-9 4 6 2-3 3 6M16.5 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
} as const;

export type IconName = keyof typeof PATHS;

/** One of the board's pictures. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="jb-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A channel's picture; a dashed ring where none is chosen. */
export function ChannelIcon({ channel }: { channel: Channel | null }) {
  return (
    <span class={`jb-channel${channel === null ? " jb-none" : ""}`}>
      {channel && <Icon name={channel} />}
    </span>
  );
}

export const STAR = "m12 3 2.7 5.7 6.2.8-4.6 4.3 1.2 6.2L12 17l-5.5 3 1.2-6.2L3.1 9.5l6.2-.8z";

/** The star of a moment of truth, full or empty. */
export function Star({ on }: { on: boolean }) {
  return (
    <svg
      class={`jb-icon jb-star${on ? " jb-on" : ""}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={STAR} />
    </svg>
  );
}

/** The eyes that every face has. */
export const EYES = "M8.8 10h.01M15.2 10h.01";

export const MOUTHS: Record<number, string> = {
  2: "M7 13.5h10a5 5 0 0 1-10 0z",
  1: "M8 14.5a5.5 5.5 0 0 0 8 0",
  0: "M8.5 15.5h7",
  [-1]: "M8 16.5a5.5 5.5 0 0 1 8 0",
  [-2]: "M8 17.5a4.5 4.5 0 0 1 8 0zM6.5 7.5l3 1.5M17.5 7.5l-3 1.5",
};

/** A face that feels an emotion; an empty ring for none. */
export function Face({ emotion }: { emotion: number | null }) {
  return (
    <svg
      class="jb-icon jb-face"
      data-emotion={emotion ?? "unset"}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="12" cy="12" r="9.5" />
      {emotion !== null && <path d={`${EYES}${MOUTHS[emotion] ?? ""}`} />}
    </svg>
  );
}
