// The menu of files: pictures of the whole map, made here, files that the kernel makes, and a file to open.
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Key } from "../i18n";
import { fileStem } from "../picture/name";
import { pageScene } from "../picture/page";
import { PAPER, paletteOf } from "../picture/palette";
import { sheetScene } from "../picture/sheet";
import { svgFile } from "../picture/svg";
import { download, groundOf, PAPERS, type Paper, pageRatio, pngBlob, printSvg, svgBlob } from "./export";
import { FileChoices, IncomingWindow } from "./files";
import { useScreen, useStore, useView } from "./hooks";
import { Icon, type IconName } from "./icons";
import { useContextOf } from "./pen";
import { Popover } from "./popover";
import "../style/files.css";

const KINDS = ["png", "svg", "print"] as const;
type Kind = (typeof KINDS)[number];

const ICONS: Record<Kind, IconName> = { png: "picture", svg: "download", print: "print" };

type Colours = "light" | "screen";

/** How pictures are made; it stays as it was chosen while the menu is closed. */
interface Looks {
  colours: Colours;
  paper: Paper;
}

/** A choice of one of few words. */
function Words<T extends string>({
  label,
  name,
  entries,
  value,
  onChoose,
}: {
  label: string;
  name: string;
  entries: readonly (readonly [value: T, words: string])[];
  value: T;
  onChoose: (value: T) => void;
}) {
  const { viewId } = useView();
  return (
    <div class="jb-picture-choice">
      <span class="jb-label" aria-hidden="true">
        {label}
      </span>
      <fieldset class="jb-switch" aria-label={label}>
        {entries.map(([one, words]) => (
          <label key={one} class={one === value ? "jb-on" : ""}>
            <input
              type="radio"
              name={`${viewId}-${name}`}
              value={one}
              checked={one === value}
              data-testid={`${name}-${one}`}
              onChange={() => onChoose(one)}
            />
            {words}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** The pictures, each made of the form in which the map is shown. */
function PictureChoices({
  anchor: button,
  looks: { colours, paper },
  onChoose,
  onDone,
}: {
  anchor: RefObject<HTMLButtonElement | null>;
  looks: Looks;
  onChoose: (change: Partial<Looks>) => void;
  onDone: () => void;
}) {
  const { t, screen, state } = useView();
  const form = useScreen((shown) => shown.form);
  const snapshot = useStore(state, (shared) => shared.snapshot);
  const lang = useStore(state, (shared) => shared.lang);
  const context = useContextOf(snapshot);
  const [failed, setFailed] = useState(false);

  /** Draw the picture as the menu says, and hand it over. */
  async function make(kind: Kind): Promise<void> {
    const board = button.current?.closest(".jb-board");
    if (!board) return;
    setFailed(false);
    const { persona, scenario } = snapshot;
    const stem = fileStem([scenario.name, persona.name], t("board"));
    const title = `${stem} - ${t(`form_${form}`)}`;
    try {
      const scene =
        kind === "print"
          ? pageScene(context, form, pageRatio(paper))
          : sheetScene(context, form, board.clientWidth);
      const palette = paletteOf(colours === "light" ? PAPER : groundOf(board));
      const svg = svgFile(scene, palette, { lang, title });
      if (kind === "print") {
        onDone();
        printSvg(svg, title, paper, () => button.current?.focus());
        return;
      }
      const name = `${title}.${kind}`;
      download(kind === "svg" ? svgBlob(svg) : await pngBlob(svg, scene.width, scene.height), name);
      onDone();
      screen.say(t("pic_saved", { name }));
    } catch (error) {
      console.warn("Journeybook: the picture could not be made.", error);
      setFailed(true);
    }
  }

  return (
    <div class="jb-choices">
      <div class="jb-choices-title">{`${t("pic_title")} · ${t(`form_${form}`)}`}</div>
      {KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          class="jb-choice"
          disabled={snapshot.columns.length === 0}
          data-testid={`picture-${kind}`}
          onClick={() => void make(kind)}
        >
          <Icon name={ICONS[kind]} />
          <span>{t(`pic_${kind}`)}</span>
          <small>{t(`pic_${kind}_note` as Key)}</small>
        </button>
      ))}
      <Words
        label={t("pic_colours")}
        name="picture-colours"
        entries={[
          ["light", t("pic_light")],
          ["screen", t("pic_screen")],
        ]}
        value={colours}
        onChoose={(one) => onChoose({ colours: one })}
      />
      <Words
        label={t("pic_paper")}
        name="picture-paper"
        entries={(Object.keys(PAPERS) as Paper[]).map((one) => [one, one] as const)}
        value={paper}
        onChoose={(one) => onChoose({ paper: one })}
      />
      {failed && (
        <p class="jb-picture-failed" role="alert">
          {t("pic_failed")}
        </p>
      )}
    </div>
  );
}

export function PictureTool() {
  const { t, state, incoming, readonly } = useView();
  const empty = useStore(state, (shared) => shared.snapshot.columns.length === 0);
  const reads = useStore(state, (shared) => shared.formats.reads);
  const button = useRef<HTMLButtonElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [looks, setLooks] = useState<Looks>({ colours: "light", paper: "A4" });
  return (
    <>
      <button
        ref={button}
        type="button"
        class="jb-button"
        title={t("files_title")}
        aria-haspopup="dialog"
        disabled={empty && (readonly || reads.length === 0)}
        data-testid="picture"
        onClick={() => setOpen(true)}
      >
        <Icon name="download" />
        <span>{t("files")}</span>
      </button>
      {open && (
        <Popover
          anchor={button}
          label={t("files_title")}
          testId="picture-menu"
          onClose={() => setOpen(false)}
        >
          <div class="jb-files">
            <PictureChoices
              anchor={button}
              looks={looks}
              onChoose={(change) => setLooks({ ...looks, ...change })}
              onDone={() => setOpen(false)}
            />
            <FileChoices
              onOpen={() => {
                setOpen(false);
                chooser.current?.click();
              }}
            />
          </div>
        </Popover>
      )}
      <input
        ref={chooser}
        type="file"
        hidden
        accept={reads.join(",")}
        data-testid="file-chooser"
        onChange={(event) => {
          const { files } = event.currentTarget;
          void incoming.take([...(files ?? [])]);
          // The same file can be chosen again.
          event.currentTarget.value = "";
        }}
      />
      <IncomingWindow anchor={button} />
    </>
  );
}
