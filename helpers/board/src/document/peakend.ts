// The two moments by which a journey is remembered: its peak and its end.

export interface PeakEnd {
  /** Index of the feeling furthest from neutral, the later one of equals; `null` where nothing is judged. */
  peak: number | null;
  /** Index of the last feeling. */
  end: number | null;
}

/** Return where the peak and the end are (Fredrickson & Kahneman 1993); unjudged touchpoints are `null`. */
export function peakAndEnd(emotions: readonly (number | null)[]): PeakEnd {
  let peak: number | null = null;
  let end: number | null = null;
  let furthest = 0;
  for (const [index, emotion] of emotions.entries()) {
    if (emotion === null) continue;
    end = index;
    if (Math.abs(emotion) < furthest) continue;
    furthest = Math.abs(emotion);
    peak = index;
  }
  return { peak, end };
}
