import { createServer } from "node:net";

/** TCP ports of one stack, all on 127.0.0.1. */
export interface Ports {
  otlpHttp: number;
  otlpGrpc: number;
  clickhouse: number;
  grafana: number;
  /** The collector's health check. */
  health: number;
}

/** What each port is for, its variable and its default. docker-compose.yml spells the last two again; a test compares. */
export const PORTS: Record<keyof Ports, { use: string; variable: string; default: number }> = {
  otlpHttp: { use: "OTLP over HTTP", variable: "TOLLGATE_PORT_OTLP_HTTP", default: 4318 },
  otlpGrpc: { use: "OTLP over gRPC", variable: "TOLLGATE_PORT_OTLP_GRPC", default: 4317 },
  clickhouse: { use: "ClickHouse", variable: "TOLLGATE_PORT_CLICKHOUSE", default: 8123 },
  grafana: { use: "Grafana", variable: "TOLLGATE_PORT_GRAFANA", default: 3000 },
  health: { use: "the collector's health check", variable: "TOLLGATE_PORT_HEALTH", default: 13133 },
};

const NAMES = Object.keys(PORTS) as (keyof Ports)[];

/**
 * Chosen ports win over the environment, the environment over the defaults; 0 means any free port.
 *
 * @throws When a variable is not a port number.
 */
export async function choosePorts(chosen: Partial<Ports> = {}, env: NodeJS.ProcessEnv = process.env): Promise<Ports> {
  const ports: Ports = { otlpHttp: 0, otlpGrpc: 0, clickhouse: 0, grafana: 0, health: 0 };
  for (const name of NAMES) {
    const { variable, default: fallback } = PORTS[name];
    const wanted = chosen[name] ?? parsePort(env[variable], variable) ?? fallback;
    ports[name] = wanted === 0 ? await freePort() : wanted;
  }
  return ports;
}

/** @throws One line naming the port, its use and its variable, for the first of `names` that something listens on. */
export async function assertPortsFree(ports: Ports, names: readonly (keyof Ports)[] = NAMES): Promise<void> {
  for (const name of names) {
    if (await listens(ports[name])) continue;
    const { use, variable } = PORTS[name];
    throw new Error(
      `Cannot start: port ${ports[name]} (${use}) on 127.0.0.1 is in use. Stop what uses it, or choose another port with ${variable}.`,
    );
  }
}

function parsePort(value: string | undefined, variable: string): number | undefined {
  if (value === undefined || value === "") return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new RangeError(`Cannot use ${variable}="${value}": expected a port number from 0 (any free one) to 65535.`);
}

/** Whether we could listen on the port now. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once("error", () => resolve(false))
      .listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
      .once("error", reject)
      .listen(0, "127.0.0.1", () => {
        const address = server.address();
        const port = typeof address === "object" && address !== null ? address.port : 0;
        server.close(() => resolve(port));
      });
  });
}
