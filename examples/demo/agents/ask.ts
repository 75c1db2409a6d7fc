/** Asks an agent one thing, through the SDK it was built with. Rejects as that SDK does. */
export type Ask = (question: string) => Promise<void>;
