import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { installedVersions } from "../../docs/metering/installed-versions.ts";
import { renderMatrix, type TestedCell } from "../../docs/metering/render-matrix.ts";
import { renderStarts } from "../../docs/metering/render-starts.ts";
import { WAYS } from "../../docs/metering/ways.ts";
import { API_SHAPES } from "../../instrumentation/providers/api-shapes.ts";

const MODES = ["plain", "streamed", "failed"] as const;
const VERSIONS = installedVersions();
const ALL: TestedCell[] = WAYS.flatMap(({ name, shapes }) =>
  shapes.flatMap((shape) => MODES.map((mode) => ({ way: name, shape, mode }))),
);
const cell = (way: string, shape: string, mode: TestedCell["mode"]) => (one: TestedCell) =>
  one.way === way && one.shape === shape && one.mode === mode;

it("a cell whose test ran has a mark, one that cannot be has a letter", () => {
  const table = renderMatrix(ALL, VERSIONS);
  expect(table.split("\n")).toHaveLength(API_SHAPES.length + 5);
  expect(table).toContain("| `chat` | ✓ ✓ ✓ | ✓ ✓ ✓ | ✓ ✓ ✓ | ✓ ✓ ✓ | a |");
  expect(table).toContain("- **a** The package does not call this API.");
});

it("a missing test fails where the call is possible, and is explained where it is not", () => {
  const without = (way: string, shape: string, mode: TestedCell["mode"]) =>
    ALL.filter((one) => !cell(way, shape, mode)(one));
  expect(() => renderMatrix(without("openai 7", "chat", "streamed"), VERSIONS)).toThrow(
    'Cannot leave "chat" streamed by "openai 7" empty: no test ran and nothing explains it',
  );
  expect(renderMatrix(without("openai 7", "embeddings", "streamed"), VERSIONS)).toContain("The API does not stream.");
});

it("a test that waits for something shows what for", () => {
  const pending = ALL.map((one) =>
    cell("ollama", "ollama-chat", "plain")(one) ? { ...one, pending: "a reason" } : one,
  );
  expect(renderMatrix(pending, VERSIONS)).toContain("Not metered yet: a reason.");
});

it.each([
  { way: "openai 1", shape: "chat", mode: "plain" },
  { way: "openai 7", shape: "chatter", mode: "plain" },
] as const)("a test of a way or shape that nobody knows fails: $way, $shape", (stray) => {
  expect(() => renderMatrix([...ALL, stray], VERSIONS)).toThrow(`Cannot place "${stray.shape}" by "${stray.way}"`);
});

it("ways to start are rows, what the app has of OpenTelemetry columns", () => {
  const cells = [
    { start: "one", app: "none" },
    { start: "one", app: "SDK 3" },
    { start: "two", app: "none" },
  ];
  expect(renderStarts(cells)).toContain("| one | ✓ | ✓ |\n| two | ✓ | – |");
});

it("docs/metering.md names each way with the version that is installed", () => {
  const document = readFileSync(new URL("../../docs/metering.md", import.meta.url), "utf8");
  for (const { name, packages } of WAYS) {
    const [first] = packages;
    const head = first === undefined ? name : `${name} (${VERSIONS[first]})`;
    expect(document).toContain(`| ${head} |`);
  }
});
