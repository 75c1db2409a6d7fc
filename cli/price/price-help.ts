import { apiList } from "./api-list.ts";

/** What stands below the options in `tollgate price --help`. */
export function priceHelp(): string {
  const apis = apiList();
  const width = Math.max(...apis.map(({ name }) => name.length));
  const lines = apis.map(({ name, endpoint }) => `  ${name.padEnd(width)}  ${endpoint}`);
  return `
Input: one JSON answer, the raw text of an event stream, or JSON Lines. A line is an
answer or {"provider","api","model","at","tier","answer"}, whose fields beat the options.
One result a line comes out with --json, in order. Exit code 1: not all were priced.

Names for --api:
${lines.join("\n")}

Examples:
  tollgate price --provider openai --api chat < answer.json
  tollgate price --provider anthropic --api messages --at 2026-11-01 < stream.txt
  tollgate price --provider openai --api responses --tier batch --json < answers.jsonl
  curl -s https://api.openai.com/v1/chat/completions … | tollgate price --provider openai --api chat

How a price is found, and what a result has in it: docs/prices.md`;
}
