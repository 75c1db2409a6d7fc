/**
 * What is needed of a client of the AWS SDK for JavaScript v3. Spelled here and not imported: the SDK's types differ between its versions,
 * and an app's client must fit whichever it has.
 */
export interface BedrockClient {
  middlewareStack: { add(middleware: never, options: never): void };
}

/** The same as the SDK's middleware stack sees it. */
export interface MiddlewareStack {
  add(
    middleware: (next: Handler, context: CommandContext) => Handler,
    options: { step: "initialize" | "deserialize"; name: string; priority: "low"; override: true },
  ): void;
}

export type Handler = (args: CommandArguments) => Promise<CommandResult>;

/** One for each command that is sent, the same for all middleware. */
export interface CommandContext {
  /** `ConverseCommand` */
  commandName?: string;
  endpointV2?: { url?: URL };
}

export interface CommandArguments {
  input: Record<string, unknown>;
}

export interface CommandResult {
  /** The raw answer. */
  response?: { headers?: Record<string, string> };
  output: {
    $metadata?: AnswerMetadata;
    /** Of InvokeModel and its stream. */
    body?: unknown;
    /** Of ConverseStream. */
    stream?: unknown;
  };
}

/** Errors have one too. */
export interface AnswerMetadata {
  httpStatusCode?: number;
  requestId?: string;
}
