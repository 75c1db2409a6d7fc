import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Grafana } from "../../cli/stack/find-grafana.ts";
import { grafanaSpec } from "../../cli/stack/grafana-spec.ts";
import { choosePorts } from "../../cli/stack/ports.ts";
import { loadSecrets } from "../../cli/stack/secrets.ts";
import { supervise } from "../../cli/stack/supervise.ts";

export interface RunningGrafana {
  url: string;
  /** Everything it has logged. */
  log(): string;
  /** GET as administrator, or POST when there is a body. @throws when the status is not 2xx */
  api<T>(path: string, body?: object): Promise<T>;
  stop(): Promise<void>;
}

/** Starts Grafana as `tollgate up` does, in a folder of its own, reading the ledger on `clickhousePort`. */
export async function startGrafana(
  grafana: Grafana,
  ledger: { port: number; readerPassword: string },
): Promise<RunningGrafana> {
  const home = mkdtempSync(join(tmpdir(), "tollgate-grafana-"));
  mkdirSync(join(home, "logs"));
  const ports = await choosePorts({ grafana: 0, clickhouse: ledger.port });
  const secrets = { ...loadSecrets(home, {}), TOLLGATE_READER_PASSWORD: ledger.readerPassword };
  const spec = grafanaSpec(grafana, { home, ports, secrets });
  const running = await supervise(spec, { log: () => {} });
  const url = `http://127.0.0.1:${ports.grafana}`;
  const authorization = `Basic ${Buffer.from(`admin:${secrets.GRAFANA_ADMIN_PASSWORD}`).toString("base64")}`;
  return {
    url,
    log: () => readFileSync(spec.logFile, "utf8"),
    async api<T>(path: string, body?: object): Promise<T> {
      const headers = { authorization, "content-type": "application/json" };
      const request = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
      const response = await fetch(url + path, request);
      const text = await response.text();
      if (!response.ok) throw new Error(`Grafana answered ${response.status} to ${path}: ${text.slice(0, 400)}`);
      return JSON.parse(text);
    },
    async stop() {
      await running.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
