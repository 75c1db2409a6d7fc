import type { CallRecord } from "../llm-call.ts";
import type { CallOutcome } from "./call-outcome.ts";
import type { WireCallOptions } from "./wire-call.ts";

/** What a call knows of itself when it is over. */
export interface WireCallEnd {
  call: WireCallOptions;
  isStream: boolean;
  startMs: number;
  endMs: number;
  /** Absent when there was no answer. */
  status: number | undefined;
  /** Of a stream. */
  firstChunkMs: number | undefined;
}

/** The record of a call that is over. */
export function wireRecord(outcome: CallOutcome, end: WireCallEnd): CallRecord {
  const { target, request, attribution, parent, budget, isRetrieval } = end.call;
  const { startedAtMs = end.startMs, endedAtMs = isRetrieval ? startedAtMs : end.endMs } = outcome;
  const record: CallRecord = {
    source: "wire",
    provider: target.provider,
    operation: target.shape.operation,
    requestModel: request.model,
    stream: end.isStream,
    startMs: startedAtMs,
    endMs: Math.max(startedAtMs, endedAtMs),
    serverAddress: target.address,
    serverPort: target.port,
    usageSource: outcome.usageSource,
    attribution,
    ...parent,
  };
  if (outcome.responseModel !== undefined) record.responseModel = outcome.responseModel;
  if (outcome.responseId !== undefined) record.responseId = outcome.responseId;
  if (outcome.serviceTier !== undefined) record.serviceTier = outcome.serviceTier;
  if (outcome.errorType !== undefined) record.errorType = outcome.errorType;
  if (outcome.usage !== undefined) record.usage = outcome.usage;
  if (outcome.problems !== undefined) record.problems = outcome.problems;
  if (outcome.hostCharge !== undefined) record.hostCharge = outcome.hostCharge;
  if (end.status !== undefined) record.httpStatus = end.status;
  if (end.firstChunkMs !== undefined) record.timeToFirstChunkMs = end.firstChunkMs;
  if (budget !== undefined) record.budget = budget;
  const cure = outcome.isOpaque ? target.shape.opaque?.cure : record.stream ? target.shape.streamUsageCure : undefined;
  if (cure !== undefined) record.usageCure = cure;
  return record;
}
