/**
 * Starts metering by import: `node --import tollgate/register app.js`, or as the first import of an app. A second import, also as the other
 * module kind, does nothing.
 */
import { start } from "./setup.ts";

start();
