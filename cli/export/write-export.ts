import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

/**
 * Writes pieces to a file, compressed when its name ends in .gz, or to standard output. A file appears under its name when it is whole;
 * until then, and for good when something fails, there is none.
 *
 * @returns false when the reader of standard output has had enough (`| head`): no error
 */
export async function writeExport(pieces: AsyncGenerator<Buffer>, file: string | undefined): Promise<boolean> {
  if (file === undefined) return writeToStdout(pieces);
  const part = `${file}.part-${process.pid}`;
  try {
    const source = Readable.from(pieces, { objectMode: false });
    if (file.endsWith(".gz")) await pipeline(source, createGzip(), createWriteStream(part));
    else await pipeline(source, createWriteStream(part));
    await rename(part, file);
    return true;
  } catch (cause) {
    await rm(part, { force: true });
    if (cause instanceof Error && "syscall" in cause && "path" in cause)
      throw new Error(`Cannot write "${file}": ${cause.message}`, { cause });
    throw cause;
  }
}

async function writeToStdout(pieces: AsyncGenerator<Buffer>): Promise<boolean> {
  try {
    await pipeline(Readable.from(pieces, { objectMode: false }), process.stdout, { end: false });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EPIPE") return false;
    throw error;
  }
}
