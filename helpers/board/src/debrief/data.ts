// What the trainer's server says, as journeybook/debrief/views.py has it.

export interface Team {
  /** Stands for the team; says nothing about who it is. */
  id: string;
  name: string;
}

export interface StageComparison {
  name: string;
  emotions: Record<string, number | null>;
  mean: number | null;
  spread: number | null;
  /** What the case's customers feel, and how many answers that rests on. */
  measured: number | null;
  n: number;
  moments: string[];
  silent: string[];
}

export interface Figure {
  value: number | null;
  text: string;
}

export interface Topic {
  place: number;
  text: string;
  teams: string[];
}

export interface Agreement {
  hidden: boolean;
  teams: Team[];
  stages: StageComparison[];
  alpha: Figure;
  w: Figure;
  discuss: Topic[];
  warnings: string[];
}
