import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { renderHttpHandlers } from "./render-http-handlers.ts";

// node clickhouse/read-api/generate.ts [--check]: writes the server's HTTP handlers, or fails when they are not what endpoints.ts says.
const path = fileURLToPath(new URL("../generated/http-handlers.xml", import.meta.url));
const text = renderHttpHandlers();
if (!process.argv.includes("--check")) writeFileSync(path, text);
else if (readFileSync(path, "utf8") !== text) {
  console.error('clickhouse/generated/http-handlers.xml is stale: run "npm run generate" and commit what it writes');
  process.exitCode = 1;
}
