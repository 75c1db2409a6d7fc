/** Where the APIs have what a model is asked, besides its tools; instructions first. */
export const INSTRUCTION_FIELDS = [
  "system",
  "instructions",
  "systemInstruction",
  "system_instruction",
  "preamble",
] as const;
export const MESSAGE_FIELDS = [
  "messages",
  "input",
  "contents",
  "prompt",
  "message",
  "texts",
  "query",
  "documents",
  "content",
] as const;
/** The same of APIs that came later: in a hash only where they are there, so that earlier hashes stay what they were. */
export const LATER_MESSAGE_FIELDS = ["values", "requests"] as const;
