import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type ReadableSpan,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";

export interface GlobalTracingOptions {
  resource: Resource;
  env: Record<string, string | undefined>;
  /** Takes a finished span of somebody else. */
  onSpan(span: ReadableSpan): void;
}

/**
 * Returns a function for the first metered call: where nobody has registered a tracer provider by then, ours is, so that the spans of the
 * AI SDK, of Anthropic's or of the app reach the collector as well. Not earlier, because an app may start its own SDK after us and would
 * find the place taken.
 *
 * Not by `@opentelemetry/sdk-node`: loading it stops the app for 0.5 to 1 s (measured, 2 cores), on that first call.
 */
export function startGlobalTracing(options: GlobalTracingOptions): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    const registered = trace.getTracerProvider() as { getDelegateTracer?: (name: string) => unknown };
    const isFree = registered.getDelegateTracer !== undefined && registered.getDelegateTracer("tollgate") === undefined;
    if (!isFree) return;
    const processor = {
      onStart() {},
      onEnd: options.onSpan,
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    };
    const sampler = samplerOf(options.env);
    trace.setGlobalTracerProvider(
      new TracerProvider({ resource: options.resource, sampler, spanProcessors: [processor] }),
    );
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(
      new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
    );
  };
}

/** The standard variables; they hold for the app's spans and never for ours. */
function samplerOf(env: Record<string, string | undefined>): Sampler {
  const given = env.OTEL_TRACES_SAMPLER_ARG;
  const ratio = given !== undefined && Number(given) >= 0 && Number(given) <= 1 ? Number(given) : 1;
  switch (env.OTEL_TRACES_SAMPLER) {
    case "always_on":
      return new AlwaysOnSampler();
    case "always_off":
      return new AlwaysOffSampler();
    case "traceidratio":
      return new TraceIdRatioBasedSampler(ratio);
    case "parentbased_always_off":
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case "parentbased_traceidratio":
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
    default:
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
  }
}
