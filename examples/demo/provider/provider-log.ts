import { appendFileSync, readFileSync } from "node:fs";
import type { BilledTokens } from "./billed-tokens.ts";

export type ProviderApi = "chat" | "embeddings" | "messages";

/** One answered request, as the provider itself remembers it. The bill is checked against these lines. */
export interface ProviderLogLine {
  /** The answer's id; of an embedding or an error, which carry none, the request id of the headers. */
  id: string;
  provider: "openai" | "anthropic";
  api: ProviderApi;
  model: string;
  /** Unix milliseconds of the answer's end. */
  atMs: number;
  status: number;
  tier?: string;
  /** Absent when nothing was billed. */
  tokens?: BilledTokens;
  /** False when the client went away before the end. */
  complete: boolean;
}

/** Appends, and has it on the disk's file before the answer's last byte leaves: who has the answer finds the line. */
export function appendProviderLog(path: string, line: ProviderLogLine): void {
  appendFileSync(path, `${JSON.stringify(line)}\n`);
}

export function readProviderLog(path: string): ProviderLogLine[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as ProviderLogLine);
}
