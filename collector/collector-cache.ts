import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The folder and the file of the built collector: named after builder.yaml's content, so a changed recipe is a new binary. */
export interface CollectorCache {
  folder: string;
  binary: string;
}

/** @param builderFile Path of builder.yaml. */
export function collectorCache(builderFile: string): CollectorCache {
  const recipe = readFileSync(builderFile, "utf8");
  const version = /^ {2}version: (\S+)$/m.exec(recipe)?.[1];
  if (version === undefined) throw new Error(`Cannot name the built collector: no "dist.version" in ${builderFile}`);
  const hash = createHash("sha256").update(recipe).digest("hex").slice(0, 12);
  const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const folder = join(cacheHome, "tollgate", `otelcol-${version}-${hash}`);
  return { folder, binary: join(folder, "otelcol-tollgate") };
}
