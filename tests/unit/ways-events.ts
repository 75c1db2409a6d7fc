import { EventStreamCodec } from "@smithy/core/event-streams";

/** How each kind of event is sent. */
export const EVENTS = "text/event-stream";

export const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;

export const namedEvent = (data: { type: string; [field: string]: unknown }) => `event: ${data.type}\n${event(data)}`;

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString(),
  (text) => Buffer.from(text),
);

/** An event of AWS's binary streams. */
export function frame(type: string, payload: unknown): Uint8Array {
  const header = (value: string) => ({ type: "string" as const, value });
  return codec.encode({
    headers: {
      ":message-type": header("event"),
      ":event-type": header(type),
      ":content-type": header("application/json"),
    },
    body: Buffer.from(JSON.stringify(payload)),
  });
}

export const FRAMES = "application/vnd.amazon.eventstream";
