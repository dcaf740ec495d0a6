// The widget: anywidget calls the default export once for each model, so that all views of a model share a session.
import { h, render } from "preact";
import { openSession, type Session, type WidgetModel } from "./state/kernel";
import "./style/board.css";
import { Board } from "./ui/board";

interface InitializeProps {
  model: WidgetModel;
}

interface RenderProps {
  el: HTMLElement;
}

export default function board() {
  let session: Session | null = null;
  return {
    initialize({ model }: InitializeProps): () => void {
      const opened = openSession(model);
      session = opened;
      return () => opened.dispose();
    },
    render({ el }: RenderProps): () => void {
      if (session === null) throw new Error("a board was rendered before its model was initialized");
      render(h(Board, { session }), el);
      return () => render(null, el);
    },
  };
}
