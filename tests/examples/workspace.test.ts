import { join } from 'node:path';
import { readRows } from '@xinshao/examples/generator/testing/read-rows.ts';
import { readWorkspace } from '@xinshao/sandbox/workspace.ts';
import { expect, test } from 'vitest';

const DATA = join(import.meta.dirname, '..', '..', 'examples', 'data');

test('the sandbox accepts the workspace, and it agrees with staff and teams', async () => {
  const workspace = await readWorkspace(join(DATA, 'workspace.json'));
  const staff = await readRows(join(DATA, 'staff.csv'));
  const userIds = new Set(workspace.users.map((user) => user.id));
  const emails = new Set(workspace.users.map((user) => user.email));
  for (const person of staff) {
    if (person.slack_user_id) expect(userIds).toContain(person.slack_user_id);
    expect(emails).toContain(person.email);
  }
  expect(staff.filter((person) => person.slack_user_id === '').length).toBeGreaterThan(0);

  const channels = new Map(workspace.channels.map((channel) => [channel.id, channel]));
  for (const team of await readRows(join(DATA, 'teams.csv'))) {
    const members = channels.get(team.slack_channel ?? '')?.members;
    expect(members).toContain(workspace.botUser.id);
    for (const person of staff.filter((each) => each.team === team.code && each.slack_user_id)) {
      expect(members).toContain(person.slack_user_id);
    }
  }
  const known = new Set(staff.map((person) => person.email));
  expect(workspace.users.filter((user) => !known.has(user.email ?? '')).map((user) => user.name)).toEqual(['mobai']);
});
