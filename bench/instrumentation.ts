/**
 * What metering adds to a call: `node bench/instrumentation.ts [rounds] [only]`, and with `npm run bench:peers` beside other instrumentations.
 *
 * All modes are interleaved call by call in one process, on the same canned answers from memory: over a socket the spread is larger than what is
 * measured. First on `fetch` itself, with the targets beside; then through the makers' SDKs, if the peers are installed. `only` is a regular
 * expression: `fetch` for the first part alone, `messages` or `openai chat` for those of the second.
 */
import { existsSync } from "node:fs";
import { measureFetch } from "./instrumentation-fetch.ts";

const rounds = Number(process.argv[2] ?? 4_000);
const only = process.argv[3] === undefined ? undefined : new RegExp(process.argv[3]);

// Before the peers are loaded: what they patch and leave behind would be in its figures.
if (only === undefined || only.test("fetch")) await measureFetch(2 * rounds);
if (existsSync(new URL("./peers/node_modules", import.meta.url))) {
  const { comparePeers } = await import("./peers/compare.ts");
  await comparePeers({ rounds, only });
} else console.log("\nPeers are not installed: npm run bench:peers");
// OpenLIT's timers would keep the process.
process.exit(0);
