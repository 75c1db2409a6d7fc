import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAlerting } from "../../alerting/write-alerting.ts";

/**
 * Fills `dir` with everything a Grafana reads at its start: the committed datasource and board provider, and the alerts in the form for its
 * version and the channels that `env` names. Docker mounts the same files instead.
 */
export function writeProvisioning(dir: string, options: { env: NodeJS.ProcessEnv; grafanaVersion?: string }): void {
  const committed = fileURLToPath(new URL("../../grafana/provisioning", import.meta.url));
  cpSync(committed, dir, { recursive: true });
  // Grafana logs an error for each of these that is not there.
  for (const empty of ["plugins", "notifiers", "access-control"]) mkdirSync(join(dir, empty), { recursive: true });
  writeAlerting(join(dir, "alerting"), options);
}
