import { type Attributes, ROOT_CONTEXT, SpanKind, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { Content, GenAi, General, Tollgate } from "./conventions.ts";
import type { FinishedCall } from "./finished-call.ts";
import { attributionAttributes } from "./labels/attribution-attributes.ts";

/** Writes a finished call as a span, with the call's own times, under the span that was active when the call was made. */
export function writeCallSpan(tracer: Tracer, call: FinishedCall): void {
  const { record } = call;
  const model = record.requestModel || record.responseModel;
  const { parent } = record;
  const context =
    parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: false });
  const span = tracer.startSpan(
    model ? `${record.operation} ${model}` : record.operation,
    { kind: SpanKind.CLIENT, startTime: new Date(record.startMs), attributes: callSpanAttributes(call) },
    context,
  );
  if (record.errorType !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(new Date(record.endMs));
}

const MODALITIES = [
  "inputAudioTokens",
  "cacheReadAudioTokens",
  "outputAudioTokens",
  "inputImageTokens",
  "cacheReadImageTokens",
  "outputImageTokens",
  "inputVideoTokens",
  "cacheReadVideoTokens",
  "outputVideoTokens",
] as const;

/** Counts that are 0 are left out: absent and 0 mean the same in the ledger, and a span is smaller by a third. */
export function callSpanAttributes(call: FinishedCall): Attributes {
  const { record } = call;
  const { usage, attribution } = record;
  const attributes: Attributes = {
    [GenAi.operation]: record.operation,
    [GenAi.provider]: record.provider,
    [Tollgate.costStatus]: call.costStatus,
    [Tollgate.source]: record.source,
  };
  const put = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== "") attributes[name] = value;
  };
  put(GenAi.requestModel, record.requestModel);
  put(GenAi.responseModel, record.responseModel);
  put(GenAi.responseId, record.responseId);
  put(Tollgate.serviceTier, record.serviceTier);
  put(Tollgate.costPicoUsd, call.costPicoUsd);
  put(Tollgate.priceId, call.priceId);
  if (call.isOpenEndedPrice) attributes[Tollgate.priceIsOpenEnded] = true;
  put(General.serverAddress, record.serverAddress);
  put(General.serverPort, record.serverPort);
  put(General.httpStatus, record.httpStatus);
  put(General.errorType, record.errorType);
  if (record.stream) attributes[GenAi.requestStream] = true;
  if (record.timeToFirstChunkMs !== undefined) put(GenAi.timeToFirstChunk, record.timeToFirstChunkMs / 1000);
  if (usage !== undefined) {
    attributes[GenAi.inputTokens] = usage.inputTokens;
    attributes[GenAi.outputTokens] = usage.outputTokens;
    put(GenAi.cacheReadTokens, usage.cacheReadTokens || undefined);
    put(GenAi.cacheWriteTokens, usage.cacheWriteTokens || undefined);
    put(Tollgate.cacheWrite1hTokens, usage.cacheWrite1hTokens || undefined);
    put(GenAi.reasoningTokens, usage.reasoningTokens || undefined);
    for (const field of MODALITIES) put(Tollgate[field], usage[field] || undefined);
    for (const [unit, quantity] of Object.entries(usage.counted ?? {})) put(Tollgate.countedPrefix + unit, quantity);
    attributes[Tollgate.usageSource] = record.usageSource;
  }
  attributionAttributes(attribution, attributes);
  put(Tollgate.promptHash, record.promptHash);
  put(Content.inputMessages, record.content?.input);
  put(Content.outputMessages, record.content?.output);
  put(Tollgate.runNode, record.run?.node);
  if (record.run?.tags !== undefined) attributes[Tollgate.runTags] = [...record.run.tags];
  put(Tollgate.supersedesSpanId, record.supersedesSpanId);
  put(Tollgate.budgetOutcome, record.budget?.outcome);
  put(Tollgate.budgetName, record.budget?.name);
  return attributes;
}
