import { AsyncLocalStorage } from "node:async_hooks";
import diagnostics from "node:diagnostics_channel";
import type { Attribution } from "./llm-call.ts";
import { isObject, objectAt, textAt } from "./providers/read-value.ts";

/** Where AI SDK 7 and later tell of their functions, whether or not the app has registered telemetry with them. */
const CHANNEL = "ai:telemetry";

export interface AiSdkCallsOptions {
  /** As it may be recorded. */
  admit(attribution: Attribution): Attribution;
  onError(error: unknown): void;
}

/**
 * On whose behalf the AI SDK's functions ask: the `functionId` of their `telemetry` is the agent, and `userId` and `sessionId` of a runtime context
 * that the app includes in telemetry are user and session.
 */
export class AiSdkCalls {
  readonly #options: AiSdkCallsOptions;
  readonly #around = new AsyncLocalStorage<Attribution | undefined>();
  readonly #started = diagnostics.tracingChannel<unknown>(CHANNEL).start;

  constructor(options: AiSdkCallsOptions) {
    this.#options = options;
    // A store that is bound, unlike a listener, goes with all that the function does later.
    this.#started.bindStore(this.#around, (message) => this.#of(message));
  }

  /** Of the function that a call made now is part of. */
  current(): Attribution | undefined {
    return this.#around.getStore();
  }

  close(): void {
    this.#started.unbindStore(this.#around);
  }

  #of(message: unknown): Attribution | undefined {
    const around = this.#around.getStore();
    // What is thrown here would end the app.
    try {
      const said = attributionOf(message);
      return said === undefined ? around : this.#options.admit({ ...around, ...said });
    } catch (error) {
      this.#options.onError(error);
      return around;
    }
  }
}

function attributionOf(message: unknown): Attribution | undefined {
  const event = objectAt(message, "event");
  const agent = textAt(event, "functionId");
  const { runtimeContext } = event;
  const user = isObject(runtimeContext) ? textAt(runtimeContext, "userId") : undefined;
  const session = isObject(runtimeContext) ? textAt(runtimeContext, "sessionId") : undefined;
  if (agent === undefined && user === undefined && session === undefined) return undefined;
  return {
    ...(agent !== undefined && { agent }),
    ...(user !== undefined && { user }),
    ...(session !== undefined && { session }),
  };
}
