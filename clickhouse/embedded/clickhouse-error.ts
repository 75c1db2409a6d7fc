import { STATUS_BY_CODE } from "./http-status.ts";

/** An error as ClickHouse words it over HTTP: `Code: 60. DB::Exception: … (UNKNOWN_TABLE)`, with the status that a server would answer. */
export class ClickHouseError extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, name: string, message: string) {
    super(`Code: ${code}. DB::Exception: ${message} (${name})`);
    this.code = code;
    this.status = STATUS_BY_CODE[code] ?? 500;
  }

  /** The engine repeats the whole statement in its words: noise to somebody who asked the read API. */
  withoutStatement(): ClickHouseError {
    const [, words = "", name = ""] = /^Code: \d+\. DB::Exception: ([\s\S]*) \(([A-Z_]+)\)$/.exec(this.message) ?? [];
    return words === "" ? this : new ClickHouseError(this.code, name, words.replace(/:? In scope [\s\S]*$/, ""));
  }

  /** Keeps the engine's own words: clients parse code and name out of them. */
  static from(error: unknown): ClickHouseError {
    if (error instanceof ClickHouseError) return error;
    const text = error instanceof Error ? error.message : String(error);
    // Greedy to the last bracket: messages themselves contain brackets; a nested "Code: … Code: …" keeps the outer code.
    const match = /Code: (\d+)\. DB::Exception: ([\s\S]*?)(?: \(([A-Z][A-Z0-9_]+)\))?\s*$/.exec(text);
    const [, code = "1002", message = text, name = "UNKNOWN_EXCEPTION"] = match ?? [];
    return new ClickHouseError(Number(code), name, message);
  }
}
