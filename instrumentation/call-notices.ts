import type { Notices } from "./export/notices.ts";
import type { FinishedCall } from "./finished-call.ts";

/** Models named in lines; an app that makes up names must not fill its log. */
const NAMED_MODELS = 50;

/** Tells the operator, once for each model, about calls whose money is missing or only estimated: what, where, and what helps. */
export function createCallNotices(notices: Notices): (call: FinishedCall) => void {
  const told = new Set<string>();
  return (call) => {
    const line = lineFor(call);
    if (line === undefined || told.has(line) || told.size >= NAMED_MODELS) return;
    told.add(line);
    notices.say(line);
  };
}

function lineFor({ record, costStatus, unpricedReason }: FinishedCall): string | undefined {
  const { provider, serverAddress, serverPort, requestModel, responseModel, errorType, usageSource } = record;
  if (costStatus === "unpriced") return `${unpricedReason ?? "Cannot price call"}; it is in the ledger as unpriced`;
  if (usageSource !== "estimated" || record.usage === undefined) return undefined;
  const where = serverAddress === undefined ? provider : `${serverAddress}:${serverPort}`;
  if (errorType === "invalid_answer")
    return `Cannot read the answer of ${where}: not the JSON of ${provider}; charged as an estimate`;
  if (record.problems !== undefined)
    return `Cannot use the counts of model "${responseModel ?? requestModel}" at ${where}: ${record.problems[0]}; charged as an estimate`;
  const cure = record.usageCure === undefined ? "" : `; ${record.usageCure}`;
  return `Cannot count the tokens of model "${responseModel ?? requestModel}" at ${where}: its answer has no usage; charged as an estimate${cure}`;
}
