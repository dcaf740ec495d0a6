// The quiz's widget: anywidget calls the default export once for each model, so that all views share a session.
import { h, render } from "preact";
import type { WidgetModel } from "../state/kernel";
import "../style/quiz.css";
import { Quiz } from "./quiz";
import { openQuiz, type QuizSession } from "./session";

export default function quiz() {
  let session: QuizSession | null = null;
  return {
    initialize({ model }: { model: WidgetModel }): () => void {
      const opened = openQuiz(model);
      session = opened;
      return () => opened.dispose();
    },
    render({ el }: { el: HTMLElement }): () => void {
      if (session === null) throw new Error("a quiz was rendered before its model was initialized");
      render(h(Quiz, { session }), el);
      return () => render(null, el);
    },
  };
}
