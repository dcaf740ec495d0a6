// The action plan's widget: anywidget calls the default export once for each model, so that all views share a session.
import { h, render } from "preact";
import type { WidgetModel } from "../state/kernel";
import "../style/quiz.css";
import "../style/plan.css";
import { PlanView } from "./plan";
import { openPlan, type PlanSession } from "./session";

export default function plan() {
  let session: PlanSession | null = null;
  return {
    initialize({ model }: { model: WidgetModel }): () => void {
      const opened = openPlan(model);
      session = opened;
      return () => opened.dispose();
    },
    render({ el }: { el: HTMLElement }): () => void {
      if (session === null) throw new Error("a plan was rendered before its model was initialized");
      render(h(PlanView, { session }), el);
      return () => render(null, el);
    },
  };
}
