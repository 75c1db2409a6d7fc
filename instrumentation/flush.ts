import { currentHandle } from "./handle.ts";

/**
 * Sends everything that waits. For serverless functions, which are frozen between calls: `await flush()` before returning.
 *
 * @param timeoutMs gives up after so long; what was not sent stays and is sent later. @default 2000
 * @returns whether the collector has acknowledged all; true when metering is off. Never rejects.
 */
export async function flush(timeoutMs?: number): Promise<boolean> {
  return (await currentHandle()?.flush(timeoutMs)) ?? true;
}
