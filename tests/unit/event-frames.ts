import { crc32 } from "node:zlib";

/** A frame of `application/vnd.amazon.eventstream`, as the AWS documentation lays it out. */
export function eventFrame(headers: Record<string, string>, payload: object): Buffer {
  const head = Buffer.concat(
    Object.entries(headers).map(([name, value]) =>
      Buffer.concat([
        Buffer.of(name.length),
        Buffer.from(name),
        Buffer.of(7),
        uint16(value.length),
        Buffer.from(value),
      ]),
    ),
  );
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.concat([uint32(12 + head.length + body.length + 4), uint32(head.length)]);
  const frame = Buffer.concat([prelude, uint32(crc32(prelude)), head, body]);
  return Buffer.concat([frame, uint32(crc32(frame))]);
}

/** An event of ConverseStream. */
export function converseFrame(type: string, payload: object): Buffer {
  return eventFrame({ ":event-type": type, ":content-type": "application/json", ":message-type": "event" }, payload);
}

/** An event of InvokeModelWithResponseStream: the model maker's own, in base64. */
export function invokeFrame(event: object): Buffer {
  const bytes = Buffer.from(JSON.stringify(event)).toString("base64");
  return converseFrame("chunk", { bytes, p: "abcdefgh" });
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
