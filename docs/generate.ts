import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fillDocument } from "./fill-document.ts";
import { renderApis } from "./render-apis.ts";
import { renderBills } from "./render-bills.ts";
import { renderLeftOut } from "./render-left-out.ts";
import { renderUnits } from "./render-units.ts";
import { readWorkedBills } from "./worked-bill.ts";

// node docs/generate.ts [--check]: fills the generated parts of docs/prices.md, or fails when they are not what code and fixtures say.
const path = fileURLToPath(new URL("prices.md", import.meta.url));
const before = readFileSync(path, "utf8");
const after = fillDocument(before, {
  units: renderUnits(),
  apis: renderApis(),
  bills: renderBills(readWorkedBills()),
  "left out": renderLeftOut(),
});
if (!process.argv.includes("--check")) writeFileSync(path, after);
else if (after !== before) {
  console.error('docs/prices.md is stale: run "npm run generate" and commit what it writes');
  process.exitCode = 1;
}
