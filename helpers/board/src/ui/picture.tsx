// The menu that makes a picture of the whole map: PNG, SVG or paper.
import { useRef, useState } from "preact/hooks";
import type { Key } from "../i18n";
import { fileStem } from "../picture/name";
import { pageScene } from "../picture/page";
import { PAPER, paletteOf } from "../picture/palette";
import { sheetScene } from "../picture/sheet";
import { svgFile } from "../picture/svg";
import { download, groundOf, PAPERS, type Paper, pageRatio, pngBlob, printSvg, svgBlob } from "./export";
import { useScreen, useStore, useView } from "./hooks";
import { Icon, type IconName } from "./icons";
import { useContextOf } from "./pen";
import { Popover } from "./popover";

const KINDS = ["png", "svg", "print"] as const;
type Kind = (typeof KINDS)[number];

const ICONS: Record<Kind, IconName> = { png: "picture", svg: "download", print: "print" };

type Colours = "light" | "screen";

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

export function PictureTool() {
  const { t, screen, state } = useView();
  const form = useScreen((shown) => shown.form);
  const snapshot = useStore(state, (shared) => shared.snapshot);
  const lang = useStore(state, (shared) => shared.lang);
  const context = useContextOf(snapshot);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const [colours, setColours] = useState<Colours>("light");
  const [paper, setPaper] = useState<Paper>("A4");

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
        setOpen(false);
        printSvg(svg, title, paper, () => button.current?.focus());
        return;
      }
      const name = `${title}.${kind}`;
      download(kind === "svg" ? svgBlob(svg) : await pngBlob(svg, scene.width, scene.height), name);
      setOpen(false);
      screen.say(t("pic_saved", { name }));
    } catch (error) {
      console.warn("Journeybook: the picture could not be made.", error);
      setFailed(true);
    }
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        class="jb-button"
        title={t("pic_title")}
        aria-haspopup="dialog"
        disabled={snapshot.columns.length === 0}
        data-testid="picture"
        onClick={() => setOpen(true)}
      >
        <Icon name="picture" />
        <span>{t("pic")}</span>
      </button>
      {open && (
        <Popover anchor={button} label={t("pic_title")} testId="picture-menu" onClose={() => setOpen(false)}>
          <div class="jb-choices">
            <div class="jb-choices-title">{`${t("pic_title")} · ${t(`form_${form}`)}`}</div>
            {KINDS.map((kind) => (
              <button
                key={kind}
                type="button"
                class="jb-choice"
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
              onChoose={setColours}
            />
            <Words
              label={t("pic_paper")}
              name="picture-paper"
              entries={(Object.keys(PAPERS) as Paper[]).map((one) => [one, one] as const)}
              value={paper}
              onChoose={setPaper}
            />
            {failed && (
              <p class="jb-picture-failed" role="alert">
                {t("pic_failed")}
              </p>
            )}
          </div>
        </Popover>
      )}
    </>
  );
}
