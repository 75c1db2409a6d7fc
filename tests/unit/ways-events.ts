/** How each kind of event is sent. */
export const EVENTS = "text/event-stream";

export const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;

export const namedEvent = (data: { type: string; [field: string]: unknown }) => `event: ${data.type}\n${event(data)}`;
