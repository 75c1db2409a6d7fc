/** A question that a view answers, as docs/views.md asks it. */
export interface ViewQuestion {
  view: string;
  question: string;
  /** What one must know to read the answer. */
  about: string;
  /** Its answer must be the same on every day that it is asked: of a view that reads the clock it takes what the clock does not change. */
  query: string;
}

/** Questions of one kind, under a heading of their own. */
export interface ViewGroup {
  title: string;
  about: string;
  questions: readonly ViewQuestion[];
}
