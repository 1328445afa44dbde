import type { Services } from '../services.ts';
import { presentError } from './present-error.ts';
import { type Click, tellPerson } from './tell-person.ts';

/** Tells somebody about an error their click met, wherever the button stands. */
export async function showError(services: Services, click: Click, error: unknown, where: string): Promise<void> {
  const locale = await services.people.localeOf(click.body.user.id);
  await tellPerson(services, click, presentError(services, error, locale, where), where);
}
