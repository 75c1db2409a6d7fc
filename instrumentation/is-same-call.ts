import type { CallRecord } from "./llm-call.ts";

/**
 * Errs towards dropping LangChain's copy, so that a call is never charged twice. Ids decide where both sides have one; Google, Groq,
 * Mistral and Ollama give LangChain none, then a wire call to the same model or provider inside the run's time with the same outcome is the twin.
 */
export function isSameCall(wire: CallRecord, langchain: CallRecord): boolean {
  if (wire.responseId !== undefined && langchain.responseId !== undefined)
    return wire.responseId === langchain.responseId;
  // An aborted call is an error to LangChain and merely interrupted on the wire.
  const failedAlike = langchain.errorType !== undefined || wire.errorType === undefined;
  const alike = wire.requestModel === langchain.requestModel || wire.provider === langchain.provider;
  return failedAlike && alike && wire.startMs >= langchain.startMs - 1 && wire.endMs <= langchain.endMs + 1;
}
