import { stringify } from "yaml";
import { type Channel, notification } from "./notify.ts";
import { RULE_GROUPS } from "./rules.ts";

/** Grafana 11.6 is the first that knows KeepLast in a rule file; an older one does not start with it. */
const FIRST_WITH_KEEP_LAST = [11, 6] as const;
const HEADER = "# Generated from alerting/*.ts by `npm run generate`: edit there.\n";

export interface AlertingOptions {
  /** Version of the Grafana that will read the files, as `9.4.0`. Default: a new one. */
  grafanaVersion?: string;
  /** Default: all. */
  channels?: readonly Channel[];
  /** Where people reach Grafana, for the links to the runbook. Default: left to Grafana's environment, which only newer ones read there (9.4 does not). */
  rootUrl?: string;
}

/** The provisioning files of alerts: file name → text. */
export function renderAlerting(options: AlertingOptions = {}): Record<string, string> {
  const keepLast = knowsKeepLast(options.grafanaVersion);
  const groups = RULE_GROUPS.map((group) => ({
    orgId: 1,
    name: group.name,
    folder: "Tollgate",
    interval: group.interval,
    rules: group.rules.map((rule) => ({
      ...rule,
      execErrState: rule.execErrState === "KeepLast" && !keepLast ? "Error" : rule.execErrState,
    })),
  }));
  return {
    "notify.yaml": toYaml(notification(options.channels ?? ["slack", "email", "webhook"])),
    "rules.yaml": withRootUrl(toYaml({ apiVersion: 1, groups }), options.rootUrl),
  };
}

function knowsKeepLast(version: string | undefined): boolean {
  if (version === undefined) return true;
  const [major, minor] = version.split(".").map(Number);
  if (major === undefined || minor === undefined || Number.isNaN(major + minor))
    throw new Error(`Cannot write alert rules for Grafana "${version}": expected a version as "13.2" or "9.4.0"`);
  return major > FIRST_WITH_KEEP_LAST[0] || (major === FIRST_WITH_KEEP_LAST[0] && minor >= FIRST_WITH_KEEP_LAST[1]);
}

/** Two slashes in a row would be a 404. */
function withRootUrl(yaml: string, rootUrl: string | undefined): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Grafana's variable, not ours
  return rootUrl === undefined ? yaml : yaml.replaceAll("${GF_SERVER_ROOT_URL}", `${rootUrl.replace(/\/+$/, "")}/`);
}

function toYaml(document: object): string {
  return HEADER + stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}
