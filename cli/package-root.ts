import { fileURLToPath } from "node:url";

/**
 * Where collector/, clickhouse/, grafana/ and docker-compose.yml lie. This file and the bundled `dist/cli.js` are both
 * one folder below it, so one expression serves the repository and an installed package.
 */
export const PACKAGE_ROOT = fileURLToPath(new URL("..", import.meta.url));
