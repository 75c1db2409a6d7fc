import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildCollector } from "../../collector/build-collector.ts";
import { findOnPath } from "../../collector/find-on-path.ts";

const RECIPE = "dist:\n  name: otelcol-tollgate\n  version: 0.161.0\n";

/** A `go` that writes the binary where the recipe says, as ocb does: the real build takes minutes. */
const GO = `#!/bin/sh
while [ "$1" != "--config" ]; do shift; done
out=$(sed -n 's/^  output_path: "\\(.*\\)"$/\\1/p' "$2")
echo "INFO Compiling"
mkdir -p "$out" && echo "built by $$" > "$out/otelcol-tollgate"
`;

describe("buildCollector", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tollgate-build-"));
    writeFileSync(join(folder, "builder.yaml"), RECIPE);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const cache = () => ({ folder: join(folder, "cache"), binary: join(folder, "cache", "otelcol-tollgate") });
  const build = (script: string, said: string[] = []) => {
    const go = join(folder, "go");
    writeFileSync(go, script);
    chmodSync(go, 0o755);
    return buildCollector(cache(), { go, builderFile: join(folder, "builder.yaml"), log: (line) => said.push(line) });
  };

  it("puts the binary into the cache, tells its progress and leaves nothing else but the log", async () => {
    const said: string[] = [];
    await build(GO, said);
    expect(readFileSync(cache().binary, "utf8")).toContain("built by");
    expect(readdirSync(cache().folder).sort()).toEqual(["build.log", "otelcol-tollgate"]);
    expect(said.join("\n")).toMatch(
      /Building the collector.*\n {2}collector: compiling \(\d+ s\)\n {2}collector: built in \d+ s/,
    );
  });

  it("twice at once ends with one whole binary", async () => {
    await Promise.all([build(GO), build(GO)]);
    expect(readFileSync(cache().binary, "utf8")).toMatch(/^built by \d+\n$/);
    expect(readdirSync(cache().folder).sort()).toEqual(["build.log", "otelcol-tollgate"]);
  });

  it("that fails says why in one line, with the log's path, and leaves no binary", async () => {
    const failing = build("#!/bin/sh\necho 'no such module' >&2\nexit 1\n");
    await expect(failing).rejects.toThrow(
      /^Cannot build the collector with "go run .*": no such module \[exit 1\] \(full log: .*build\.log\)$/,
    );
    expect(existsSync(cache().binary)).toBe(false);
  });
});

describe("findOnPath", () => {
  it("finds the first that can be run and passes by folders, plain files and gaps", () => {
    const folder = mkdtempSync(join(tmpdir(), "tollgate-path-"));
    writeFileSync(join(folder, "plain"), "", { mode: 0o644 });
    writeFileSync(join(folder, "tool"), "", { mode: 0o755 });
    const path = `/nowhere::${folder}`;
    expect(findOnPath("tool", path)).toBe(join(folder, "tool"));
    expect(findOnPath("plain", path)).toBeUndefined();
    expect(findOnPath("absent", path)).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});
