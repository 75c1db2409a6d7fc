import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { composeArguments } from "../../cli/stack/compose-arguments.ts";
import { PORTS } from "../../cli/stack/ports.ts";
import { loadSecrets, SECRET_NAMES, secretsFile } from "../../cli/stack/secrets.ts";

interface Service {
  image: string;
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

const ROOT = join(import.meta.dirname, "../..");
const text = readFileSync(join(ROOT, "docker-compose.yml"), "utf8");
const compose = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const services = Object.entries(compose.services);
const service = (name: string): Service => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`No service "${name}" in docker-compose.yml`);
  return found;
};

describe("docker-compose.yml", () => {
  it("pins every image to a whole version", () => {
    for (const [, { image }] of services) expect(image).toMatch(/^[\w./-]+:\d+\.\d+\.\d+(\.\d+)?(-alpine)?$/);
  });

  it("opens ports on 127.0.0.1 only, under the variables and defaults of ports.ts", () => {
    const published = services.flatMap(([, { ports = [] }]) => ports);
    const expected = Object.values(PORTS).map(
      ({ variable, default: port }) => `127.0.0.1:\${${variable}:-${port}}:${port}`,
    );
    expect(published.toSorted()).toEqual(expected.toSorted());
  });

  it("has no password of its own: each comes from a generated secret, and without one Compose refuses", () => {
    for (const [, { environment = {} }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        if (!/PASSWORD|TOKEN/.test(name) || name === "GF_SMTP_PASSWORD") continue;
        const secret = /^\$\{(\w+)(:\?[^}]+)?\}$/.exec(value)?.[1];
        expect(SECRET_NAMES, `${name}=${value}`).toContain(secret);
      }
    }
    for (const name of SECRET_NAMES) expect(text).toContain(`\${${name}:?`);
  });

  it("checks the health of what has the means, and waits for it", () => {
    expect(service("clickhouse").healthcheck?.test).toContain("http://127.0.0.1:8123/ping");
    expect(service("grafana").healthcheck?.test).toContain("http://127.0.0.1:3000/api/health");
    expect(service("migrate").depends_on).toEqual({ clickhouse: { condition: "service_healthy" } });
    expect(service("grafana").depends_on).toMatchObject({ clickhouse: { condition: "service_healthy" } });
  });

  it("lets the collector start after the tables are there and its queue is writable", () => {
    expect(service("collector").depends_on).toEqual({
      migrate: { condition: "service_completed_successfully" },
      "queue-owner": { condition: "service_completed_successfully" },
    });
    const mountOf = (name: string) => service(name).volumes?.find((volume) => volume.startsWith("queue:"));
    expect(mountOf("queue-owner")).toBeDefined();
    expect(mountOf("collector")).toBe(`queue:${service("collector").environment?.TOLLGATE_QUEUE_DIR}`);
  });

  it("keeps data in named volumes and mounts only files that are here and the price file, read-only", () => {
    for (const [, { volumes = [] }] of services) {
      for (const volume of volumes) {
        if (/^\$\{TOLLGATE_PRICES:-\/dev\/null\}:[^:]+:ro$/.test(volume)) continue;
        const [source = "", , mode] = volume.split(":");
        if (!source.startsWith(".")) expect(Object.keys(compose.volumes)).toContain(source);
        else expect([existsSync(join(ROOT, source)), mode], volume).toEqual([true, "ro"]);
      }
    }
  });

  it("gives the collector and Grafana every variable that their files read", () => {
    const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
    const inCollector = [...read("collector/collector.yaml").matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(service("collector").environment ?? {})).toEqual(expect.arrayContaining(inCollector));
    const files = ["grafana/provisioning/datasources/clickhouse.yaml", "grafana/provisioning/dashboards/tollgate.yaml"];
    const provisioning = [...files, "alerting/generated/notify.yaml", "alerting/generated/rules.yaml"]
      .map(read)
      .join("\n");
    const inGrafana = [...provisioning.matchAll(/\$\{?((?:TOLLGATE|GF)_\w+)/g)].map(([, name]) => name);
    expect(inGrafana).not.toEqual([]);
    expect(Object.keys(service("grafana").environment ?? {})).toEqual(expect.arrayContaining(inGrafana));
  });

  it("never hands Grafana an empty contact point, with which it does not start", () => {
    for (const name of ["TOLLGATE_ALERT_SLACK_URL", "TOLLGATE_ALERT_WEBHOOK_URL", "TOLLGATE_ALERT_EMAIL"]) {
      expect(service("grafana").environment?.[name]).toMatch(new RegExp(`^\\$\\{${name}:-.+\\}$`));
    }
  });
});

it("npm start gives Compose the price file by its absolute path, which a relative one would not be", () => {
  const at = { home: "/tmp/none", ports: { otlpHttp: 0, otlpGrpc: 0, clickhouse: 0, grafana: 0, health: 0 } };
  vi.stubEnv("TOLLGATE_PRICES", "examples/tollgate.prices.yaml");
  expect(composeArguments(at).env.TOLLGATE_PRICES).toBe(join(process.cwd(), "examples/tollgate.prices.yaml"));
  vi.unstubAllEnvs();
});

describe("docker compose", () => {
  const home = mkdtempSync(join(tmpdir(), "tollgate-compose-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("accepts the file with generated secrets, and refuses it without", (context) => {
    if (!hasCompose()) return context.skip("docker compose is not installed");
    loadSecrets(home, {});
    const config = (...args: string[]) =>
      execFileSync("docker", ["compose", "--file", join(ROOT, "docker-compose.yml"), ...args], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME },
        stdio: "pipe",
        encoding: "utf8",
      });
    expect(config("--env-file", secretsFile(home), "config", "--quiet")).toBe("");
    expect(() => config("--env-file", "/dev/null", "config", "--quiet")).toThrow(/run npm start once/);
    const prices = config("--env-file", secretsFile(home), "config", "migrate");
    expect(prices).toMatch(/source: \/dev\/null\n\s+target: \/tollgate.prices.yaml\n\s+read_only: true/);
    // A second clone must not take over this one's containers and volumes.
    expect(config("--env-file", secretsFile(home), "config")).toMatch(/^name: tollgate-[0-9a-f]{8}$/m);
  });
});

function hasCompose(): boolean {
  try {
    execFileSync("docker", ["compose", "version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
