import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { loadPrices } from "../../clickhouse/load-prices.ts";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { effectivePriceBook } from "../../instrumentation/pricing/overrides/effective-price-book.ts";
import { otlpSpans, type SpanAttribute, type TestSpan } from "./otlp-spans.ts";
import { select, selectUntil, sendTraces } from "./stack-client.ts";

const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const run = promisify(execFile);

/** Dollars are exact, as text. */
interface Spend {
  calls: number;
  unpriced: number;
  billed: string;
  corrected: string;
}

const SPEND =
  "toInt32(sum(calls)) AS calls, toInt32(sum(unpriced_calls)) AS unpriced, toString(sum(billed_usd)) AS billed, toString(sum(cost_usd)) AS corrected";

/**
 * The stack that all pipeline files share, with a provider of the test file's own, to which its price file gives models: no other file has calls of
 * these, and none runs meanwhile. `stop` loads the published book again, for the files after this one.
 */
export class RepricedStack {
  readonly stack = inject("stack");
  /** Of the provider; the tenants' and services' names begin so. */
  readonly name = `acme-${hex(4)}`;
  readonly url = this.stack.clickhouseUrl.replace("://", `://admin:${this.stack.secrets.TOLLGATE_ADMIN_PASSWORD}@`);
  readonly folder = mkdtempSync(join(tmpdir(), "tollgate-repricing-"));

  /** One command as people run it, in a folder of its own. @throws with what it wrote on stderr */
  async tollgate(...words: string[]): Promise<string> {
    const { TOLLGATE_PRICES: _, ...env } = process.env;
    const { stdout } = await run(process.execPath, [join(PACKAGE_ROOT, "cli/main.ts"), ...words], {
      cwd: this.folder,
      env: { ...env, CLICKHOUSE_URL: this.url },
    });
    return stdout;
  }

  /** `tollgate prices reprice` over the last two months of a tenant, unless `words` say another time. */
  async reprice(tenant: string, ...words: string[]) {
    const period = words.includes("--from") ? [] : ["--from", this.day(-60), "--to", this.day(2)];
    return JSON.parse(await this.tollgate("prices", "reprice", ...period, "--tenant", tenant, ...words, "--json"));
  }

  async undo(...words: string[]) {
    return JSON.parse(await this.tollgate("prices", "reprice", "--undo", ...words, "--json"));
  }

  /** Writes the price file, whose `PROVIDER` is this one's, and loads it, which is what `tollgate migrate` does after two seconds of looking through the schema. */
  async load(prices: string): Promise<void> {
    this.write(prices);
    await this.#loadBook();
  }

  write(prices: string): void {
    writeFileSync(join(this.folder, "tollgate.prices.yaml"), prices.replaceAll("PROVIDER", this.name));
  }

  async #loadBook(): Promise<void> {
    const client = connectClickHouse(this.url);
    await loadPrices(client, effectivePriceBook({ cwd: this.folder, env: {} }));
    await client.close();
  }

  /** A call of 1,000 tokens in and 100 out as our exporter sends it; without `usd` it is unpriced. */
  call(
    model: string,
    usd: number | undefined,
    attributes: Record<string, SpanAttribute> = {},
    startMs?: number,
  ): TestSpan {
    const cost = usd === undefined ? {} : { [Tollgate.costPicoUsd]: Math.round(usd * 1e12) };
    return {
      ...{ spanId: hex(8), traceId: hex(16), name: `chat ${model}` },
      ...(startMs !== undefined && { startMs }),
      attributes: {
        [GenAi.operation]: "chat",
        [GenAi.provider]: this.name,
        [GenAi.requestModel]: model,
        [GenAi.inputTokens]: 1000,
        [GenAi.outputTokens]: 100,
        [Tollgate.costStatus]: usd === undefined ? "unpriced" : "priced",
        [Tollgate.usageSource]: "provider",
        [Tollgate.source]: "wire",
        ...cost,
        ...attributes,
      },
    };
  }

  /** Through the collector, of one tenant. */
  async send(tenant: string, spans: readonly TestSpan[], scope = "tollgate"): Promise<void> {
    const resource = { "service.name": tenant, [Tollgate.tenant]: tenant };
    const status = await sendTraces(this.stack, otlpSpans(spans, { resource, scope }));
    if (status !== 200) throw new Error(`The collector answered ${status}`);
  }

  /** Waits until the tenant has so many calls. */
  async landed(tenant: string, calls: number): Promise<void> {
    const query = `SELECT toUInt32(count()) AS n FROM tollgate.calls WHERE tenant = '${tenant}'`;
    await selectUntil<{ n: number }>(this.stack, query, ([row]) => row?.n === calls);
  }

  /** The sums of a view, rollup or query that has calls as billed and as corrected. */
  async sums(from: string): Promise<Spend | undefined> {
    return (await select<Spend>(this.stack, `SELECT ${SPEND} FROM ${from}`))[0];
  }

  spend(tenant: string): Promise<Spend | undefined> {
    return this.sums(`tollgate.spend_by_hour WHERE tenant = '${tenant}'`);
  }

  /** A day in UTC, so many after today. */
  day(later: number): string {
    return new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);
  }

  async stop(): Promise<void> {
    rmSync(join(this.folder, "tollgate.prices.yaml"), { force: true });
    await this.#loadBook();
    rmSync(this.folder, { recursive: true });
  }
}
