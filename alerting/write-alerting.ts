import { writeGenerated } from "../grafana/write-generated.ts";
import { CHANNEL_VARIABLES, type Channel } from "./notify.ts";
import { renderAlerting } from "./render-alerting.ts";

/**
 * Writes the alerts' provisioning files into `dir` for a Grafana that is about to start with the environment `env`:
 * only channels whose variable is set there, and rules in the form that `grafanaVersion` reads.
 * @returns the channels that will be told.
 */
export function writeAlerting(dir: string, options: { env: NodeJS.ProcessEnv; grafanaVersion?: string }): Channel[] {
  const { env, ...version } = options;
  const channels = (Object.keys(CHANNEL_VARIABLES) as Channel[]).filter((channel) => env[CHANNEL_VARIABLES[channel]]);
  writeGenerated(dir, renderAlerting({ ...version, channels }));
  return channels;
}
