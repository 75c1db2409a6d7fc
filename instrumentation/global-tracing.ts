import * as api from "@opentelemetry/api";
import { trace } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";

export interface GlobalTracingOptions {
  resource: Resource;
  /** Takes a finished span of somebody else. */
  onSpan(span: ReadableSpan): void;
  onFailure(error: unknown): void;
}

/**
 * Returns a function for the first metered call: where nobody has registered a tracer provider by then, `@opentelemetry/sdk-node` is
 * started, so that the spans of the AI SDK, of Anthropic's or of the app reach the collector as well. Not earlier, because an app may
 * start its own SDK after us and would find the place taken. The standard `OTEL_*` variables hold for those spans and never for ours.
 *
 * It is loaded beforehand, while the app starts: loading it takes 0.1 s as bundled and 0.6 s as installed (2 cores), which must not stop a
 * call. An app that calls before it is loaded loses foreign spans until then, and no money.
 */
export function startGlobalTracing({ resource, onSpan, onFailure }: GlobalTracingOptions): () => void {
  let isWanted = false;
  let startSdk: (() => void) | undefined;
  const processor = {
    onStart() {},
    onEnd: onSpan,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };

  async function load(): Promise<void> {
    const { NodeSDK } = await import("@opentelemetry/sdk-node");
    startSdk = () => {
      if (!isFree()) return;
      const before = logs?.getLoggerProvider();
      // Metrics and logs of the app are its own business; ours do not go this way.
      const others = { metricReaders: [], logRecordProcessors: [], instrumentations: [] };
      try {
        new NodeSDK({ resource, autoDetectResources: false, spanProcessors: [processor], ...others }).start();
      } catch (error) {
        // With API 1.9, which has no logs, it fails after it has registered the tracing.
        onFailure(error);
      }
      // It registers a logger provider all the same. Left there, the one that the app registers later would be refused.
      if (logs?.getLoggerProvider() !== before) logs?.disable();
    };
    if (isWanted) startSdk();
  }

  setImmediate(() => {
    if (isFree()) load().catch(onFailure);
  });
  return () => {
    if (isWanted) return;
    isWanted = true;
    startSdk?.();
  };
}

/** API 1.9 has no logs, and a bundler would refuse or warn about an import of what is not there; so it is asked for by name. */
const logs: Pick<typeof api.logs, "getLoggerProvider" | "disable"> | undefined = Reflect.get(api, "logs");

/** No provider is registered: the API's own proxy has nobody to hand a tracer on to. */
function isFree(): boolean {
  const registered = trace.getTracerProvider() as { getDelegateTracer?: (name: string) => unknown };
  return registered.getDelegateTracer !== undefined && registered.getDelegateTracer("tollgate") === undefined;
}
