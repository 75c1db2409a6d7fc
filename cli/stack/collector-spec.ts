import { join } from "node:path";
import { COLLECTOR_CONFIG } from "../../collector/find-collector.ts";
import { answers } from "./answers.ts";
import { childEnv } from "./child-env.ts";
import type { Ports } from "./ports.ts";
import type { Secrets } from "./secrets.ts";
import type { ChildSpec } from "./supervise.ts";

/** How the collector runs in the embedded stack: collector.yaml with this machine's addresses. */
export function collectorSpec(binary: string, at: { home: string; ports: Ports; secrets: Secrets }): ChildSpec {
  const { home, ports, secrets } = at;
  return {
    name: "collector",
    command: binary,
    args: [`--config=file:${COLLECTOR_CONFIG}`],
    env: childEnv({
      TOLLGATE_TOKEN: secrets.TOLLGATE_TOKEN,
      TOLLGATE_WRITER_PASSWORD: secrets.TOLLGATE_WRITER_PASSWORD,
      TOLLGATE_OTLP_HTTP_ADDRESS: `127.0.0.1:${ports.otlpHttp}`,
      TOLLGATE_OTLP_GRPC_ADDRESS: `127.0.0.1:${ports.otlpGrpc}`,
      TOLLGATE_HEALTH_ADDRESS: `127.0.0.1:${ports.health}`,
      TOLLGATE_QUEUE_DIR: join(home, "queue"),
      CLICKHOUSE_ENDPOINT: `http://127.0.0.1:${ports.clickhouse}`,
    }),
    logFile: join(home, "logs", "collector.log"),
    ready: () => answers(`http://127.0.0.1:${ports.health}/`),
  };
}
