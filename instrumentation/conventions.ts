/**
 * Every telemetry name Tollgate writes or reads, spelled once. SQL and YAML spell them again because they must;
 * `tests/contract/names.test.ts` compares those spellings with this file.
 *
 * Where the GenAI semantic conventions have a name we use the published one (v1.41.1); what they lack goes under `tollgate.`.
 */

/** Attributes of the semantic conventions, v1.41.1. */
export const GenAi = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  requestModel: "gen_ai.request.model",
  requestStream: "gen_ai.request.stream",
  responseModel: "gen_ai.response.model",
  responseId: "gen_ai.response.id",
  /** Includes cached tokens, read and written. */
  inputTokens: "gen_ai.usage.input_tokens",
  /** Includes reasoning tokens. */
  outputTokens: "gen_ai.usage.output_tokens",
  cacheReadTokens: "gen_ai.usage.cache_read.input_tokens",
  /** Five-minute and one-hour writes together. */
  cacheWriteTokens: "gen_ai.usage.cache_creation.input_tokens",
  reasoningTokens: "gen_ai.usage.reasoning.output_tokens",
  /** Seconds. */
  timeToFirstChunk: "gen_ai.response.time_to_first_chunk",
  agentName: "gen_ai.agent.name",
  /** The name of the chain or graph at the top. */
  workflowName: "gen_ai.workflow.name",
  toolName: "gen_ai.tool.name",
  toolType: "gen_ai.tool.type",
  toolCallId: "gen_ai.tool.call.id",
  conversationId: "gen_ai.conversation.id",
  evaluationName: "gen_ai.evaluation.name",
  evaluationScore: "gen_ai.evaluation.score.value",
  evaluationLabel: "gen_ai.evaluation.score.label",
  tokenType: "gen_ai.token.type",
} as const;

/** General attributes of the semantic conventions. */
export const General = {
  userId: "user.id",
  sessionId: "session.id",
  serverAddress: "server.address",
  serverPort: "server.port",
  errorType: "error.type",
  httpStatus: "http.response.status_code",
  environment: "deployment.environment.name",
  serviceName: "service.name",
} as const;

/** Our own attributes, where the conventions have none. */
export const Tollgate = {
  /** On the resource: the tenant of a whole process. On a span: the call's own. */
  tenant: "tollgate.tenant",
  project: "tollgate.project",
  customer: "tollgate.customer",
  workflow: "tollgate.workflow",
  environment: "tollgate.environment",
  promptId: "tollgate.prompt.id",
  /** A keyed hash of the prompt: equal for equal prompts, and no way back to the text. */
  promptHash: "tollgate.prompt.hash",
  tags: "tollgate.tags",
  outcomeName: "tollgate.outcome.name",
  outcomeLabel: "tollgate.outcome.label",
  outcomeValue: "tollgate.outcome.value",
  /** Of an event: hex id of the trace whose calls it is about, where that is not the event's own. */
  aboutTraceId: "tollgate.about.trace_id",
  serviceTier: "tollgate.service_tier",
  cacheWrite1hTokens: "tollgate.usage.cache_write_1h.input_tokens",
  inputAudioTokens: "tollgate.usage.audio.input_tokens",
  cacheReadAudioTokens: "tollgate.usage.audio.cache_read.input_tokens",
  outputAudioTokens: "tollgate.usage.audio.output_tokens",
  inputImageTokens: "tollgate.usage.image.input_tokens",
  cacheReadImageTokens: "tollgate.usage.image.cache_read.input_tokens",
  outputImageTokens: "tollgate.usage.image.output_tokens",
  inputVideoTokens: "tollgate.usage.video.input_tokens",
  cacheReadVideoTokens: "tollgate.usage.video.cache_read.input_tokens",
  outputVideoTokens: "tollgate.usage.video.output_tokens",
  /** Begins the names of all that a call used: the counts above, and the next. */
  usagePrefix: "tollgate.usage.",
  /** Begins the names of quantities that are no tokens, each followed by its unit: `tollgate.usage.counted.webSearch`. */
  countedPrefix: "tollgate.usage.counted.",
  /** Integer picodollars (10^-12 USD). Absent when the call is unpriced. */
  costPicoUsd: "tollgate.cost.picousd",
  /** `priced | unpriced | estimated | free`, see `CostStatus`. */
  costStatus: "tollgate.cost.status",
  priceId: "tollgate.price.id",
  /** True where the price is of the model's family, because the book has no such snapshot yet. */
  priceIsOpenEnded: "tollgate.price.open_ended",
  /** `provider | estimated | interrupted`, see `UsageSource`. */
  usageSource: "tollgate.usage.source",
  /** `allowed | warned | blocked`. */
  budgetOutcome: "tollgate.budget.outcome",
  /** The budget that warned or blocked. */
  budgetName: "tollgate.budget.name",
  /** Hex id of a foreign inference span that describes the same call; its charge is dropped. */
  supersedesSpanId: "tollgate.supersedes_span_id",
  /** `wire | langchain | manual`. */
  source: "tollgate.source",
  /** The node of LangGraph that a call or a run belongs to. */
  runNode: "tollgate.run.node",
  /** The tags that the app gave a LangChain run. */
  runTags: "tollgate.run.tags",
  /** True where a run was not seen to end: its stream was left early, or the process ended. */
  runInterrupted: "tollgate.run.interrupted",
} as const;

