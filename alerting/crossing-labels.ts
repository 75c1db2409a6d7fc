/** The columns that tell one crossing from every other. They are the alert's labels and its notification group: one left out, and two crossings share a message. A changing number among them would make a new alert of each change. */
export const CROSSING_LABELS = ["budget", "tenant", "scope", "scope_value", "period", "period_start", "threshold"];
