import { withEnvFile } from './environment.ts';
import { runCommandLine } from './run.ts';

// Whoever reads our output may stop early, as `| head` does: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await runCommandLine(process.argv.slice(2), withEnvFile(process.env), process);
