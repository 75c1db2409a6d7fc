import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Secrets } from "./secrets.ts";

export interface AppEnvSource {
  otlpHttpUrl: string;
  clickhouseUrl: string;
  secrets: Pick<Secrets, "TOLLGATE_TOKEN" | "TOLLGATE_GUARD_PASSWORD">;
}

/** What an app needs to report to this stack and to be held to its budgets. */
export function appEnv({ otlpHttpUrl, clickhouseUrl, secrets }: AppEnvSource): Record<string, string> {
  const budgetUrl = new URL(clickhouseUrl);
  budgetUrl.username = "guard";
  budgetUrl.password = secrets.TOLLGATE_GUARD_PASSWORD;
  return {
    TOLLGATE_OTLP_ENDPOINT: otlpHttpUrl,
    TOLLGATE_OTLP_HEADERS: `authorization=Bearer ${secrets.TOLLGATE_TOKEN}`,
    TOLLGATE_BUDGET_URL: budgetUrl.href,
  };
}

/** Writes `app.env` for `node --env-file`, so that nobody types or prints a secret. Only its owner can read it. */
export function writeAppEnv(home: string, stack: AppEnvSource): string {
  const file = join(home, "app.env");
  const lines = Object.entries(appEnv(stack)).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(file, `# For apps: node --env-file=${file} --import tollgate/register app.js\n${lines.join("")}`, {
    mode: 0o600,
  });
  return file;
}