/** More names that other instrumentations write and only the ledger reads (clickhouse/schema/205_foreign_calls.sql); nothing of ours writes one. */
export const ForeignSpellings = {
  /** Semantic conventions before v1.30, and candidates after v1.41. */
  otherVersions: [
    "gen_ai.system",
    "gen_ai.usage.prompt_tokens",
    "gen_ai.usage.completion_tokens",
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.reasoning_tokens",
    "gen_ai.usage.audio.input_tokens",
    "gen_ai.usage.audio.cache_read.input_tokens",
    "gen_ai.usage.audio.output_tokens",
    "gen_ai.usage.image.input_tokens",
    "gen_ai.usage.image.cache_read.input_tokens",
    "gen_ai.usage.image.output_tokens",
    "gen_ai.usage.cost.amount",
    "gen_ai.usage.cost.currency",
    "enduser.id",
    "deployment.environment",
  ],
  /** Official OpenAI instrumentation, newer and older name. */
  openai: ["openai.response.service_tier", "gen_ai.openai.response.service_tier"],
  /** @anthropic-ai/sdk, which writes spans of its own. */
  anthropic: ["anthropic.response.service_tier", "anthropic.usage.cache_creation.ephemeral_1h_input_tokens"],
  /** Vercel AI SDK 4 to 6; version 7 has the conventions' names. */
  aiSdk: [
    "ai.model.id",
    "ai.model.provider",
    "ai.response.id",
    "ai.response.model",
    "ai.usage.promptTokens",
    "ai.usage.completionTokens",
    "ai.usage.inputTokens",
    "ai.usage.outputTokens",
    "ai.usage.tokens",
    "ai.usage.cachedInputTokens",
    "ai.usage.reasoningTokens",
    "ai.usage.inputTokenDetails.cacheReadTokens",
    "ai.usage.inputTokenDetails.cacheWriteTokens",
    "ai.usage.outputTokenDetails.reasoningTokens",
    "ai.telemetry.functionId",
    "ai.telemetry.metadata.userId",
    "ai.telemetry.metadata.sessionId",
  ],
  openInference: [
    "llm.provider",
    "llm.system",
    "llm.model_name",
    "llm.token_count.prompt",
    "llm.token_count.prompt_details.cache_read",
    "llm.token_count.completion",
    "llm.token_count.completion_details.reasoning",
    "llm.token_count.prompt_details.cache_write",
    "llm.token_count.prompt_details.audio",
    "llm.token_count.completion_details.audio",
    "llm.cost.total",
    "embedding.model_name",
    "agent.name",
  ],
  /** OpenLLMetry (Traceloop). */
  openLlmetry: [
    "llm.request.type",
    "traceloop.span.kind",
    "traceloop.workflow.name",
    "traceloop.association.properties.user_id",
    "traceloop.association.properties.session_id",
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
  ],
  openLit: [
    "gen_ai.usage.cost",
    "gen_ai.usage.prompt_tokens_details.cache_read",
    "gen_ai.usage.prompt_tokens_details.cache_write",
    "gen_ai.usage.completion_tokens_details.reasoning",
    "gen_ai.usage.completion_tokens_details.audio",
  ],
  langfuse: [
    "langfuse.observation.type",
    "langfuse.observation.model.name",
    "langfuse.observation.usage_details",
    "langfuse.observation.cost_details",
    "langfuse.user.id",
    "langfuse.session.id",
    "langfuse.trace.name",
    "langfuse.environment",
  ],
  /** Pydantic AI and Logfire; Strands has the last one. */
  pythonAgents: [
    "gen_ai.usage.details.cache_read_tokens",
    "gen_ai.usage.details.cache_write_tokens",
    "gen_ai.usage.details.reasoning_tokens",
    "operation.cost",
    "gen_ai.usage.cache_write_input_tokens",
  ],
} as const;

