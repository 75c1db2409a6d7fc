/**
 * No API key at hand? A local server that answers like OpenAI and Anthropic. Start it, paste what it prints into another
 * terminal, and run any app there.
 *
 *   node examples/local-provider.ts
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProviderServer } from "./demo/provider/start-provider-server.ts";

const logPath = join(mkdtempSync(join(tmpdir(), "local-provider-")), "provider.jsonl");
const openai = await startProviderServer(logPath);
const anthropic = await startProviderServer(logPath);

console.log(`export OPENAI_API_KEY=demo OPENAI_BASE_URL=${openai.url}/v1
export ANTHROPIC_API_KEY=demo ANTHROPIC_BASE_URL=${anthropic.url}
export TOLLGATE_HOSTS=${openai.host}=openai,${anthropic.host}=anthropic
# Its own log of what it billed: ${logPath}. Ctrl-C stops it.`);
