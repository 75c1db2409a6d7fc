import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CHANNEL_VARIABLES, type Channel } from "../../alerting/notify.ts";
import { renderAlerting } from "../../alerting/render-alerting.ts";
import { writeGenerated } from "../../grafana/write-generated.ts";
import { PACKAGE_ROOT } from "../package-root.ts";
import { answers } from "./answers.ts";
import { childEnv } from "./child-env.ts";
import type { Grafana } from "./find-grafana.ts";
import type { Ports } from "./ports.ts";
import type { Secrets } from "./secrets.ts";
import type { ChildSpec } from "./supervise.ts";

const PLUGIN = "grafana-clickhouse-datasource";
const PLUGIN_VERSION = "4.22.1";

/** Writes Grafana's provisioning into the state folder and says how to start it. */
export function grafanaSpec(grafana: Grafana, at: { home: string; ports: Ports; secrets: Secrets }): ChildSpec {
  const { home, ports, secrets } = at;
  const state = join(home, "grafana");
  const provisioning = join(state, "provisioning");
  rmSync(provisioning, { recursive: true, force: true });
  // Grafana logs an error for each of these folders that is missing.
  for (const folder of ["plugins", "notifiers", "access-control"])
    mkdirSync(join(provisioning, folder), { recursive: true });
  cpSync(join(PACKAGE_ROOT, "grafana", "provisioning"), provisioning, { recursive: true });
  const channels = (Object.keys(CHANNEL_VARIABLES) as Channel[]).filter((name) => process.env[CHANNEL_VARIABLES[name]]);
  const url = `http://127.0.0.1:${ports.grafana}`;
  const rootUrl = process.env.GF_SERVER_ROOT_URL ?? `${url}/`;
  const rules = renderAlerting({ grafanaVersion: grafana.version, channels, rootUrl });
  writeGenerated(join(provisioning, "alerting"), rules);

  const bundled = join(grafana.home, "plugins");
  const hasPlugin = existsSync(join(bundled, PLUGIN));
  return {
    name: "grafana",
    command: grafana.command,
    args: [...grafana.args, "--homepath", grafana.home],
    env: childEnv({
      ...operatorSettings(),
      GF_SERVER_HTTP_ADDR: "127.0.0.1",
      GF_SERVER_HTTP_PORT: String(ports.grafana),
      GF_SERVER_ROOT_URL: rootUrl,
      GF_PATHS_DATA: join(state, "data"),
      GF_PATHS_LOGS: join(state, "data"),
      GF_PATHS_PROVISIONING: provisioning,
      GF_PATHS_PLUGINS: hasPlugin ? bundled : join(state, "plugins"),
      ...(hasPlugin ? {} : { GF_PLUGINS_PREINSTALL_SYNC: `${PLUGIN}@${PLUGIN_VERSION}` }),
      // A plugin that the operator built from its sources has no signature.
      ...(existsSync(join(bundled, PLUGIN, "MANIFEST.txt"))
        ? {}
        : { GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: PLUGIN }),
      GF_SECURITY_ADMIN_PASSWORD: secrets.GRAFANA_ADMIN_PASSWORD,
      GF_LOG_MODE: "console",
      // The policies send a crossing once; Grafana must remember it longer than the longest period (35 days).
      GF_UNIFIED_ALERTING_NOTIFICATION_LOG_RETENTION: "40d",
      GF_ANALYTICS_REPORTING_ENABLED: "false",
      GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: "false",
      TOLLGATE_BOARDS_DIR: join(PACKAGE_ROOT, "grafana", "generated"),
      TOLLGATE_CLICKHOUSE_HOST: "127.0.0.1",
      TOLLGATE_CLICKHOUSE_PORT: String(ports.clickhouse),
      TOLLGATE_READER_PASSWORD: secrets.TOLLGATE_READER_PASSWORD,
    }),
    logFile: join(home, "logs", "grafana.log"),
    ready: () => answers(`${url}/api/health`),
  };
}

/** Grafana's own settings (SMTP, sign-in …) and the contact points: the operator's, passed on as they are. */
function operatorSettings(): Record<string, string> {
  const wanted = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && (name.startsWith("GF_") || name.startsWith("TOLLGATE_ALERT_")),
  );
  return Object.fromEntries(wanted) as Record<string, string>;
}
