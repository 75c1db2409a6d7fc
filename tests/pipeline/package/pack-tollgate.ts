import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { PACKAGE_ROOT } from "../../../cli/package-root.ts";

const run = promisify(execFile);

/** Builds and packs this repository's package into `directory`, and tells the path of the tarball. */
export async function packTollgate(directory: string): Promise<string> {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", directory], {
    cwd: PACKAGE_ROOT,
    maxBuffer: 2 ** 26,
  });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as { filename: string }[];
  return join(directory, packed?.filename ?? "");
}
