import { apiList } from "./api-list.ts";

/** What stands below the options in `tollgate price --help`. */
export function priceHelp(): string {
  const apis = apiList();
  const width = Math.max(...apis.map(({ name }) => name.length));
  const lines = apis.map(({ name, endpoint }) => `  ${name.padEnd(width)}  ${endpoint}`);
  return `
Input: one JSON answer, the raw text of an event stream, or JSON Lines, where a
line is an answer, {"provider","api","model","at","tier","answer"} with fields
that beat the options, or a line of a batch's result file. With --json one
result a line comes out, in order. Exit code 1: not all were priced.

Names for --api:
${lines.join("\n")}

Examples:
  tollgate price --provider openai --api chat < answer.json
  tollgate price --provider anthropic --api messages --at 2026-11-01 < sse.txt
  tollgate price --provider openai --api chat --json < batch.jsonl
  tollgate price --provider openai --api transcriptions --model whisper-1 < a

How a price is found, and what a result has in it: docs/prices.md`;
}
