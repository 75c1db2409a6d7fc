import { isSpanContextValid, type Span, trace } from "@opentelemetry/api";
import { Foreign, GenAi } from "../conventions.ts";
import { currentHandle } from "../handle.ts";
import type { CallRun, ParentSpan } from "../llm-call.ts";
import { type RunPlace, underRun } from "../run-tree.ts";
import { sdkSpan } from "./sdk-span.ts";

export interface ActiveParent {
  parent?: ParentSpan;
  /** Set when the parent itself describes this very call. */
  supersedesSpanId?: string;
  /** What LangChain says of the run around it. */
  run?: CallRun;
}

const INFERENCE = new Set(["chat", "text_completion", "generate_content", "embeddings"]);

/** Where the span of a call made now hangs: under the app's active span, or under the run of an agent that it is made in. */
export function activeParent(): ActiveParent {
  return parentAt({ run: currentHandle()?.runs.current(), span: trace.getActiveSpan() });
}

/** The same, for who has looked up where it is. */
export function parentAt({ run, span }: { run: RunPlace | undefined; span: Span | undefined }): ActiveParent {
  const parent = parentOf(span);
  return run === undefined ? parent : { ...underRun(parent, run), run: run.run };
}

/** The app's active span, for the trace; and whether it is another instrumentation's span of the call that is about to be made. */
export function appParent(): ActiveParent {
  return parentOf(trace.getActiveSpan());
}

function parentOf(span: Span | undefined): ActiveParent {
  if (span === undefined) return {};
  const { traceId, spanId, traceFlags } = span.spanContext();
  if (!isSpanContextValid(span.spanContext())) return {};
  return { parent: { traceId, spanId, traceFlags }, ...(isInference(span) && { supersedesSpanId: spanId }) };
}

function isInference(active: Span): boolean {
  const span = sdkSpan(active);
  const attributes = span.attributes ?? {};
  if (INFERENCE.has(String(attributes[GenAi.operation]))) return true;
  if (/^(LLM|EMBEDDING)$/.test(String(attributes[Foreign.openInferenceKind]))) return true;
  if (/\.do(Generate|Stream|Embed)$/.test(String(attributes[Foreign.aiSdkOperation]))) return true;
  return (span.instrumentationScope ?? span.instrumentationLibrary)?.name === Foreign.anthropicScope;
}
