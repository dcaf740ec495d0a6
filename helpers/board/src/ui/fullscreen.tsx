// The board over the whole screen, or where the browser refuses over the whole window.
import { useEffect, useState } from "preact/hooks";
import { useStore, useView, type ViewContext } from "./hooks";
import { ToolButton } from "./tool";

/** Enter or leave; what the browser does with it comes back as an event. */
export function toggleFullScreen(root: HTMLElement, { hands }: ViewContext): void {
  if (document.fullscreenElement === root) void document.exitFullscreen();
  else if (hands.get().filled) hands.patch({ filled: false });
  else {
    const fill = () => hands.patch({ filled: true });
    if (typeof root.requestFullscreen !== "function") fill();
    else root.requestFullscreen().catch(fill);
  }
}

export function FullScreenTool() {
  const view = useView();
  const filled = useStore(view.hands, (held) => held.filled);
  const [full, setFull] = useState(false);
  useEffect(() => {
    const onChange = () => setFull(document.fullscreenElement?.classList.contains("jb-board") ?? false);
    document.addEventListener("fullscreenchange", onChange);
    return () => document.removeEventListener("fullscreenchange", onChange);
  }, []);
  const on = full || filled;
  return (
    <ToolButton
      icon={on ? "shrink" : "expand"}
      name={on ? "hands_full_off" : "hands_full_on"}
      testId="full-screen"
      onClick={() => {
        const root = document.getElementById(view.viewId);
        if (root !== null) toggleFullScreen(root, view);
      }}
    />
  );
}