/** By which a span of another instrumentation is known to describe a model call. */
export const Foreign = {
  /** OpenInference: `LLM`, `EMBEDDING`, `AGENT`, … */
  openInferenceKind: "openinference.span.kind",
  /** AI SDK before version 7: `ai.generateText.doGenerate`, … */
  aiSdkOperation: "ai.operationId",
  /** AI SDK before version 7: what its app calls the function, the user and the session. */
  aiSdkFunction: "ai.telemetry.functionId",
  aiSdkUser: "ai.telemetry.metadata.userId",
  aiSdkSession: "ai.telemetry.metadata.sessionId",
  /** The scope name of the spans that @anthropic-ai/sdk writes by itself. */
  anthropicScope: "com.anthropic.sdk.typescript",
} as const;

/** What was said, only where an operator has switched it on. The collector deletes these unless its filter is taken out. */
export const Content = {
  inputMessages: "gen_ai.input.messages",
  outputMessages: "gen_ai.output.messages",
} as const;

/**
 * `gen_ai.operation.name` of what `recordUsage` records, by its kind. `retrieval` and `generate_content` (images, sound and video too) are the
 * conventions'; they have none for the others.
 */
export const UsageOperation = {
  retrieval: "retrieval",
  vectorStore: "vector_store",
  rerank: "rerank",
  search: "web_search",
  image: "generate_content",
  audio: "generate_content",
  video: "generate_content",
  document: "generate_content",
  codeExecution: "code_execution",
  storage: "storage",
  training: "training",
  other: "other",
} as const;

/** Metrics. Never sampled, so they cross-check the ledger. */
export const Metric = {
  tokenUsage: "gen_ai.client.token.usage",
  operationDuration: "gen_ai.client.operation.duration",
  timeToFirstChunk: "gen_ai.client.operation.time_to_first_chunk",
  cost: "tollgate.cost",
  calls: "tollgate.calls",
  unpricedCalls: "tollgate.unpriced_calls",
  budgetBlockedCalls: "tollgate.budget.blocked_calls",
  /** Calls whose answer has counts that cannot be: negative, no number, parts above their total. */
  invalidUsageCalls: "tollgate.invalid_usage_calls",
  /** Values of attribution beyond the limit on distinct ones, by part. */
  labelOverflows: "tollgate.label_overflows",
  /** Calls to known providers that went around the hook, by host. */
  missedCalls: "tollgate.missed_calls",
  /** Requests to known providers by an API that we cannot read, by host. */
  unknownCalls: "tollgate.unknown_calls",
  /** Failures of ours that the app never sees, by reason. */
  internalErrors: "tollgate.internal_errors",
  droppedCalls: "tollgate.dropped_calls",
  droppedCost: "tollgate.dropped_cost",
} as const;

/** The scope name of our spans and metrics; the ledger knows its own rows by it. */
export const SCOPE_NAME = "tollgate";

/** The scope name of our spans of agents, chains and tools. Another one, because the ledger takes every span of the first for a call. */
export const RUN_SCOPE_NAME = "tollgate.runs";

/** The scope name of evaluations and outcomes, which are no calls. */
export const EVENT_SCOPE_NAME = "tollgate.events";
