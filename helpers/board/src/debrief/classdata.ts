// What the trainer's server says of the class, as journeybook/debrief/classview.py has it.

export interface Progress {
  exercises: { id: string; title: string; handed: number; graded: number }[];
  groups: { name: string; members: number; handed: number[] }[];
}

export interface Criterion {
  name: string;
  /** Of its points, 0 to 1: the mean of all hand-ins. */
  share: number;
  /** Of the hand-ins, 0 to 1: in which nothing was attempted. */
  open: number;
}

export interface Scores {
  id: string;
  title: string;
  text: string;
  ranges: { name: string; count: number }[];
  notes: string[];
  criteria: Criterion[];
}

export interface Opinion {
  text: string;
  n: number;
  figure: string;
  interval: string;
  counts: { name: string; count: number }[];
  words: string[];
}

export interface SheetRound {
  title: string;
  sent: number;
  questions: Opinion[];
  notes: string[];
}

export interface Learning {
  text: string;
  rows: {
    name: string;
    before: number | null;
    after: number | null;
    points: string;
    gain: string;
    interval: string;
  }[];
  notes: string[];
}

export interface ClassKnown {
  busy: boolean;
  known: true;
  trainees: number;
  progress: Progress;
  scores: Scores[];
  reaction: SheetRound[];
  behaviour: SheetRound[];
  learning: Learning | null;
  problems: string[];
}

export type ClassFigures = ClassKnown | { busy: boolean; known: false };

export interface Trainees {
  hidden: boolean;
  busy: boolean;
  rows: {
    name: string;
    group: string;
    cells: { handed: boolean; points: number | null; most: number | null; waits: boolean }[];
  }[];
}
