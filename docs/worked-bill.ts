import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../cli/package-root.ts";
import type { Usage } from "../instrumentation/llm-call.ts";

/** A bill that was worked out by hand from the provider's price page. The command is held to it by test, and docs/prices.md shows it. */
export interface WorkedBill {
  /** The file's name without its ending: `openai-chat`. */
  name: string;
  title: string;
  about: string;
  call: { provider: string; api: string; at: string; model?: string; tier?: string };
  answer: unknown;
  usage: Usage;
  /** `usd` for `per` of the unit, as price pages have it. */
  lines: { unit: string; quantity: number; usd: string; per: number; costUsd: string }[];
  costUsd: string;
  priceId: string;
}

const DIRECTORY = join(PACKAGE_ROOT, "tests/fixtures/bills");

/** All worked bills, by name. */
export function readWorkedBills(): WorkedBill[] {
  return readdirSync(DIRECTORY)
    .sort()
    .map((file) => ({
      ...(JSON.parse(readFileSync(join(DIRECTORY, file), "utf8")) as Omit<WorkedBill, "name">),
      name: file.replace(/\.json$/, ""),
    }));
}
