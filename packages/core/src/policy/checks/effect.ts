import type { Report } from '../problem.ts';
import type { Policy } from '../schema.ts';
import { reportDuplicates } from './ids.ts';

/** Every prediction predicts something, is decided by the last grading, and belongs to rules that no other has. */
export function checkEffect(policy: Policy, report: Report): void {
  const { predictions, gradeAfterDays } = policy.effect;
  const last = gradeAfterDays.at(-1) ?? 0;
  reportDuplicates(
    predictions.map(({ id }) => id),
    (index) => ['effect', 'predictions', index, 'id'],
    report,
  );
  const taken = new Set<string>();
  predictions.forEach(({ id, rules, warningTypes, withinDays, overdue, events }, index) => {
    const path = ['effect', 'predictions', index];
    if (overdue === undefined && events.length === 0) report(path, { code: 'predicts_nothing', parameters: { id } });
    if (withinDays > last) {
      const parameters = { days: withinDays, last };
      report([...path, 'withinDays'], { code: 'prediction_not_graded', parameters });
    }
    rules.forEach((rule, place) => {
      if (!policy.warnings.some((warning) => warning.id === rule)) {
        report([...path, 'rules', place], { code: 'unknown_rule', parameters: { rule } });
      }
    });
    for (const [key, words] of [
      ['rules', rules],
      ['warningTypes', warningTypes],
    ] as const) {
      words.forEach((word, place) => {
        // A type and a rule may have the same name.
        const name = `${key} ${word}`;
        if (taken.has(name))
          report([...path, key, place], { code: 'rule_predicted_twice', parameters: { rule: word } });
        taken.add(name);
      });
    }
  });
}
