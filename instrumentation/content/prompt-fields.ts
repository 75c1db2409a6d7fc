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
