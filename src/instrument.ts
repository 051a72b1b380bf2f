/** Loaded by `--import`, before anything else: only what is loaded after it can be traced. */
import { readTelemetryConfig, secretsIn } from './config.ts';
import { createScrub } from './scrubbing.ts';
import { startTelemetry } from './telemetry.ts';

startTelemetry(readTelemetryConfig(process.env), createScrub(secretsIn(process.env)));
