import type { QuarterReport } from './quarter.ts';

const MOST_FAULTS_SHOWN = 60;

/** The end of a simulation in words: every count, then what is wrong. */
export function describeReport({ counts, daysReached, findings }: QuarterReport, seed: number): string {
  const lines = [`seed ${seed}, ${daysReached} days`];
  for (const [name, value] of Object.entries(counts)) lines.push(`  ${name}: ${value.toLocaleString('en-US')}`);
  const { faults } = findings;
  lines.push(
    faults.length === 0 ? '✓ nothing lost, nothing twice' : `✗ ${faults.length} faults; repeat with seed ${seed}`,
  );
  lines.push(...faults.slice(0, MOST_FAULTS_SHOWN).map((fault) => `  ✗ ${fault}`));
  return lines.join('\n');
}
