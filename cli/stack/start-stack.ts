import { resolve } from "node:path";
import { findDocker } from "./find-docker.ts";
import { choosePorts, type Ports } from "./ports.ts";
import { ImageMissing } from "./pull-images.ts";
import { loadSecrets } from "./secrets.ts";
import type { Stack, StackMode } from "./stack.ts";
import { startDocker } from "./start-docker.ts";
import { startEmbedded } from "./start-embedded.ts";

export interface StartOptions {
  /** The state folder. @default TOLLGATE_HOME, else `.tollgate` in the working folder */
  home?: string;
  /** `auto`: Docker when it answers and has the images, else embedded. @default "auto" */
  mode?: StackMode | "auto";
  /** 0 means any free port. @default TOLLGATE_PORT_*, else the usual ones */
  ports?: Partial<Ports>;
  /** Start Grafana where one is found. @default true */
  grafana?: boolean;
  /** Told, line by line, what the operator should know. @default nothing is said */
  log?: (line: string) => void;
  /** Ends a start that is under way. */
  signal?: AbortSignal;
}

export function stackHome(home?: string): string {
  return resolve(home ?? (process.env.TOLLGATE_HOME || ".tollgate"));
}

/**
 * Starts the whole pipeline and resolves when it takes spans.
 *
 * @throws One line that says what failed and what to do; nothing is left running.
 */
export async function startStack(options: StartOptions = {}): Promise<Stack> {
  const { mode = "auto", grafana = true, log = () => {}, signal } = options;
  const home = stackHome(options.home);
  const ports = await choosePorts(options.ports);
  const secrets = loadSecrets(home);
  const common = { home, ports, secrets, log, signal };
  if (mode !== "embedded") {
    const docker = await findDocker();
    if (docker.present) {
      try {
        return await startDocker(common);
      } catch (error) {
        if (mode === "docker" || !(error instanceof ImageMissing)) throw error;
        log(`${error.message}. Going on without Docker.`);
      }
    } else if (mode === "docker") {
      throw new Error(`Cannot start in Docker: ${docker.why}`);
    }
  }
  return startEmbedded({ ...common, grafana });
}
