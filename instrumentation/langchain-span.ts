import type { Attributes } from "@opentelemetry/api";
import { GenAi, Tollgate } from "./conventions.ts";
import { attributionAttributes } from "./labels/attribution-attributes.ts";
import { langChainAgent, langChainAttribution, langChainRun } from "./langchain-attribution.ts";
import type { Attribution, CallRun } from "./llm-call.ts";
import type { JsonObject } from "./providers/read-value.ts";
import type { RunPlace, RunStart } from "./run-tree.ts";

/** A run that is no model call, as LangChain's callbacks say it. */
export interface PlainRun {
  kind: "chain" | "tool" | "retriever";
  name: string;
  /** `RunnableSequence`, `CompiledStateGraph`, … */
  className: string;
  metadata: JsonObject;
  tags: readonly string[];
  toolCallId?: string | undefined;
}

/** Names that nobody gave. */
const DEFAULT_NAME = /^(Runnable|LangGraph$|CompiledStateGraph$|CompiledGraph$)/;

/** The names of spans are a dictionary in ClickHouse; an app may call a run by its whole input. */
const NAME_LIMIT = 200;

/** How a run stands in the tree; `scope` is what the app says by `withAttribution`. */
export function langChainRunStart(
  run: PlainRun,
  above: RunPlace | undefined,
  scope: Attribution,
): Omit<RunStart, "above" | "active"> {
  const { name, className, metadata } = run;
  const agentName = langChainAgent(metadata) ?? above?.agentName;
  const isAgent =
    run.kind === "chain" && agentName !== undefined && (agentName !== above?.agentName || name === agentName);
  const isTop = run.kind === "chain" && above === undefined && !isAgent;
  const isNamed = name !== className && !DEFAULT_NAME.test(name);
  const attribution: Attribution = {
    ...above?.attribution,
    ...(isTop && isNamed && { workflow: name }),
    ...langChainAttribution(metadata, agentName),
  };
  const facts = { ...above?.run, ...langChainRun(metadata, run.tags) };
  const start = { attribution, run: facts, agentName };
  if (run.tags.includes("langsmith:hidden")) return start;

  const operation = isAgent ? "invoke_agent" : isTop ? "invoke_workflow" : OPERATIONS[run.kind];
  const attributes = runAttributes({ ...attribution, ...scope }, facts);
  if (operation !== undefined) attributes[GenAi.operation] = operation;
  if (isTop) attributes[GenAi.workflowName] = name;
  if (run.kind === "tool") {
    attributes[GenAi.toolName] = name;
    attributes[GenAi.toolType] = "function";
    if (run.toolCallId !== undefined) attributes[GenAi.toolCallId] = run.toolCallId;
  }
  const title = isAgent ? agentName : name;
  return { ...start, span: { name: [operation, title].filter(Boolean).join(" ").slice(0, NAME_LIMIT), attributes } };
}

const OPERATIONS = { chain: undefined, tool: "execute_tool", retriever: "retrieval" } as const;

function runAttributes(attribution: Attribution, { node, tags }: CallRun): Attributes {
  const attributes = attributionAttributes(attribution);
  if (node !== undefined) attributes[Tollgate.runNode] = node;
  if (tags !== undefined) attributes[Tollgate.runTags] = [...tags];
  return attributes;
}
