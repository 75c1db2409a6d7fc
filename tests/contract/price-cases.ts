import type { Usage } from "../../instrumentation/llm-call.ts";
import type { PriceBookData, PriceRow } from "../../instrumentation/pricing/price-row.ts";
import { PROVIDER_ALIASES } from "../../instrumentation/pricing/provider-name.ts";
import { NO_PRICE, resolvePrice } from "../../instrumentation/pricing/resolve-price.ts";
import { type CountedUnit, TOKEN_UNITS, type TokenUnit } from "../../instrumentation/pricing/units.ts";
import { namesLike, UNKNOWN_NAMES } from "./price-case-names.ts";
import { seededRandom } from "./seeded-random.ts";

/** A call to price by both evaluators. Counts are what SQL can hold: 64-bit integers, `counted` in millionths. */
export interface PriceCase {
  provider: string;
  model: string;
  tier: string;
  atMs: number;
  /** In the order of `usage` of tollgate_cost(). */
  totals: number[];
  countedMillionths: { [unit: string]: number };
}

const NOW_MS = Date.parse("2026-11-23T12:34:56.789Z");
const DAY_MS = 86_400_000;
const HOSTILE_COUNTS = [-1, -9_007_199_254_740_991, 100_000_000, 100_000_001, 2 ** 31, 2 ** 32, 9_007_199_254_740_991];
/** 1900 and 2299 are the first and last year of ClickHouse's DateTime64; between them lie the ends of Date (2149) and DateTime (2106). */
const HOSTILE_TIMES = [
  "1900-01-01T00:00:00.000Z",
  "1969-12-31T23:59:59.999Z",
  "1970-01-01T00:00:00.000Z",
  "2106-02-07T06:28:16.000Z",
  "2149-06-07T00:00:00.000Z",
  "2299-12-31T23:59:59.999Z",
].map((text) => Date.parse(text));

/** Calls of every model and tier of a book, at every boundary of its rows, under all kinds of names; the same ones for the same seed. */
export function priceCases({ models, rows }: PriceBookData, seed: number): PriceCase[] {
  const random = seededRandom(seed);
  const namesOf = new Map(models.map((model) => [`${model.provider}/${model.model}`, model]));
  const aliases = Object.entries(PROVIDER_ALIASES);
  const units = [...new Set(rows.flatMap((row) => Object.keys(row.prices)))];
  const cases: PriceCase[] = [];

  const plain = (row: PriceRow): PriceCase => ({
    provider: row.provider,
    model: row.model,
    tier: row.tier,
    atMs: Math.max(NOW_MS, Date.parse(row.validFrom)),
    totals: someTotals(random),
    countedMillionths: {},
  });
  const spelledProvider = (provider: string) =>
    random.pick([
      provider,
      ` ${provider.toUpperCase()}\t`,
      ...aliases.flatMap(([alias, of]) => (of === provider ? [alias] : [])),
    ]);

  for (const row of rows) {
    const { names = [row.model], openEnded = [] } = namesOf.get(`${row.provider}/${row.model}`) ?? {};
    cases.push(plain(row), { ...plain(row), ...billable(row, random) });
    cases.push({ ...plain(row), ...billable(row, random), countedMillionths: someCounted(row, units, random) });
    const name = random.pick([...names, ...openEnded.map((open) => `${open}-2099-12-31`)]);
    cases.push({
      ...plain(row),
      provider: spelledProvider(row.provider),
      model: random.pick(namesLike(row.provider, name)),
    });
    for (const ms of boundaries(row)) for (const off of [-1, 0, 1]) cases.push({ ...plain(row), atMs: ms + off });
    for (const { aboveInputTokens } of row.contextTiers ?? []) {
      for (const off of [-1, 0, 1]) cases.push({ ...plain(row), totals: totalsOf(aboveInputTokens + off, random) });
    }
  }
  for (let at = 0; at < 1_000; at += 1) {
    const row = random.pick(rows);
    const totals = someTotals(random);
    // What no call can have: a hostile count anywhere, a part greater than its total, or both.
    totals[random.below(15)] = random.pick(HOSTILE_COUNTS);
    cases.push({ ...plain(row), totals, atMs: random.pick([NOW_MS, ...HOSTILE_TIMES]) });
  }
  for (let at = 0; at < 500; at += 1) {
    const row = random.pick(rows);
    const model = random.pick([row.model, ...UNKNOWN_NAMES]);
    const provider = random.pick([
      row.provider,
      "",
      "nobody",
      "openai/openai",
      "ope'nai\\",
      "\u00a0openai",
      "deepsee\u212a",
      random.pick(rows).provider,
    ]);
    cases.push({
      ...plain(row),
      provider,
      model,
      tier: random.pick(["", "DEFAULT ", "Auto", "turbo", "on_demand", "b'atch", "batch\u00a0", "F\u0130ex", row.tier]),
    });
  }
  return cases;
}

