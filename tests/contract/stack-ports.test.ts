import { describe, expect, it } from "vitest";
import { childEnv } from "../../cli/stack/child-env.ts";
import { choosePorts } from "../../cli/stack/ports.ts";

describe("choosePorts", () => {
  it("takes the documented defaults", async () => {
    const defaults = { otlpHttp: 4318, otlpGrpc: 4317, clickhouse: 8123, grafana: 3000, health: 13133 };
    expect(await choosePorts({}, {})).toEqual(defaults);
  });

  it("prefers the environment to a default, and a chosen port to both", async () => {
    const env = { TOLLGATE_PORT_OTLP_HTTP: "14318", TOLLGATE_PORT_CLICKHOUSE: "18123" };
    expect(await choosePorts({ clickhouse: 28123 }, env)).toMatchObject({ otlpHttp: 14318, clickhouse: 28123 });
  });

  it("takes a free port for 0, another one each time", async () => {
    const { otlpHttp, otlpGrpc } = await choosePorts({ otlpHttp: 0 }, { TOLLGATE_PORT_OTLP_GRPC: "0" });
    expect(Math.min(otlpHttp, otlpGrpc)).toBeGreaterThan(1023);
    expect(otlpHttp).not.toBe(otlpGrpc);
  });

  it.each(["eighty", "-1", "65536", "80.5"])(
    "refuses %s and says which variable and what is allowed",
    async (value) => {
      await expect(choosePorts({}, { TOLLGATE_PORT_GRAFANA: value })).rejects.toThrow(
        `Cannot use TOLLGATE_PORT_GRAFANA="${value}": expected a port number from 0 (any free one) to 65535.`,
      );
    },
  );
});

describe("childEnv", () => {
  it("hands on what a program needs to run, and neither our own loader nor an app's keys", () => {
    process.env.OPENAI_API_KEY = "sk-of-the-app";
    const env = childEnv({ TOLLGATE_TOKEN: "t" });
    delete process.env.OPENAI_API_KEY;
    expect(env).toMatchObject({ PATH: process.env.PATH, TOLLGATE_TOKEN: "t" });
    for (const name of ["OPENAI_API_KEY", "NODE_OPTIONS", "OTEL_EXPORTER_OTLP_ENDPOINT"])
      expect(env).not.toHaveProperty(name);
  });
});
