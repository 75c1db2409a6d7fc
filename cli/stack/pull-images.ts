import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** An image is neither here nor to be pulled; the stack can still run embedded. */
export class ImageMissing extends Error {
  override name = "ImageMissing";
}

/**
 * Pulls those of `images` that are not on this machine, telling each.
 *
 * @throws ImageMissing for the first that cannot be had, with Docker's own reason.
 */
export async function pullImages(
  images: readonly string[],
  options: { log: (line: string) => void; signal?: AbortSignal | undefined },
): Promise<void> {
  const abort = options.signal === undefined ? {} : { signal: options.signal };
  for (const image of new Set(images)) {
    try {
      await run("docker", ["image", "inspect", image]);
      continue;
    } catch {
      options.log(`Docker: pulling ${image} ...`);
    }
    try {
      await run("docker", ["pull", "--quiet", image], abort);
    } catch (error) {
      options.signal?.throwIfAborted();
      const reason = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
      throw new ImageMissing(`Docker is here, but the image "${image}" is not to be had: ${reason.split("\n").at(-1)}`);
    }
  }
}
