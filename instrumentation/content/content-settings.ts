import { readKey } from "../labels/label-settings.ts";

/** What of a call's text is recorded: nothing, unless an operator says so. */
export interface ContentSettings {
  /** Present: a keyed hash of each prompt is recorded. */
  promptHashKey?: string;
  recordsPrompts: boolean;
  recordsAnswers: boolean;
}

export function readContentSettings(
  text: (name: string) => string | undefined,
  complain: (line: string) => void,
): ContentSettings {
  const words = new Set((text("TOLLGATE_RECORD_CONTENT") ?? "").toLowerCase().split(/[\s,]+/));
  for (const word of words) {
    if (!["", "off", "prompts", "answers"].includes(word)) {
      complain(`Cannot use "${word}" of TOLLGATE_RECORD_CONTENT: expected "prompts", "answers" or "prompts,answers"`);
    }
  }
  const promptHashKey = readKey("TOLLGATE_PROMPT_HASH_KEY", text, complain);
  return {
    ...(promptHashKey !== undefined && { promptHashKey }),
    recordsPrompts: words.has("prompts"),
    recordsAnswers: words.has("answers"),
  };
}
