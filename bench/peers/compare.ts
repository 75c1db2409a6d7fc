import { context, SpanKind, type Tracer, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { GenAi } from "../../instrumentation/conventions.ts";
import { startMetering, tracingToNowhere } from "../bench-setup.ts";
import { fetchFromMemory } from "../canned-answers.ts";
import { added, interleave, type Mode, percentile, type Taken } from "../timings.ts";
import { FAMILIES, type Family } from "./peers.ts";
import type { Shape } from "./sdks.ts";

export interface CompareOptions {
  /** Calls of each mode and shape; a stream is called half as often, and all as often again before. */
  rounds: number;
  /** Only shapes whose name fits. */
  only?: RegExp | undefined;
}

/**
 * What Tollgate and other instrumentations add to a call of a maker's SDK, shape by shape. Spans are batched and exported to nowhere; Tollgate
 * sends to a collector on loopback, prices each call and asks a budget. The peers have their defaults; Langfuse is without its span processor,
 * which would add to it.
 */
export async function comparePeers({ rounds, only = /./ }: CompareOptions): Promise<void> {
  const provider = tracingToNowhere();
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracer = provider.getTracer("bench");
  const metering = await startMetering(fetchFromMemory);
  const run = async <Client>(family: Family<Client>) => {
    const modesOf = createModes(family, { tracer, ...metering });
    for (const shape of family.shapes) {
      if (!only.test(`${family.name} ${shape.name}`)) continue;
      const count = shape.stream ? rounds / 2 : rounds;
      const modes = modesOf(shape);
      printTable(family, { shape, modes, taken: await interleave(modes, { rounds: count }) });
    }
  };
  await run(FAMILIES.openai);
  await run(FAMILIES.anthropic);
  await run(FAMILIES.google);
}

interface SdkMode extends Mode {
  sdk: string;
}

const BARE = "bare";
const SPAN = "a bare span";
const OURS = "Tollgate";

function createModes<Client>(
  family: Family<Client>,
  { tracer, fetch, collectorUrl }: { tracer: Tracer; fetch: typeof globalThis.fetch; collectorUrl: string },
): (shape: Shape<Client>) => SdkMode[] {
  const clients = Object.entries(family.sdks).map(([sdk, createClient]) => {
    const peers = family.peers
      .filter((peer) => peer.sdk === sdk)
      .map((peer) => ({ ...peer, client: peer.createClient({ fetch: fetchFromMemory, collectorUrl }) }));
    return { sdk, peers, bare: createClient({ fetch: fetchFromMemory }), metered: createClient({ fetch }) };
  });
  return (shape) =>
    clients.flatMap(({ sdk, peers, bare, metered }) => [
      { name: BARE, sdk, call: () => shape.ask(bare) },
      { name: SPAN, sdk, call: () => askInSpan(tracer, shape, bare) },
      { name: OURS, sdk, call: () => shape.ask(metered) },
      ...peers
        .filter(({ leavesOut }) => leavesOut?.[shape.name] === undefined)
        .map(({ name, client }) => ({ name, sdk, call: () => shape.ask(client) })),
    ]);
}

async function askInSpan<Client>(tracer: Tracer, shape: Shape<Client>, client: Client): Promise<void> {
  const span = tracer.startSpan(`chat ${shape.model}`, {
    kind: SpanKind.CLIENT,
    attributes: { [GenAi.operation]: "chat", [GenAi.provider]: shape.provider, [GenAi.requestModel]: shape.model },
  });
  await shape.ask(client);
  span.setAttributes({ [GenAi.inputTokens]: 20, [GenAi.outputTokens]: 112, [GenAi.responseModel]: shape.model });
  span.end();
}

interface Measured<Client> {
  shape: Shape<Client>;
  modes: readonly SdkMode[];
  taken: readonly Taken[];
}

const us = (value: number) => value.toFixed(1);

function printTable<Client>(family: Family<Client>, { shape, modes, taken }: Measured<Client>): void {
  const chunks = shape.stream ? `, ${shape.answer.events.length} chunks` : "";
  console.log(
    `\n| ${family.name}: ${shape.name}${chunks} | | p50 µs | added p50 | × Tollgate | added p10 | × Tollgate | added p50 with the turn after |`,
  );
  console.log("|---|---|---|---|---|---|---|---|");
  for (const [at, { name, sdk }] of modes.entries()) {
    const of = (other: string) => taken[modes.findIndex((mode) => mode.sdk === sdk && mode.name === other)];
    const own = taken[at];
    const more = (share: number) => added(own, of(BARE), "call", share);
    const ratio = (share: number) => (more(share) / added(of(OURS), of(BARE), "call", share)).toFixed(1);
    const cells =
      name === BARE
        ? ["", "", "", "", ""]
        : [us(more(0.5)), ratio(0.5), us(more(0.1)), ratio(0.1), us(added(own, of(BARE), "withTurn"))];
    console.log(`| ${[sdk, name, us(percentile(own?.call)), ...cells].join(" | ")} |`);
  }
  const without = { ...family.without };
  for (const { name, leavesOut } of family.peers)
    if (leavesOut?.[shape.name]) without[name] = leavesOut[shape.name] ?? "";
  for (const [name, why] of Object.entries(without)) console.log(`| | ${name} | ${why} | | | | | |`);
}
