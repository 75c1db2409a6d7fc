import { EventReader } from "./event-reader.ts";

/** AWS sends frames up to 16 MB; what claims to be longer is no frame. */
const MAX_FRAME_BYTES = 24 * 1024 * 1024;
/** Two lengths and a checksum. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;

/**
 * A stream of binary frames, as Amazon Bedrock sends it (`application/vnd.amazon.eventstream`): lengths, headers, payload, checksum. A frame's
 * event is named in a header; that of InvokeModel has the model maker's own event inside, in base64.
 */
export class FrameReader extends EventReader {
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #needed = PRELUDE_BYTES;
  #isBroken = false;

  /** Read as text, frames cannot be read any more. */
  feed(): void {}

  feedBytes(chunk: Uint8Array): void {
    if (this.#isBroken) return;
    // The app may change what it was given.
    this.#pieces.push(chunk.slice());
    this.#bytes += chunk.byteLength;
    if (this.#bytes < this.#needed) return;
    const all = Buffer.concat(this.#pieces);
    let start = 0;
    this.#needed = PRELUDE_BYTES;
    while (all.length - start >= PRELUDE_BYTES) {
      const length = all.readUInt32BE(start);
      if (length < PRELUDE_BYTES + CHECKSUM_BYTES || length > MAX_FRAME_BYTES) {
        this.#isBroken = true;
        this.#pieces = [];
        return;
      }
      this.#needed = length;
      if (all.length - start < length) break;
      this.#takeFrame(all.subarray(start, start + length));
      start += length;
      this.#needed = PRELUDE_BYTES;
    }
    this.#pieces = [all.subarray(start)];
    this.#bytes = all.length - start;
  }

  #takeFrame(frame: Buffer): void {
    const payloadAt = PRELUDE_BYTES + frame.readUInt32BE(4);
    if (payloadAt > frame.length - CHECKSUM_BYTES) return;
    const headers = readHeaders(frame.subarray(PRELUDE_BYTES, payloadAt));
    const payload = frame.toString("utf8", payloadAt, frame.length - CHECKSUM_BYTES);
    const name = headers.get(":event-type") ?? headers.get(":exception-type");
    const inner = name === "chunk" ? /"bytes"\s*:\s*"([A-Za-z0-9+/=]*)"/.exec(payload)?.[1] : undefined;
    if (inner !== undefined) this.take(Buffer.from(inner, "base64").toString());
    else if (name !== undefined) this.take(`{${JSON.stringify(name)}:${payload || "{}"}}`);
  }
}

const TEXT = 7;

/** Those that are texts; AWS sends no others. Stops at the first of another type. */
function readHeaders(bytes: Buffer): Map<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    if (nameEnd + 3 > bytes.length || bytes.readUInt8(nameEnd) !== TEXT) break;
    const valueAt = nameEnd + 3;
    const valueEnd = valueAt + bytes.readUInt16BE(nameEnd + 1);
    headers.set(bytes.toString("utf8", at + 1, nameEnd), bytes.toString("utf8", valueAt, valueEnd));
    at = valueEnd;
  }
  return headers;
}
