import type { CallRecord } from "../llm-call.ts";
import type { Labels } from "./labels.ts";

/** Last look at a record before it becomes a span: frameworks add attribution that has passed no scope. */
export function admitLabels(labels: Labels, record: CallRecord): void {
  record.attribution = labels.admit(record.attribution);
  if (record.run?.tags !== undefined) record.run = { ...record.run, tags: labels.admitTags(record.run.tags) };
}
