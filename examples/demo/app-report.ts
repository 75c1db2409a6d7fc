/** What the demo's program says about its own run; sent to who started it. */
export interface DemoReport {
  asked: number;
  answered: number;
  /** Failed although the SDK tried again. */
  failed: number;
  /** Calls refused by a budget, as the app's `catch` saw them. */
  refused: { agent: string; status: number; budget: string; message: string }[];
}
