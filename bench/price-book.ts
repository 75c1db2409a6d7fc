/**
 * What the price book costs an app: `node bench/price-book.ts`. Its text compressed, the time from text to the first price in a process
 * that has done nothing else (the least of nine processes: the machine's other work only adds), and a lookup of a model that was seen before.
 */
import { spawnSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { PRICE_BOOK_TEXT } from "../instrumentation/pricing/price-book.generated.ts";
import { createPriceBook } from "../instrumentation/pricing/price-book.ts";
import { readPriceBook } from "../instrumentation/pricing/price-book-data.ts";

const TARGET = { gzipBytes: 150_000, loadMs: 15, lookupNs: 1_000 };
const PROCESSES = 9;
const LOOKUPS = 1_000_000;
const QUERY = { provider: "openai", model: "gpt-4o-2024-08-06", atMs: Date.UTC(2026, 10, 22), tier: "default" };

if (process.argv[2] === "load") {
  const startMs = performance.now();
  const found = createPriceBook(readPriceBook()).find(QUERY);
  console.log(found.row === undefined ? Number.NaN : performance.now() - startMs);
} else {
  const gzipBytes = gzipSync(PRICE_BOOK_TEXT).length;
  const loads = Array.from({ length: PROCESSES }, () => {
    const { stdout } = spawnSync(process.execPath, [import.meta.filename, "load"], { encoding: "utf8" });
    return Number(stdout);
  });
  report("compressed text, bytes", gzipBytes, TARGET.gzipBytes);
  report("load and first price, ms", Math.min(...loads), TARGET.loadMs);
  report("lookup of a known model, ns", lookupNs(), TARGET.lookupNs);
}

function lookupNs(): number {
  const book = createPriceBook(readPriceBook());
  let found = 0;
  const run = () => {
    for (let i = 0; i < LOOKUPS; i++) if (book.find(QUERY).row) found++;
  };
  run();
  const startMs = performance.now();
  run();
  const elapsedMs = performance.now() - startMs;
  return found === 2 * LOOKUPS ? (elapsedMs * 1e6) / LOOKUPS : Number.NaN;
}

function report(what: string, measured: number, target: number): void {
  const verdict = measured <= target ? "met" : "missed";
  console.log(`${what}: ${measured.toFixed(measured < 100 ? 1 : 0)} (target ${target}, ${verdict})`);
}
