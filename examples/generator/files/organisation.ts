import type { OwnershipLink } from '../organisation/ownership.ts';
import { emailOf, STAFF } from '../organisation/people.ts';
import { TEAM_CHANNELS } from '../organisation/workspace.ts';
import { STORIES } from '../stories/all.ts';
import { INDUSTRIES } from '../words/industries.ts';
import { TEAMS } from '../words/regions.ts';
import { toCsv } from './csv.ts';

export function staffFile(): string {
  const rows = STAFF.map((person) => [
    person.code,
    person.name,
    person.role,
    emailOf(person.handle),
    person.slackIdKnown ? person.slackUserId : null,
    person.managerCode,
    person.team,
  ]);
  return toCsv(['code', 'name', 'role', 'email', 'slack_user_id', 'manager_code', 'team'], rows);
}

export function teamsFile(): string {
  const rows = TEAMS.map((team) => {
    const channel = TEAM_CHANNELS.find((each) => each.team === team.code);
    return [team.code, team.name, channel?.id ?? null];
  });
  return toCsv(['code', 'name', 'slack_channel'], rows);
}

export function industriesFile(): string {
  const rows = INDUSTRIES.map((industry) => [industry.name, industry.debtRatio, industry.outlook]);
  return toCsv(['industry', 'debt_ratio', 'outlook'], rows);
}

export function ownershipFile(links: readonly OwnershipLink[]): string {
  const rows = links.map((link) => [link.subject, link.object, link.kind, link.share, link.evidence]);
  return toCsv(['subject', 'object', 'kind', 'share', 'evidence'], rows);
}

/** Which customer tells which story, and what should be seen; `evidence` is the metric or event kind that shows it. */
export function storiesFile(codeOf: (storyId: string) => string): string {
  const rows = STORIES.map((story) => [
    codeOf(story.id),
    story.id,
    story.alert ? 'yes' : 'no',
    story.evidence,
    story.seen.zh,
    story.seen.en,
  ]);
  return toCsv(['customer_code', 'story', 'alert', 'evidence', 'seen_zh', 'seen_en'], rows);
}
