import { existsSync } from "node:fs";
import { answers } from "./answers.ts";
import { choosePorts } from "./ports.ts";
import { loadSecrets, secretsFile } from "./secrets.ts";
import type { Stack } from "./stack.ts";
import { stackHome } from "./start-stack.ts";

export type ConnectedStack = Pick<Stack, "home" | "otlpHttpUrl" | "clickhouseUrl" | "grafanaUrl" | "secrets">;

/**
 * The stack that another process runs, by the state folder and the ports.
 *
 * @throws When no stack was ever started in that folder.
 */
export async function connectStack(): Promise<ConnectedStack> {
  const home = stackHome();
  if (!existsSync(secretsFile(home))) {
    throw new Error(
      `Cannot find a stack: "${secretsFile(home)}" is missing. Run \`npm start\` here first, or set TOLLGATE_HOME.`,
    );
  }
  const ports = await choosePorts();
  const grafanaUrl = `http://127.0.0.1:${ports.grafana}`;
  return {
    home,
    otlpHttpUrl: `http://127.0.0.1:${ports.otlpHttp}`,
    clickhouseUrl: `http://127.0.0.1:${ports.clickhouse}`,
    ...((await answers(`${grafanaUrl}/api/health`)) && { grafanaUrl }),
    secrets: loadSecrets(home),
  };
}
