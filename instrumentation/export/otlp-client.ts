import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";

/** What the collector said. `status` 0: no answer, `detail` says why. */
export interface OtlpAnswer {
  status: number;
  detail: string;
}

const ANSWER_TIMEOUT_MS = 10_000;
/** Enough for any OTLP answer; what is longer is not read into memory. */
const ANSWER_LIMIT_BYTES = 64 * 1024;

/**
 * Posts OTLP/JSON. By node:http and not by fetch, so that the hook never sees our own traffic; without spans of its own; over sockets that
 * do not keep the process alive.
 */
export class OtlpClient {
  readonly endpoint: string;
  readonly headers: Record<string, string>;
  readonly #agent: HttpAgent | HttpsAgent;
  readonly #request: typeof httpRequest;

  constructor(endpoint: string, headers: Record<string, string>) {
    this.endpoint = endpoint;
    this.headers = { ...headers, "content-type": "application/json" };
    const isTls = endpoint.startsWith("https:");
    this.#agent = isTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
    this.#request = isTls ? httpsRequest : httpRequest;
  }

  /** Resolves always; a failure is an answer with status 0. */
  post(path: "/v1/traces" | "/v1/metrics", body: Uint8Array): Promise<OtlpAnswer> {
    const posting = context.with(suppressTracing(ROOT_CONTEXT), () => this.#post(path, body));
    // A header that HTTP does not allow, such as a token copied with its "…", is refused before anything is sent.
    return posting.catch((error: Error) => ({ status: 0, detail: error.message }));
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(path: string, body: Uint8Array): Promise<OtlpAnswer> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (answer: OtlpAnswer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      const headers = { ...this.headers, "content-length": String(body.byteLength) };
      const request = this.#request(
        `${this.endpoint}${path}`,
        { method: "POST", agent: this.#agent, headers },
        (response) => {
          readText(response).then(
            (text) => settle({ status: response.statusCode ?? 0, detail: text }),
            (error: Error) => settle({ status: 0, detail: error.message }),
          );
        },
      );
      const giveUp = () => request.destroy(new Error(`no answer in ${ANSWER_TIMEOUT_MS} ms`));
      timer = setTimeout(giveUp, ANSWER_TIMEOUT_MS).unref();
      request.on("socket", (socket) => socket.unref());
      request.on("error", (error: NodeJS.ErrnoException) => settle({ status: 0, detail: error.code ?? error.message }));
      request.end(body);
    });
  }
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) if (text.length < ANSWER_LIMIT_BYTES) text += chunk;
  return text;
}
