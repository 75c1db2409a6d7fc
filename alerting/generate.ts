import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeGenerated } from "../grafana/write-generated.ts";
import { renderAlerting } from "./render-alerting.ts";

// node alerting/generate.ts [--check] [--grafana 9.4 --out DIR]: writes alerting/generated, or fails when it is not what the code says.
// With --grafana the files are for that version; they go to a directory of your choice, because the committed ones are for a new Grafana.
const { values } = parseArgs({
  options: { check: { type: "boolean" }, grafana: { type: "string" }, out: { type: "string" } },
});
if ((values.grafana === undefined) !== (values.out === undefined)) {
  console.error("Cannot generate alerts: --grafana VERSION and --out DIR go together");
  process.exitCode = 1;
} else {
  const dir = values.out ?? fileURLToPath(new URL("generated", import.meta.url));
  const version = values.grafana === undefined ? {} : { grafanaVersion: values.grafana };
  const check = values.check ?? false;
  const changed = writeGenerated(dir, renderAlerting(version), { check });
  if (check && changed.length > 0) {
    console.error(`${dir} is stale (${changed.join(", ")}): run "npm run generate" and commit what it writes`);
    process.exitCode = 1;
  }
}
