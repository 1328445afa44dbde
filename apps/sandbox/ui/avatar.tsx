import { nameOf, usePage } from './context.tsx';

const hueOf = (id: string) => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);

/** The letters that stand for a name: the last two characters of a Chinese one, initials of others. */
function lettersOf(name: string): string {
  if (/\p{Script=Han}/u.test(name)) return name.slice(-2);
  const words = name.split(/\s+/);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}

/** A person's square, or the app's. */
export function Avatar({ id, size = 36 }: { id: string; size?: number }) {
  const { workspace } = usePage();
  const style = { width: size, height: size, fontSize: size * 0.38 };
  if (id === workspace.bot.id) {
    return (
      <span className="avatar bot" style={style} aria-hidden>
        {workspace.bot.name.slice(0, 1)}
      </span>
    );
  }
  return (
    <span className="avatar" style={{ ...style, background: `hsl(${hueOf(id)} 42% 42%)` }} aria-hidden>
      {lettersOf(nameOf(workspace, id))}
    </span>
  );
}
