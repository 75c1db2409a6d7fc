import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";

/**
 * The run that the code now running is in. LangGraph and `createAgent` keep it in async context for nodes and tools; plain chains do so
 * only where the app has switched that on, so undefined says nothing.
 */
export function findLangChainRun(): string | undefined {
  const config: { callbacks?: unknown } | undefined = AsyncLocalStorageProviderSingleton.getRunnableConfig();
  const callbacks = config?.callbacks;
  if (typeof callbacks !== "object" || callbacks === null || !("getParentRunId" in callbacks)) return undefined;
  const { getParentRunId } = callbacks;
  const id: unknown = typeof getParentRunId === "function" ? getParentRunId.call(callbacks) : undefined;
  return typeof id === "string" ? id : undefined;
}
