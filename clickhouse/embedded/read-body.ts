import type { IncomingMessage } from "node:http";
import { createGunzip } from "node:zlib";
import { ClickHouseError } from "./clickhouse-error.ts";
import { unsupported } from "./unsupported.ts";

/** Largest body, bytes after decompression. The exporter's batches of 8,192 spans are 3 to 20 MB. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** The whole body; throws code 307 above the bound, so that no client can fill the memory. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip")
    throw unsupported(`Content-Encoding "${encoding}" (allowed: identity, gzip)`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of encoding === "gzip" ? request.pipe(createGunzip()) : request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw new ClickHouseError(307, "TOO_MANY_BYTES", `Request body is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
