import type { Attribution } from "./llm-call.ts";
import { type JsonObject, textAt } from "./providers/read-value.ts";

/** What a run's metadata says of who asks: `createAgent` gives the agent's name, LangGraph the thread and, without an agent, its node. */
export function langChainAttribution(metadata: JsonObject): Attribution {
  const agent = textAt(metadata, "lc_agent_name") ?? textAt(metadata, "langgraph_node");
  const session = textAt(metadata, "thread_id");
  return { ...(agent !== undefined && { agent }), ...(session !== undefined && { session }) };
}
