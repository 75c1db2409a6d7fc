import { currentAttribution } from "./attribution.ts";
import { BEDROCK, BedrockCall } from "./aws/bedrock-call.ts";
import type {
  BedrockClient,
  CommandArguments,
  CommandContext,
  CommandResult,
  Handler,
  MiddlewareStack,
} from "./aws/bedrock-client.ts";
import { METERED_COMMANDS, readBedrockRequest } from "./aws/bedrock-request.ts";
import { type EventSink, tapEvents } from "./aws/tap-events.ts";
import type { BudgetBlock } from "./budget/budget-guard.ts";
import { budgetOutcome } from "./budget/budget-outcome.ts";
import { currentHandle, type TollgateHandle } from "./handle.ts";
import { activeParent } from "./wire/active-parent.ts";
import { BudgetExceededError } from "./wire/budget-block.ts";

/** Which attempts of which commands have left this process. */
type Sent = WeakSet<CommandContext>;

/**
 * Meters the model calls of a Bedrock client of the AWS SDK v3, which does not use `fetch`: Converse, ConverseStream, InvokeModel and
 * InvokeModelWithResponseStream. Needs `tollgate/register`; without it nothing is metered. A client given twice is metered once.
 *
 * A call that a budget refuses rejects with a `BudgetExceededError`; nothing is sent and nothing is tried again.
 *
 * @returns the same client
 * @throws {Error} When `client` has no middleware stack
 * @example
 * const client = meterBedrock(new BedrockRuntimeClient({ region: "us-east-1" }));
 */
export function meterBedrock<Client extends BedrockClient>(client: Client): Client {
  const stack = client?.middlewareStack as unknown as MiddlewareStack | undefined;
  if (typeof stack?.add !== "function")
    throw new Error(
      "Cannot meter this client: it has no middlewareStack, as a BedrockRuntimeClient of the AWS SDK v3 has",
    );
  const sent: Sent = new WeakSet();
  const forgotten = new FinalizationRegistry<EventSink>((sink) => sink.abandoned());
  const meter = (next: Handler, context: CommandContext) => (args: CommandArguments) => {
    const handle = currentHandle();
    if (handle === undefined || !isMetered(context)) return next(args);
    return send(handle, { next, args, context, sent, forgotten });
  };
  const note = (next: Handler, context: CommandContext) => (args: CommandArguments) => {
    const calls = isMetered(context) ? currentHandle()?.calls : undefined;
    return calls === undefined
      ? next(args)
      : noteSent(
          calls.hide(() => next(args)),
          context,
          sent,
        );
  };
  // Low: nearest to the call, so that a cache of the app's, which answers in between, is no call.
  const options = { priority: "low", override: true } as const;
  stack.add(meter, { ...options, step: "initialize", name: "tollgateMeter" });
  stack.add(note, { ...options, step: "deserialize", name: "tollgateSent" });
  return client;
}

function isMetered({ commandName }: CommandContext): boolean {
  return commandName !== undefined && METERED_COMMANDS.has(commandName);
}

interface Command {
  next: Handler;
  args: CommandArguments;
  context: CommandContext;
  sent: Sent;
  forgotten: FinalizationRegistry<EventSink>;
}

async function send(handle: TollgateHandle, command: Command): Promise<CommandResult> {
  const { next, args, context, sent, forgotten } = command;
  const { meter } = handle;
  if (meter.ready !== undefined) await meter.ready;
  let call: BedrockCall | BudgetBlock | undefined;
  try {
    call = begin(handle, command);
  } catch (error) {
    meter.internalError("request", error);
  }
  if (call === undefined) return next(args);
  if (!(call instanceof BedrockCall)) throw new BudgetExceededError(call);
  let result: CommandResult;
  try {
    result = await next(args);
  } catch (error) {
    if (sent.has(context)) call.notAnswered(error);
    else call.notSent();
    throw error;
  }
  try {
    const events = result.output.stream ?? result.output.body;
    if (!isEvents(events)) call.answered(result);
    else {
      call.streaming(result);
      tapEvents(events, call, forgotten);
    }
  } catch (error) {
    meter.internalError("answer", error);
    call.abandoned();
  }
  return result;
}

/** A block: refused by a budget. */
function begin({ meter, calls, content }: TollgateHandle, { args, context }: Command): BedrockCall | BudgetBlock {
  calls.announce();
  const request = readBedrockRequest(context.commandName ?? "", args.input);
  const attribution = currentAttribution();
  const decision = meter.reserve({ asked: request.facts, provider: BEDROCK, attribution, atMs: Date.now() });
  const call = new BedrockCall({
    request,
    attribution,
    parent: activeParent(),
    ...(decision !== undefined && { budget: budgetOutcome(decision) }),
    ...(decision !== undefined && decision.outcome !== "blocked" && { reservation: decision.reservation }),
    ...(content.isOn && { content }),
    endpoint: () => context.endpointV2?.url,
    onEnd: (ended) => calls.end(ended),
    onInternalError: (error) => meter.internalError("answer", error),
  });
  if (decision?.outcome !== "blocked") {
    calls.open(call);
    return call;
  }
  call.blocked();
  return decision.block;
}

/**
 * A request that fails before the event loop has turned has not left: its signal was aborted before, or its transport does not exist.
 * Middleware does not see the signal.
 */
function noteSent(answer: Promise<CommandResult>, context: CommandContext, sent: Sent): Promise<CommandResult> {
  let isOver = false;
  setImmediate(() => {
    if (!isOver) sent.add(context);
  });
  const over = () => {
    isOver = true;
  };
  answer.then(() => sent.add(context), over);
  return answer;
}

function isEvents(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value && !(value instanceof Uint8Array);
}
