/** After these the request was on its way and the provider may well have worked, and billed. */
const INTERRUPTIONS = new Set(["AbortError", "TimeoutError", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/**
 * Whether a call that failed before its answer counts as interrupted. A refused or reset connection does not: that errs low where a
 * provider worked before the connection broke.
 */
export function isInterruption(error: unknown): boolean {
  return INTERRUPTIONS.has(codeOf(error) ?? "");
}

/** The code or class of a thrown error. Absent for an abort: the app chose it, nothing went wrong. */
export function thrownErrorType(error: unknown): string | undefined {
  const code = codeOf(error);
  return code === "AbortError" ? undefined : code;
}

/** undici wraps what happened: `TypeError: fetch failed`, with the code in `cause`. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { cause } = error as { cause?: unknown };
  const { code } = (cause instanceof Error ? cause : error) as { code?: unknown };
  return typeof code === "string" ? code : error.name;
}
