import { STANDARD_ATTACHMENTS } from '@xinshao/core/policy/attachment-schema.ts';
import { describe, expect, it } from 'vitest';
import { chosenFiles, filesComplaint } from './chosen-files.ts';

const nothingKnown = async (id: string) => ({ id, name: null, sizeBytes: null, permalink: null });
const files = (...given: { id: string; name?: string; size?: number }[]) => ({
  attachments: { value: { files: given } },
});

describe('the files of a submitted form', () => {
  it('are taken as the form describes them; Slack is asked where it says nothing but the id', async () => {
    const asked: string[] = [];
    const chosen = await chosenFiles(
      files({ id: 'F1', name: 'a.pdf', size: 5 }, { id: 'F2' }),
      new Set(),
      async (id) => {
        asked.push(id);
        return { id, name: 'b.exe', sizeBytes: 5, permalink: null };
      },
    );
    expect(asked).toEqual(['F2']);
    expect(chosen.added.map(({ name }) => name)).toEqual(['a.pdf', 'b.exe']);
    expect(filesComplaint(chosen, STANDARD_ATTACHMENTS, 'en')).toContain('b.exe: only pdf');
  });

  it('a file of which nothing can be learned is left to its download', async () => {
    const chosen = await chosenFiles(files({ id: 'F1' }), new Set(), nothingKnown);
    expect(filesComplaint(chosen, STANDARD_ATTACHMENTS, 'zh')).toBeNull();
  });

  it('of before stay where they are ticked, and nobody can name files of elsewhere', async () => {
    const kept = (...ids: string[]) => ({
      kept_attachments: { value: { selected_options: ids.map((value) => ({ value })) } },
    });
    const chosen = await chosenFiles(kept('F1', 'F9'), new Set(['F1', 'F2']), nothingKnown);
    expect(chosen).toEqual({ added: [], kept: ['F1'] });
  });

  it('five may be attached, six may not, those of before counted', async () => {
    const added = (count: number) =>
      Array.from({ length: count }, (_, place) => ({ id: `F${place}`, name: null, sizeBytes: null, permalink: null }));
    expect(filesComplaint({ added: added(3), kept: ['A', 'B'] }, STANDARD_ATTACHMENTS, 'zh')).toBeNull();
    expect(filesComplaint({ added: added(4), kept: ['A', 'B'] }, STANDARD_ATTACHMENTS, 'zh')).toBe('附件最多 5 个');
  });
});
