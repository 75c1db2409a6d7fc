import { fileURLToPath } from "node:url";
import { renderBoards } from "./render-boards.ts";
import { writeGenerated } from "./write-generated.ts";

// node grafana/generate.ts [--check]: writes grafana/generated, or fails when it is not what the code says.
const check = process.argv.includes("--check");
const changed = writeGenerated(fileURLToPath(new URL("generated", import.meta.url)), renderBoards(), { check });
if (check && changed.length > 0) {
  console.error(`grafana/generated is stale (${changed.join(", ")}): run "npm run generate" and commit what it writes`);
  process.exitCode = 1;
}
