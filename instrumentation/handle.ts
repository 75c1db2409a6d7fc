import type { AsyncLocalStorage } from "node:async_hooks";
import type { AiSdkCalls } from "./ai-sdk-calls.ts";
import type { ContentRecorder } from "./content/content-recorder.ts";
import type { RecordedEvent } from "./events/event-span.ts";
import type { Labels } from "./labels/labels.ts";
import type { Attribution } from "./llm-call.ts";
import type { Meter } from "./meter.ts";
import type { RunTree } from "./run-tree.ts";
import type { Settings } from "./settings.ts";
import type { OpenCalls } from "./wire/open-calls.ts";

/** The running instrumentation of this process. */
export interface TollgateHandle {
  readonly settings: Settings;
  readonly attribution: AsyncLocalStorage<Attribution>;
  readonly aiSdk: AiSdkCalls;
  readonly labels: Labels;
  readonly content: ContentRecorder;
  readonly meter: Meter;
  readonly runs: RunTree;
  /** The hooked one, whatever `globalThis.fetch` is by now. */
  readonly fetch: typeof globalThis.fetch;
  /** For calls that no `fetch` makes. */
  readonly calls: OpenCalls;
  /** Sends what the app says of calls that are over. */
  recordEvent(event: RecordedEvent): void;
  /** Prices and counts the calls whose answers have been read; happens by itself a turn of the event loop later. */
  finishEnded(): void;
  /** Sends what is waiting. Resolves to whether the collector has acknowledged all of it, within `timeoutMs`; never rejects. */
  flush(timeoutMs?: number): Promise<boolean>;
  /** Takes the hook and all listeners away again, after a flush. */
  close(): Promise<void>;
}

const KEY = Symbol.for("tollgate.handle");

/**
 * The handle lives on globalThis because a process may load this package twice, as ESM and CJS or in two versions; two hooks would charge
 * each call twice.
 */
export function currentHandle(): TollgateHandle | undefined {
  return (globalThis as { [KEY]?: TollgateHandle })[KEY];
}

export function setCurrentHandle(handle: TollgateHandle | undefined): void {
  (globalThis as { [KEY]?: TollgateHandle | undefined })[KEY] = handle;
}
