// A file that is dragged onto the board from outside: the board says that it would take it, and takes it.
import { useEffect, useRef, useState } from "preact/hooks";
import { useStore, useView } from "./hooks";
import { Icon } from "./icons";

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** What lies over the board while a file hangs above it. */
export function FileDrop() {
  const { t, incoming, state, readonly } = useView();
  const reads = useStore(state, (shared) => shared.formats.reads.length > 0);
  const mark = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const wanted = reads && !readonly;

  useEffect(() => {
    const board = mark.current?.closest<HTMLElement>(".jb-board");
    if (!board) return;
    /** The notebook around the board has other plans for files: it never hears of these. */
    const mine = (event: DragEvent): boolean => {
      if (!holdsFiles(event)) return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    };
    const onOver = (event: DragEvent) => {
      if (!mine(event)) return;
      if (event.dataTransfer) event.dataTransfer.dropEffect = wanted ? "copy" : "none";
      setOver(wanted);
    };
    const onLeave = (event: DragEvent) => {
      // From one part of the board to another is not away.
      if (mine(event) && !board.contains(event.relatedTarget as Node | null)) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!mine(event)) return;
      setOver(false);
      if (wanted) void incoming.take([...(event.dataTransfer?.files ?? [])]);
    };
    board.addEventListener("dragenter", onOver);
    board.addEventListener("dragover", onOver);
    board.addEventListener("dragleave", onLeave);
    board.addEventListener("drop", onDrop);
    return () => {
      board.removeEventListener("dragenter", onOver);
      board.removeEventListener("dragover", onOver);
      board.removeEventListener("dragleave", onLeave);
      board.removeEventListener("drop", onDrop);
    };
  }, [incoming, wanted]);

  return (
    <div ref={mark} class="jb-filedrop" data-testid="filedrop" hidden={!over}>
      <p>
        <Icon name="up" />
        {t("open_drop")}
      </p>
    </div>
  );
}
