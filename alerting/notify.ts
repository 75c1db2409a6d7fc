import { CROSSING_LABELS } from "./crossing-labels.ts";
import { MESSAGE_TEMPLATES } from "./message-templates.ts";

/** Where messages can go; each stands for one variable of Grafana's environment and may be absent. */
export type Channel = "slack" | "email" | "webhook";

export const CHANNEL_VARIABLES: Record<Channel, string> = {
  slack: "TOLLGATE_ALERT_SLACK_URL",
  email: "TOLLGATE_ALERT_EMAIL",
  webhook: "TOLLGATE_ALERT_WEBHOOK_URL",
};

const ORG = 1;
/** Crossings have a contact point of their own because it sends no "resolved": thirty of them at midnight would be noise, and a crossing is one message. */
const CROSSINGS = "tollgate-crossings";
const INCIDENTS = "tollgate-incidents";

/**
 * Contact points and policies as one provisioning file. They depend on each other: a policy that names a contact point without receivers, or a receiver with an
 * empty address, keeps Grafana from starting. So absent channels are left out, and without any channel the policies go back to Grafana's own.
 */
export function notification(channels: readonly Channel[]) {
  const present = (Object.keys(CHANNEL_VARIABLES) as Channel[]).filter((channel) => channels.includes(channel));
  const absent = (Object.keys(CHANNEL_VARIABLES) as Channel[]).filter((channel) => !channels.includes(channel));
  const points = [CROSSINGS, INCIDENTS];
  const removed = points.flatMap((point) => absent.map((channel) => ({ orgId: ORG, uid: `${point}-${channel}` })));
  const templates = [{ orgId: ORG, name: MESSAGE_TEMPLATES.name, template: MESSAGE_TEMPLATES.text }];
  const base = { apiVersion: 1, templates, deleteContactPoints: removed };
  if (present.length === 0) return { ...base, resetPolicies: [ORG] };
  return {
    ...base,
    contactPoints: points.map((name) => ({
      orgId: ORG,
      name,
      receivers: present.map((channel) => ({
        uid: `${name}-${channel}`,
        type: channel,
        settings: settings(channel),
        disableResolveMessage: name === CROSSINGS,
      })),
    })),
    policies: [POLICY],
  };
}

/** Who is told, and how often. */
const POLICY = {
  orgId: ORG,
  receiver: INCIDENTS,
  group_by: ["grafana_folder", "alertname"],
  group_wait: "10s",
  group_interval: "5m",
  repeat_interval: "4h",
  routes: [
    {
      receiver: CROSSINGS,
      object_matchers: [["kind", "=", "budget_threshold"]],
      // A group for each crossing: it is sent at once and once, and never along with the next one.
      group_by: ["alertname", ...CROSSING_LABELS],
      group_wait: "0s",
      // Longer than an outage: alerts that vanish and come back within it send nothing.
      group_interval: "1h",
      // Longer than a month, so that no crossing is told twice. Grafana must remember that long: GF_UNIFIED_ALERTING_NOTIFICATION_LOG_RETENTION=40d (5 d by default).
      repeat_interval: "35d",
    },
  ],
};

function settings(channel: Channel): Record<string, unknown> {
  const target = `$${CHANNEL_VARIABLES[channel]}`;
  const { title, message } = MESSAGE_TEMPLATES;
  switch (channel) {
    case "slack":
      return { url: target, title, text: message };
    case "email":
      return { addresses: target, subject: title, message };
    case "webhook":
      return { url: target, httpMethod: "POST", title, message };
  }
}
