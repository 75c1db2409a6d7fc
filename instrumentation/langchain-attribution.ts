import type { Attribution, CallRun } from "./llm-call.ts";
import { type JsonObject, textAt } from "./providers/read-value.ts";

/** The name that `createAgent` was given; "" for an agent without one. */
export function langChainAgent(metadata: JsonObject): string | undefined {
  const isAgent = metadata.ls_integration === "langchain_create_agent";
  return textAt(metadata, "lc_agent_name") ?? (isAgent ? "" : undefined);
}

/**
 * What a run's metadata says of who asks: the agent or, without one, the node of LangGraph; and the thread. `session_id` and
 * `conversation_id` are the other two names that LangSmith takes for a thread. `around` is the agent of the run that it is in.
 */
export function langChainAttribution(metadata: JsonObject, around?: string): Attribution {
  const agent = (langChainAgent(metadata) ?? around ?? textAt(metadata, "langgraph_node")) || undefined;
  const session =
    textAt(metadata, "thread_id") ?? textAt(metadata, "session_id") ?? textAt(metadata, "conversation_id");
  return { ...(agent !== undefined && { agent }), ...(session !== undefined && { session }) };
}

/** LangChain's own tags: `seq:step:1`, `graph:step:2`, `map:key:question`, `langsmith:hidden`, … */
const OWN_TAG = /^((seq|graph):step|map:key|condition|branch|langsmith|lc):/;

/** The node of LangGraph, and the tags that the app gave. */
export function langChainRun(metadata: JsonObject, tags: readonly string[] = []): CallRun {
  const node = textAt(metadata, "langgraph_node");
  const given = tags.filter((tag) => !OWN_TAG.test(tag));
  return { ...(node !== undefined && { node }), ...(given.length > 0 && { tags: given }) };
}