/** The usage of a case for TypeScript's evaluator. */
export function usageOf({ totals, countedMillionths }: PriceCase): Usage {
  const at = (index: number) => totals[index] ?? 0;
  const counted = Object.entries(countedMillionths).map(([unit, millionths]): [string, number] => [
    unit,
    millionths / 1e6,
  ]);
  return {
    inputTokens: at(0),
    outputTokens: at(1),
    cacheReadTokens: at(2),
    cacheWriteTokens: at(3),
    cacheWrite1hTokens: at(4),
    reasoningTokens: at(5),
    inputAudioTokens: at(6),
    cacheReadAudioTokens: at(7),
    outputAudioTokens: at(8),
    inputImageTokens: at(9),
    cacheReadImageTokens: at(10),
    outputImageTokens: at(11),
    inputVideoTokens: at(12),
    cacheReadVideoTokens: at(13),
    outputVideoTokens: at(14),
    counted: Object.fromEntries(counted) as { [unit in CountedUnit]?: number },
  };
}

/** The first moment of a row and of its hours. */
function boundaries(row: PriceRow): number[] {
  const startMs = Date.parse(row.validFrom);
  if (row.hours === undefined) return startMs === 0 ? [] : [startMs];
  const ofDay = [row.hours.from, row.hours.to].map((time) => Date.parse(`1970-01-01T${time}:00Z`));
  return [startMs, ...ofDay.flatMap((ms) => [startMs + ms, NOW_MS - (NOW_MS % DAY_MS) + ms])];
}

type Random = ReturnType<typeof seededRandom>;

/** What the row has prices for, and nothing else. */
function billable(row: PriceRow, random: Random): Pick<PriceCase, "totals" | "countedMillionths"> {
  const { parts, counted } = resolvePrice(row);
  const isPriced = (unit: TokenUnit) =>
    parts.every(({ rates }) => (rates[TOKEN_UNITS.indexOf(unit)] ?? NO_PRICE) !== NO_PRICE);
  return {
    totals: [isPriced("input") ? random.below(5_000) : 0, isPriced("output") ? random.below(5_000) : 0],
    countedMillionths: Object.fromEntries(Object.keys(counted).map((unit) => [unit, random.below(4) * 1_000_000])),
  };
}

/** Mostly a usage that adds up; one in ten does not. */
function someTotals(random: Random): number[] {
  return totalsOf(random.pick([0, 1, 999, random.below(1_000_000), random.below(50_000_000)]), random);
}

function totalsOf(input: number, random: Random): number[] {
  const output = random.below(100_000);
  const part = (total: number, share = 1) => (random.below(3) === 0 ? random.below(Math.floor(total * share) + 1) : 0);
  const isWrong = random.below(10) === 0;
  const rest = random.below(4) === 0 ? 0.2 : 0;
  const [audio, image, video] = [part(input, rest), part(input, rest), part(input, rest)];
  const [cachedAudio, cachedImage, cachedVideo] = [part(audio), part(image), part(video)];
  const cacheRead = cachedAudio + cachedImage + cachedVideo + part(input, 0.2);
  const cacheWrite = part(input, isWrong ? 2 : 0.2);
  return [
    input,
    output,
    cacheRead,
    cacheWrite,
    part(cacheWrite, isWrong ? 2 : 1),
    part(output, isWrong ? 2 : 0.4),
    ...[audio, cachedAudio, part(output, rest)],
    ...[image, cachedImage, part(output, rest)],
    ...[video, cachedVideo, part(output, rest)],
  ];
}

function someCounted(row: PriceRow, units: readonly string[], random: Random): { [unit: string]: number } {
  const own = Object.keys(row.prices).filter((unit) => !/^(input|output|cache|reasoning)/.test(unit));
  const unit = random.below(4) === 0 || own.length === 0 ? random.pick(units) : random.pick(own);
  const quantity = random.pick([0, 1, 3, 100_000_000, 100_000_001, -1, random.below(1_000)]) * 1e6;
  const fraction = random.below(3) === 0 ? random.pick([1, 333_333, 500_000, 999_999]) : 0;
  const fee = random.below(8) === 0 ? { request: random.below(3) * 1e6 } : {};
  return { ...fee, [unit]: quantity + fraction };
}
